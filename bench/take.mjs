/**
 * One process of `kernel.mjs`: the loop and the kernel in turn, from the first run on. Prints what it measured as JSON.
 */
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { runBaseline } from './baseline.mjs'
import { runPlain } from './plain.mjs'
import { benchmarkScenario } from './scenario.mjs'

const [cycles, rounds] = process.argv.slice(2, 4).map(Number)
const { parseValue, runToEnd, printProblem } = await import('../dist-engine/engine.js')

const scenario = benchmarkScenario(cycles)
const parsed = parseValue(scenario)
if (!parsed.ok) {
  console.error(parsed.problems.map(printProblem).join('\n'))
  process.exit(2)
}
const runLoop = process.argv[4] === 'hand' ? () => runBaseline(cycles, 'bench') : () => runPlain(scenario)

const kernel = { ms: [], events: 0, bytes: 0, verdict: '' }
const loop = { ms: [], events: 0, bytes: 0, verdict: '' }
for (let round = 0; round < rounds; round++) {
  time(loop, () => {
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
loop.bytes = loopBytes()
console.log(JSON.stringify({ loop, kernel }))

function time(one, run) {
  const start = performance.now()
  const { events, bytes = 0, verdict } = run()
  one.ms.push(performance.now() - start)
  Object.assign(one, { events, bytes, verdict })
}

/** What the loop's log holds on the heap, measured after the timed rounds so as not to disturb them. */
function loopBytes() {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  collect()
  const before = process.memoryUsage().heapUsed
  const kept = runLoop()
  collect()
  const after = process.memoryUsage().heapUsed
  return kept.log.length === 0 ? 0 : Math.max(0, after - before)
}
