/**
 * Events per second and memory of the kernel, beside an EventEmitter with an array of event objects, in the same
 * process, alternating, first runs included: `npm run bench [-- CYCLES [ROUNDS [LOOP]]]`. LOOP is `hand`, this one
 * scenario written out by hand, or `any`, which reads a scenario as the kernel does. Read the ratios; the
 * milliseconds are of this machine and this hour.
 */
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { runBaseline } from './baseline.mjs'
import { buildEngine } from './engine.mjs'
import { runPlain } from './plain.mjs'
import { benchmarkScenario } from './scenario.mjs'

const cycles = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 5)
const loop = process.argv[4] ?? 'hand'

buildEngine()
const { parseValue, runToEnd, printProblem } = await import('../dist-engine/engine.js')

const scenario = benchmarkScenario(cycles)
const parsed = parseValue(scenario)
if (!parsed.ok) {
  console.error(parsed.problems.map(printProblem).join('\n'))
  process.exit(2)
}

const LOOPS = { hand: () => runBaseline(cycles, 'bench'), any: () => runPlain(scenario) }
const runLoop = LOOPS[loop]
if (runLoop === undefined) {
  console.error(`There is no loop "${loop}". It is one of ${Object.keys(LOOPS).join(', ')}.`)
  process.exit(2)
}

const kernel = { name: 'kernel', ms: [], events: 0, bytes: 0, verdict: '' }
const baseline = { name: `EventEmitter + objects (${loop})`, ms: [], events: 0, bytes: 0, verdict: '' }

console.log(
  `${cycles.toLocaleString('en')} cycles, ${rounds} rounds, Node ${process.versions.node}; a finished run's log is released`,
)
for (let round = 0; round < rounds; round++) {
  time(baseline, () => {
    const { events, checks } = runLoop()
    return { events, verdict: checks.every(Boolean) ? 'passed' : `failed: ${checks}` }
  })
  time(kernel, () => {
    const result = runToEnd(parsed.value)
    if (!result.ok) throw new Error(result.problems.map(printProblem).join('\n'))
    const { count: events, bytes } = result.log
    // What a sweep of many runs does: the columns go to the next run instead of the garbage collector.
    result.log.release()
    return { events, bytes, verdict: result.report.verdict }
  })
}
baseline.bytes = baselineBytes()
for (const one of [baseline, kernel]) print(one)
console.log('')
console.log(`first run:  ${ratio(first)} times as many events per second as the EventEmitter loop`)
console.log(`median:     ${ratio(median)} times`)
console.log(`all rounds: ${ratio(total)} times (first runs included)`)
console.log(
  `memory:     ${(baseline.bytes / baseline.events / (kernel.bytes / kernel.events)).toFixed(1)} times less for each event`,
)

function time(one, run) {
  const start = performance.now()
  const { events, bytes = 0, verdict } = run()
  one.ms.push(performance.now() - start)
  Object.assign(one, { events, bytes, verdict })
}

/** What the baseline's log holds on the heap, measured after the timed rounds so as not to disturb them. */
function baselineBytes() {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  collect()
  const before = process.memoryUsage().heapUsed
  const kept = runLoop()
  collect()
  const after = process.memoryUsage().heapUsed
  return kept.log.length === 0 ? 0 : Math.max(0, after - before)
}

function first({ ms }) {
  return ms[0]
}

function median({ ms }) {
  return ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)]
}

function total({ ms }) {
  return ms.reduce((sum, value) => sum + value, 0) / ms.length
}

function ratio(of) {
  return (kernel.events / of(kernel) / (baseline.events / of(baseline))).toFixed(2)
}

function print(one) {
  const rate = (ms) => `${(one.events / ms / 1_000).toFixed(2)} M events/s`
  console.log(`
${one.name}: ${one.events.toLocaleString('en')} events recorded, ${one.verdict}
  first run ${first(one).toFixed(0)} ms (${rate(first(one))}), median ${median(one).toFixed(0)} ms (${rate(median(one))})
  log ${(one.bytes / 1e6).toFixed(0)} MB, ${(one.bytes / one.events).toFixed(0)} bytes an event`)
}
