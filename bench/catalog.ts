/** The engine with the lists of its kinds: what bench/unused.mjs compares. */
export { parseValue } from '../src/document/parse.ts'
export { runToEnd } from '../src/run/headless.ts'
export { agentKinds, assertionKinds, chaosKinds } from '../src/catalog.ts'
