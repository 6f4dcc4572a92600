import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { runnerImport, type Plugin } from 'vite'

/**
 * Lets the graph be shown and moved before everything that can be done with it has come. In the build alone,
 * what the page first draws gets a small stand-in for each module of `LATE`: its functions call the real
 * ones, which come in a second file (`views/store/rest.ts`), and its lists begin with what can be said of each
 * kind in words. Nobody calls such a function before then: see `views/store/arrival.ts`. Sources, tests, workers
 * and the development server know nothing of this.
 */
const SRC = resolve('src')

/** What the page first draws is made of these, and gets the stand-ins. */
const EARLY = /^(views\/|document\/(edit|insert|flow-order)\.ts$)/

/** Modules that are needed when something is done, not when something is shown. */
export const LATE = [
  'catalog.ts',
  'document/clip.ts',
  'document/defaults.ts',
  'document/layout.ts',
  'document/make-subscenario.ts',
  'document/new.ts',
  'document/parse.ts',
  'document/search.ts',
  'document/unfold-call.ts',
  'interchange/evidence.ts',
  'interchange/link.ts',
  'program/check.ts',
  'program/fixes.ts',
  'program/graph.ts',
  'program/inline.ts',
  'program/scripts.ts',
  'program/system-map.ts',
  'run/moment.ts',
  'views/store/breakpoints-kept.ts',
]

/** Their values are worked out when the page is built, and stand in it as data. */
export const BAKED = ['views/store/first-document.ts']

/** Of a kind, an example, a domain: what the graph, the outline and the commands say. */
const WORDS = ['id', 'name', 'title', 'ports', 'profiles']

const STAND_IN = '\0stand-in:'
const REGISTRY = '\0late-modules'
const EVERYTHING = '\0everything-late'

const pathOf = (id: string) => (id.startsWith(`${SRC}/`) ? id.slice(SRC.length + 1) : '')

export const later: Plugin = {
  name: 'later',
  apply: 'build',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^[.\0]/ },
    handler(source, importer) {
      if (source === REGISTRY || source === EVERYTHING || source.startsWith(STAND_IN)) return source
      if (importer === undefined || !source.startsWith('.')) return null
      const path = pathOf(resolve(dirname(importer), source))
      const stands = LATE.includes(path) || BAKED.includes(path)
      return stands && EARLY.test(pathOf(importer)) ? `${STAND_IN}${path}.js` : null
    },
  },
  load: {
    filter: { id: /^\0|\/rest\.ts$/ },
    async handler(id) {
      if (id === REGISTRY) return REGISTRY_SOURCE
      if (id === EVERYTHING) return everything()
      if (pathOf(id) === 'views/store/rest.ts') return REST_SOURCE
      if (!id.startsWith(STAND_IN)) return null
      const path = id.slice(STAND_IN.length, -'.js'.length)
      return BAKED.includes(path) ? values(await evaluated(path)) : standIn(path)
    },
  },
}

const REGISTRY_SOURCE = `
let modules = null
export const arrived = (real) => { modules = real }
export const real = (path) => {
  if (modules === null) throw new Error(path + ' was asked for before it has come')
  return modules[path]
}
`

const REST_SOURCE = `
import { arrived } from '${REGISTRY}'
export const THERE_FROM_THE_START = false
export const fetchRest = async () => {
  const { modules, fillLists } = await import('${EVERYTHING}')
  arrived(modules)
  fillLists()
}
`

/** The second file: every late module, and the full lists in the place of the words. */
const everything = () => `
${LATE.map((path, index) => `import * as late${index} from ${JSON.stringify(join(SRC, path))}`).join('\n')}
import * as shown from '${STAND_IN}catalog.ts.js'
export const modules = { ${LATE.map((path, index) => `${JSON.stringify(path)}: late${index}`).join(', ')} }
export const fillLists = () => {
  for (const [name, list] of Object.entries(shown))
    if (Array.isArray(list)) list.splice(0, list.length, ...late0[name])
}
`

type Exports = Readonly<Record<string, unknown>>

let evaluation: Promise<Readonly<Record<string, Exports>>> | null = null

/** What a module exports, found out by running it here: all of them at once, and once. */
async function evaluated(path: string): Promise<Exports> {
  evaluation ??= evaluate([...LATE, ...BAKED])
  return (await evaluation)[path] ?? {}
}

async function evaluate(paths: readonly string[]): Promise<Readonly<Record<string, Exports>>> {
  const entry = paths.map(
    (path, index) => `export * as module${index} from ${JSON.stringify(join(SRC, path))}`,
  )
  const all: Plugin = {
    name: 'all',
    resolveId: (source) => (source === 'virtual:all' ? source : null),
    load: (id) => (id === 'virtual:all' ? entry.join('\n') : null),
  }
  const { module } = await runnerImport<Record<string, Exports>>('virtual:all', {
    configFile: false,
    plugins: [all],
  })
  return Object.fromEntries(paths.map((path, index) => [path, module[`module${index}`] ?? {}]))
}

const values = (module: Exports): string =>
  Object.entries(module)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')

const PASSED_ON = /^export \{ (.+) \} from '(.+)'$/gm

/** A module that looks the same from outside: functions that call the real ones, classes that make real ones. */
async function standIn(path: string): Promise<string> {
  const parts = [`import { real } from '${REGISTRY}'`]
  const passedOn = new Set<string>()
  for (const [, name = '', from = ''] of readFileSync(join(SRC, path), 'utf8').matchAll(PASSED_ON)) {
    parts.push(`export { ${name} } from ${JSON.stringify(resolve(SRC, dirname(path), from))}`)
    passedOn.add(name)
  }
  const words = new Words()
  for (const [name, value] of Object.entries(await evaluated(path))) {
    if (passedOn.has(name)) continue
    const there = `real(${JSON.stringify(path)}).${name}`
    if (Array.isArray(value)) parts.push(words.list(name, value))
    else if (typeof value !== 'function') parts.push(`export const ${name} = ${JSON.stringify(value)}`)
    else if (/^class\b/.test(value.toString()))
      parts.push(`export function ${name}(...given) { return new (${there})(...given) }`)
    else parts.push(`export const ${name} = (...given) => ${there}(...given)`)
  }
  return parts.join('\n')
}

/** Writes lists of kinds as words; a kind that several lists have is the same object in all of them. */
class Words {
  readonly #known = new Map<object, string>()

  list(name: string, items: readonly object[]): string {
    const before: string[] = []
    const made = items.map((item) => this.#one(item, before))
    return [...before, `export const ${name} = [${made.join(', ')}]`].join('\n')
  }

  #one(item: object, before: string[]): string {
    const known = this.#known.get(item)
    if (known !== undefined) return known
    const fields = Object.entries(item)
      .filter(([key]) => WORDS.includes(key))
      .map(([key, value]) => {
        const text =
          key === 'profiles' && Array.isArray(value)
            ? `[${value.map((profile: object) => this.#one(profile, before)).join(', ')}]`
            : JSON.stringify(value)
        return `${key}: ${text}`
      })
    const variable = `words${this.#known.size}`
    this.#known.set(item, variable)
    before.push(`const ${variable} = { ${fields.join(', ')} }`)
    return variable
  }
}
