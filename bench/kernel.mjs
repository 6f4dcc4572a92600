/**
 * Events per second and memory of the kernel, beside an EventEmitter with an array of event objects, in the same
 * process, alternating, first runs included: `npm run bench [-- CYCLES [ROUNDS [LOOP [PROCESSES]]]]`. LOOP is `hand`,
 * this one scenario written out by hand, or `any`, which reads a scenario as the kernel does. Every process begins
 * anew with a first run of both; garbage collection makes one differ from another. Read the ratios; the milliseconds are
 * of this machine and this hour.
 */
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { buildEngine } from './engine.mjs'

const [cycles = '1000000', rounds = '5', loop = 'hand', processes = '5'] = process.argv.slice(2)
if (!['hand', 'any'].includes(loop)) {
  console.error(`There is no loop "${loop}". It is one of hand, any.`)
  process.exit(2)
}
buildEngine()
console.log(
  `${Number(cycles).toLocaleString('en')} cycles, ${rounds} rounds in each of ${processes} processes, Node ${process.versions.node}; a finished run's log is released`,
)

const takes = Array.from({ length: Number(processes) }, take)
for (const who of ['loop', 'kernel']) print(who)
console.log('\nThe kernel, in events per second, against the EventEmitter loop:')
console.log(`  all rounds: ${ratio(takes, total)} times (first runs included); ${each(total)}`)
console.log(`  first run:  ${ratio(takes, first)} times; ${each(first)}`)
console.log(`  median:     ${ratio(takes, median)} times; ${each(median)}`)
const { loop: objects, kernel: columns } = takes[0]
const less = objects.bytes / objects.events / (columns.bytes / columns.events)
console.log(`  memory:     ${less.toFixed(1)} times less for each event`)

function take() {
  const script = fileURLToPath(new URL('take.mjs', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, cycles, rounds, loop], {
    encoding: 'utf8',
  })
  if (status === 0) return JSON.parse(stdout)
  console.error(stderr)
  process.exit(status ?? 1)
}

function first({ ms }) {
  return ms[0]
}

function median({ ms }) {
  return ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)]
}

function total({ ms }) {
  return ms.reduce((sum, value) => sum + value, 0)
}

/** Events of some processes in the time that all of them took, the kernel's over the loop's. */
function ratio(some, of) {
  const rate = (who) => some[0][who].events / some.reduce((sum, one) => sum + of(one[who]), 0)
  return (rate('kernel') / rate('loop')).toFixed(2)
}

function each(of) {
  return `by process ${takes.map((one) => ratio([one], of)).join(', ')}`
}

function print(who) {
  const { events, bytes, verdict } = takes[0][who]
  const mean = (of) => takes.reduce((sum, one) => sum + of(one[who]), 0) / takes.length
  const rate = (ms) => `${ms.toFixed(0)} ms (${(events / ms / 1_000).toFixed(2)} M events/s)`
  console.log(`
${who === 'loop' ? `EventEmitter + objects (${loop})` : 'kernel'}: ${events.toLocaleString('en')} events recorded, ${verdict}
  first run ${rate(mean(first))}, median ${rate(mean(median))}
  log ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / events).toFixed(0)} bytes an event`)
}
