/**
 * Nanoseconds a step of every core and profile, and the time of a million steps: `npm run bench:profiles
 * [-- STEPS [ROUNDS]]`. All are run in turn in one process, and their processor time is taken; the unit beside
 * them is one draw of the random generator, so that figures of different machines and hours compare.
 */
import process from 'node:process'
import { buildEngine } from './engine.mjs'

const steps = Number(process.argv[2] ?? 200_000)
const rounds = Number(process.argv[3] ?? 5)

buildEngine()
const { findKind, generateData, randomStream, sourceKinds } = await import('../dist-engine/engine.js')

const market = findKind(sourceKinds, 'market')
const basket = findKind(sourceKinds, 'basket')
const CORES = {
  clean: {},
  'market-like': { realism: 1 },
  heston: { noise: { kind: 'heston' } },
  garch: { noise: { kind: 'garch' } },
  regimes: { noise: { kind: 'regimes' } },
  'clean + merton': { jumps: { kind: 'merton' } },
  'clean + kou': { jumps: { kind: 'kou' } },
  'market-like, candles, volume, depth': { realism: 1, candles: true, volume: true, depth: true },
}
const cases = [
  ...Object.entries(CORES).map(([name, params]) => one(`core: ${name}`, market, params, 'gradual-trend')),
  // A person's own code needs its sandbox, and is as fast as the person wrote it.
  ...market.profiles
    .filter(({ name }) => name !== 'script')
    .map(({ name }) => one(`profile: ${name}`, market, {}, name)),
  one('basket of 3 assets', basket, {}, 'gradual-trend'),
]
const draw = { name: 'one draw of the random generator', ns: [], run: drawAll }

console.log(
  `${steps.toLocaleString('en')} steps, ${rounds} rounds, Node ${process.versions.node}; median processor time`,
)
for (let round = 0; round < rounds; round++) for (const each of [draw, ...cases]) time(each, steps)
const unit = median(draw.ns)
print(draw)
for (const each of cases) print(each)

console.log('\nA million steps, columns and all:')
for (const each of [cases[0], cases[1], cases[7]]) {
  const start = performance.now()
  generateData(...each.call, { seed: 'bench', id: 'm', count: 1_000_000, stepMs: 1_000 })
  console.log(`  ${each.name.padEnd(44)} ${(performance.now() - start).toFixed(0).padStart(5)} ms`)
}

function one(name, source, params, profileName) {
  const profile = findKind(source.profiles, profileName)
  const parsed = [source.params.parse(params), profile, profile.params.parse({})]
  const width = (source.fieldsOf?.(parsed[0]) ?? source.fields).length
  const run = (count) => {
    const source_ = source.start(...parsed, {
      stepMs: 1_000,
      random: (purpose) => randomStream('bench', 'source', 'm', purpose),
    })
    const datum = new Float64Array(width)
    let sum = 0
    for (let step = 0; step < count; step++) {
      source_.next(datum)
      sum += datum[0]
    }
    source_.statistics()
    return sum
  }
  return { name, ns: [], run, call: [source, ...parsed] }
}

function drawAll(count) {
  const stream = randomStream('bench', 'draw')
  const block = new Float64Array(64)
  let sum = 0
  for (let step = 0; step < count; step += 64) {
    stream.uniforms(block)
    sum += block[0]
  }
  return sum
}

function time(each, count) {
  const before = process.cpuUsage()
  each.run(count)
  const { user, system } = process.cpuUsage(before)
  each.ns.push(((user + system) * 1_000) / count)
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function print(each) {
  const ns = median(each.ns)
  console.log(
    `  ${each.name.padEnd(44)} ${ns.toFixed(1).padStart(6)} ns a step  ${(ns / unit).toFixed(1).padStart(6)} draws`,
  )
}
