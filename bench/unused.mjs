/**
 * What kinds cost that a scenario does not use, measured in one process, in turns:
 * `npm run bench:unused [-- CYCLES [ROUNDS]]`. The benchmark scenario is run
 *
 * 1. by an engine that has nothing but the kinds which the scenario uses;
 * 2. by the engine with its whole catalog;
 * 3. by that engine with a fault, an assertion and an agent of every kind present, all of them about topics
 *    on which nothing happens.
 *
 * Read the ratios to the first; nearly 1 is what they should be.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { tmpdir } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { benchmarkScenario } from './scenario.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const cycles = Number(process.argv[2] ?? 300_000)
const rounds = Number(process.argv[3] ?? 9)

const given = benchmarkScenario(cycles)
const folder = mkdtempSync(join(tmpdir(), 'unused-'))
try {
  const slim = await engine('slim', [onlyUsed(given)])
  const whole = await engine('whole', [])
  const crowd = crowdOf(whole)
  const crowded = {
    ...given,
    agents: [...given.agents, ...crowd.agents],
    faults: [...given.faults, ...crowd.faults],
    assertions: [...given.assertions, ...crowd.assertions],
  }
  const runners = [
    runner(`only the kinds in use (${count(slim)})`, slim, given),
    runner(`the whole catalog (${count(whole)})`, whole, given),
    runner(
      `and ${crowd.faults.length} faults, ${crowd.assertions.length} assertions, ${crowd.agents.length} agents elsewhere`,
      whole,
      crowded,
    ),
  ]
  // Once for the compiler, then in turns, each round beginning with another one.
  for (const one of runners) one.run()
  for (const one of runners) one.ms.length = 0
  for (let round = 0; round < rounds; round++)
    for (let nth = 0; nth < runners.length; nth++) runners[(round + nth) % runners.length].run()
  console.log(`${cycles.toLocaleString('en')} cycles, ${rounds} rounds, Node ${process.versions.node}`)
  const [first] = runners
  for (const one of runners) {
    const rate = (one.events / median(one.ms) / 1_000).toFixed(2)
    const ratio = (median(one.ms) / median(first.ms)).toFixed(3)
    console.log(`${ratio}  ${median(one.ms).toFixed(1).padStart(7)} ms, ${rate} M events/s: ${one.name}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function engine(name, plugins) {
  const outDir = join(folder, name)
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    build: {
      lib: { entry: 'bench/catalog.ts', formats: ['es'], fileName: () => 'engine.js' },
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
    },
  })
  return import(pathToFileURL(join(outDir, 'engine.js')).href)
}

/** Lists of kinds cut down to those that a scenario uses, while the engine is built. */
function onlyUsed({ faults, assertions, agents }) {
  const lists = [
    ['chaos', 'chaosKinds', faults],
    ['assertion', 'assertionKinds', assertions],
    ['agent', 'agentKinds', agents],
  ]
  const sources = new Map(
    lists.map(([list, exported, parts]) => {
      const names = [...new Set(parts.map(({ kind }) => kind))]
      const imports = names.map((kind) => `import { ${camel(kind)} } from './${kind}.ts'`)
      return [
        join(ROOT, 'src/kinds', list, 'index.ts'),
        `${imports.join('\n')}\nexport const ${exported} = [${names.map(camel)}]`,
      ]
    }),
  )
  sources.set(
    join(ROOT, 'src/domains/index.ts'),
    `import { trading } from './trading/index.ts'
     export const domains = [{ ...trading, agents: [], assertions: [], examples: [] }]`,
  )
  return { name: 'only-used', enforce: 'pre', load: (id) => sources.get(id) ?? null }
}

/** One of every kind, with its own parameters but topics of its own. */
function crowdOf({ chaosKinds, assertionKinds, agentKinds }) {
  const topic = 'nobody.says.this'
  const faults = chaosKinds
    .filter((kind) => kind.choose === undefined)
    .map(({ name }) => ({
      id: `idle-${name}`,
      kind: name,
      params: {},
      topics: [topic],
      subscribers: ['idle-relay'],
    }))
  const assertions = assertionKinds
    .map((kind) => part(kind, kind.topics(kind.params.parse({}))))
    .filter(({ kind, params }) => params && !kind.topics(params).some(isWide))
  const agents = agentKinds
    .map((kind) => part(kind, kind.subscribes(kind.params.parse({}))))
    .filter(({ params }) => params !== null)
  const plain = ({ id, kind, params }) => ({ id, kind: kind.name, params })
  return { faults, assertions: assertions.map(plain), agents: agents.map(plain) }
}

/** A part whose topics are replaced; without parameters where code would need the sandbox. */
function part(kind, topics) {
  const params = kind.params.parse({})
  const elsewhere = (value) => {
    if (typeof value === 'string' && (topics.includes(value) || value === '**')) return 'nobody.says.this'
    if (Array.isArray(value)) return value.map(elsewhere)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, elsewhere(inner)]))
  }
  return { id: `idle-${kind.name}`, kind, params: 'code' in params ? null : elsewhere(params) }
}

/** A pattern that the benchmark's own topics meet. */
function isWide(pattern) {
  return pattern.startsWith('*') || pattern.startsWith('$')
}

function runner(name, { parseValue, runToEnd }, document) {
  const parsed = parseValue(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1))
  const one = { name, ms: [], events: 0, run }
  function run() {
    const start = performance.now()
    const result = runToEnd(parsed.value)
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1))
    one.ms.push(performance.now() - start)
    one.events = result.log.count
    result.log.release()
  }
  return one
}

function camel(name) {
  return name.replace(/-(\w)/g, (_all, letter) => letter.toUpperCase())
}

function count({ chaosKinds, assertionKinds, agentKinds }) {
  return `${chaosKinds.length} faults, ${assertionKinds.length} assertions, ${agentKinds.length} agents`
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
