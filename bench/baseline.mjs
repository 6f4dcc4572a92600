/**
 * The benchmark scenario as one writes it by hand in an afternoon: an EventEmitter, an array of
 * event objects, closures for faults and checks. What the kernel is compared with.
 *
 * It does the same work and records the same events: quotes on whole ticks, statistics of the series,
 * what was lost and what was held with their causes, which fault did what, the state of the agent that
 * acts. It leaves out: the digest, reproducible mathematics (its exp and log are the platform's), limits,
 * steps, switches of faults and profiles while it runs, and that anything could be another scenario.
 */
import { EventEmitter } from 'node:events'
import alea from 'seedrandom/lib/alea.js'

const CYCLE_MS = 1_000
const HOLD_MS = 5_000
const COOLDOWN_MS = 10_000

/** Runs `cycles` cycles; returns how many events were recorded, and what the checks and statistics say. */
export function runBaseline(cycles, seed) {
  const bus = new EventEmitter()
  const log = []
  const hits = []
  const late = []
  const dice = alea(`${seed}/drop`)
  let nowMs = 0
  let prices = 0

  const record = (topic, payload, source, cause, stage) => {
    const event = { seq: log.length, timeMs: nowMs, topic, payload, source, cause, stage }
    log.push(event)
    return event
  }
  const deliver = (topic, payload, source, cause) =>
    bus.emit(topic, record(topic, payload, source, cause, 'delivered'))
  const hit = ({ seq }, fault, decision) => hits.push({ seq, fault, decision })

  const publishPrice = (payload) => {
    prices++
    if (dice() < 0.01) {
      hit(record('PriceUpdate', payload, 'prices', null, 'dropped'), 'lost', 'drop')
      return
    }
    const wrong = prices % 1_000 === 0
    const broken = prices % 500 === 0
    const sent = wrong ? { ...payload, price: 0 } : payload
    const held = prices % 100 === 0
    const event = record('PriceUpdate', sent, 'prices', null, held ? 'held' : 'delivered')
    if (wrong) hit(event, 'wrong', 'replace')
    if (broken) hit(event, 'broken', 'inject')
    if (held) {
      hit(event, 'late', 'delay')
      late.push({ dueMs: nowMs + HOLD_MS, payload: sent, cause: event.seq })
    } else bus.emit('PriceUpdate', event)
    if (broken) deliver('Failure', { reason: 'injected' }, 'fault:broken', event.seq)
  }

  startAgents(bus, deliver, record)
  const checks = startChecks(bus, cycles)
  const prices$ = startPrices(seed)
  for (let cycle = 0; cycle < cycles; cycle++) {
    nowMs = cycle * CYCLE_MS
    while (late.length > 0 && late[0].dueMs <= nowMs) {
      const { payload, cause } = late.shift()
      deliver('PriceUpdate', payload, 'prices', cause)
    }
    publishPrice(prices$.next())
  }
  return { events: log.length, checks: checks(), statistics: prices$.statistics(), log, hits }
}

/** One orders, at most once in ten seconds; the other would raise an alarm. */
function startAgents(bus, deliver, record) {
  let quietUntilMs = 0
  let fired = 0
  bus.on('PriceUpdate', (event) => {
    if (event.timeMs < quietUntilMs) return
    quietUntilMs = event.timeMs + COOLDOWN_MS
    fired++
    deliver('Order', { side: 'buy' }, 'trader', event.seq)
    record('$agent.state', { fired }, 'trader', event.seq, 'mark')
  })
  bus.on('PriceUpdate', (event) => {
    if (event.payload.price > 1_000_000_000) deliver('Alarm', {}, 'watcher', event.seq)
  })
}

/** Five checks: at least, exactly, a sequence with gaps, nothing in a window, a range of values. */
function startChecks(bus, cycles) {
  const wanted = ['PriceUpdate', 'Order', 'Failure']
  let prices = 0
  let alarms = 0
  let found = 0
  let inWindow = 0
  let outOfRange = 0
  for (const topic of wanted) {
    bus.on(topic, () => {
      if (topic === wanted[found]) found++
    })
  }
  bus.on('PriceUpdate', ({ payload }) => {
    prices++
    if (!(payload.price >= 0)) outOfRange++
  })
  bus.on('Alarm', ({ timeMs }) => {
    alarms++
    if (timeMs < 100_000) inWindow++
  })
  return () => [
    prices >= cycles * 0.9,
    alarms === 0,
    found === wanted.length,
    inWindow === 0,
    outOfRange === 0,
  ]
}

const TICKS = 100
const HALF_SPREAD_BPS = 5
const SIGMA = 0.0005

/** Geometric Brownian motion; quotes on whole ticks. With the platform's own mathematics. */
export function startPrices(seed) {
  const draw = alea(`${seed}/prices`)
  const series = { count: 0, first: 0, last: 0, min: Infinity, max: -Infinity, squares: 0, fall: 0 }
  let mid = 100

  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
  const add = (price) => {
    if (series.count++ === 0) series.first = series.last = price
    const change = Math.log(price / series.last)
    series.squares += change * change
    series.last = price
    if (price < series.min) series.min = price
    if (price > series.max) series.max = price
    const fall = 1 - price / series.max
    if (fall > series.fall) series.fall = fall
  }

  return {
    next() {
      mid *= Math.exp(SIGMA * normal() - 0.5 * SIGMA * SIGMA)
      const ticks = Math.round(mid * TICKS)
      const half = Math.max(1, Math.round(mid * TICKS * HALF_SPREAD_BPS * 1e-4))
      const price = ticks / TICKS
      add(price)
      return { price, bid: (ticks - half) / TICKS, ask: (ticks + half) / TICKS, spread: (2 * half) / TICKS }
    },
    statistics() {
      const { count, first, last, min, max, squares, fall } = series
      const sum = Math.log(last / first)
      const volatility = Math.sqrt((squares - (sum * sum) / (count - 1)) / (count - 2))
      return { count, change: last / first - 1, first, last, min, max, volatility, maxDrawdown: fall }
    },
  }
}
