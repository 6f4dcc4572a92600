/**
 * The benchmark scenario as one writes it by hand in an afternoon: an EventEmitter, an array of
 * event objects, closures for faults and checks. What the kernel is compared with.
 */
import { EventEmitter } from 'node:events'
import alea from 'seedrandom/lib/alea.js'

const CYCLE_MS = 1_000
const SIGMA = 0.0005

/** Runs `cycles` cycles; returns how many events were recorded, and what the checks say. */
export function runBaseline(cycles, seed) {
  const bus = new EventEmitter()
  const log = []
  const late = []
  const dice = alea(`${seed}/drop`)
  let nowMs = 0
  let prices = 0

  const deliver = (event) => {
    log.push(event)
    bus.emit(event.topic, event)
  }
  const record = (topic, payload, source, cause) => ({
    seq: log.length,
    timeMs: nowMs,
    topic,
    payload,
    source,
    cause,
  })

  const publish = (topic, payload, source, cause = null) => {
    const event = record(topic, payload, source, cause)
    if (topic === 'PriceUpdate') {
      prices++
      if (dice() < 0.01) return
      if (prices % 1_000 === 0) event.payload = { ...event.payload, price: 0 }
      if (prices % 500 === 0) publish('Failure', { reason: 'injected' }, 'fault', event.seq)
      if (prices % 100 === 0) return void late.push({ ...event, timeMs: nowMs + 5_000 })
    }
    deliver(event)
  }

  let heard = 0
  bus.on('PriceUpdate', (event) => {
    if (heard++ % 10 === 0) publish('Order', { side: 'buy', price: event.payload.price }, 'trader', event.seq)
  })
  let highest = 0
  bus.on('PriceUpdate', (event) => {
    if (event.payload.price > highest) highest = event.payload.price
  })
  const checks = startChecks(bus, cycles)

  const nextPrice = startPrices(seed)
  for (let cycle = 0; cycle < cycles; cycle++) {
    nowMs = cycle * CYCLE_MS
    while (late.length > 0 && late[0].timeMs <= nowMs) deliver(late.shift())
    const price = nextPrice()
    publish('PriceUpdate', { price, bid: price - 0.01, ask: price + 0.01 }, 'prices')
  }
  return { events: log.length, checks: checks(), log }
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

/** Geometric Brownian motion with the platform's own mathematics. */
function startPrices(seed) {
  const draw = alea(`${seed}/prices`)
  let price = 100
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
    price *= Math.exp(SIGMA * normal)
    return Math.round(price * 100) / 100
  }
}
