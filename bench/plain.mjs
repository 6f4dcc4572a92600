/**
 * The same work by an engine as one would write it first: it reads the scenario, publishes through an
 * EventEmitter, keeps an array of event objects, and asks every fault and every check about each event of its
 * topic. Beside `baseline.mjs`, which is this one scenario written out by hand and can be no other.
 */
import { EventEmitter } from 'node:events'
import alea from 'seedrandom/lib/alea.js'
import { startPrices } from './baseline.mjs'

/** Runs a benchmark scenario; returns how many events were recorded, and what the checks and statistics say. */
export function runPlain({ seed, clock, sources, agents, faults, assertions, steps }) {
  const { cycleMs } = clock
  const bus = new EventEmitter()
  const log = []
  const late = []
  let nowMs = 0

  const record = ({ topic, source, payload, cause }, stage, acted) => {
    const seq = log.length
    const event = {
      seq,
      timeMs: nowMs,
      cycle: nowMs / cycleMs,
      topic,
      source,
      payload,
      cause,
      stage,
      faults: acted,
    }
    log.push(event)
    return event
  }
  const deliver = (event, acted = NONE) => bus.emit(event.topic, record(event, 'delivered', acted))

  const gates = faults.map((spec) => startFault(spec, seed))
  const publish = (event) => {
    let acted = NONE
    let holdMs = 0
    let followers = NONE
    for (const gate of gates) {
      if (!gate.topics.has(event.topic) || !gate.admits()) continue
      const decision = gate.decide(event)
      acted = [...acted, { fault: gate.id, decision: decision.do }]
      if (decision.do === 'drop') return void record(event, 'dropped', acted)
      if (decision.do === 'replace') event.payload = decision.payload
      if (decision.do === 'inject') followers = [...followers, decision.event]
      if (decision.do === 'delay') holdMs += decision.byMs
    }
    const cause = log.length
    if (holdMs > 0) {
      record(event, 'held', acted)
      event.cause = cause
      late.push({ dueMs: nowMs + holdMs, event })
    } else deliver(event, acted)
    for (const { topic, source, payload } of followers) deliver({ topic, source, payload, cause })
  }

  for (const { id, params } of agents) startRule(id, params, { bus, publish, record })
  const checks = assertions.map(({ kind, params }) => CHECKS[kind](params, bus, cycleMs))
  const series = sources.map(({ id, topic }) => ({ id, topic, prices: startPrices(`${seed}/${id}`) }))
  const cycles = steps.find(({ kind }) => kind === 'wait-cycles').params.cycles
  for (let cycle = 0; cycle < cycles; cycle++) {
    nowMs = cycle * cycleMs
    while (late.length > 0 && late[0].dueMs <= nowMs) deliver(late.shift().event)
    for (const { id, topic, prices } of series)
      publish({ topic, source: id, payload: prices.next(), cause: null })
  }
  const statistics = series.map(({ prices }) => prices.statistics())
  return { events: log.length, checks: checks.map((holds) => holds()), statistics, log }
}

const NONE = []

function startFault({ id, kind, params, topics, trigger = 'always', n = 1, probability = 1 }, seed) {
  const dice = alea(`${seed}/fault/${id}`)
  let matched = 0
  return {
    id,
    topics: new Set(topics),
    admits() {
      matched++
      const lucky = probability >= 1 || dice() < probability
      return lucky && (trigger !== 'every' || matched % n === 0)
    },
    decide({ payload }) {
      switch (kind) {
        case 'drop':
          return { do: 'drop' }
        case 'modify':
          return { do: 'replace', payload: { ...payload, [params.path]: params.value } }
        case 'inject':
          return { do: 'inject', event: { ...params, source: `fault:${id}` } }
        default:
          return { do: 'delay', byMs: params.holdMs }
      }
    },
  }
}

const COMPARE = {
  any: () => true,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
}

function startRule(id, params, { bus, publish, record }) {
  const compare = COMPARE[params.comparison]
  let quietUntilMs = 0
  let fired = 0
  bus.on(params.when, ({ seq, timeMs, payload }) => {
    if (timeMs < quietUntilMs || !compare(payload[params.field], params.value)) return
    quietUntilMs = timeMs + (params.cooldownMs ?? 0)
    publish({ topic: params.publish, source: id, payload: params.payload ?? {}, cause: seq })
    record({ topic: '$agent.state', source: id, payload: { fired: ++fired }, cause: seq }, 'mark', NONE)
  })
}

/** Each begins to listen, and says at the end whether it holds. */
const CHECKS = {
  'event-count'({ topic, min = 0, exact }, bus) {
    let count = 0
    bus.on(topic, () => count++)
    return () => (exact === undefined ? count >= min : count === exact)
  },
  'event-sequence'({ topics }, bus) {
    let found = 0
    for (const topic of new Set(topics)) bus.on(topic, (event) => event.topic === topics[found] && found++)
    return () => found >= topics.length
  },
  'no-event'({ topic, fromCycle, toCycle }, bus) {
    let count = 0
    bus.on(topic, ({ cycle }) => cycle >= fromCycle && cycle <= toCycle && count++)
    return () => count === 0
  },
  'value-bound'({ topic, field, comparison, value }, bus) {
    const compare = COMPARE[comparison]
    let wrong = 0
    bus.on(topic, ({ payload }) => !compare(payload[field], value) && wrong++)
    return () => wrong === 0
  },
}
