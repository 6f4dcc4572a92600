import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from './base/json.ts'
import { randomStream } from './base/random.ts'
import { agentKinds, findKind } from './catalog.ts'
import { present } from './base/assert.ts'
import type { PlainEvent } from './kinds/contracts.ts'

interface Published extends PlainEvent {
  readonly cause: number
}

type React = (event: Published) => readonly PlainEvent[]

/**
 * A world with one agent in it: events come at their times, timers in between, and `react` plays the
 * rest of the world, which answers to what the agent publishes. Returns that, in the order of time.
 */
function play(name: string, params: JsonObject, given: readonly PlainEvent[], react: React = () => []) {
  const kind = present(findKind(agentKinds, name), name)
  const published: Published[] = []
  const states: JsonObject[] = []
  const due: { readonly atMs: number; readonly act: () => void }[] = []
  let [nowMs, seq] = [0, 0]
  /** Behind everything that is due no later. */
  const at = (atMs: number, act: () => void) =>
    due.splice(due.findLastIndex((entry) => entry.atMs <= atMs) + 1, 0, { atMs, act })
  const publish = (topic: string, payload: JsonObject, cause: number) => {
    const event = { topic, payload, atMs: nowMs, cause, source: 'agent' }
    published.push(event)
    for (const answer of react(event)) at(answer.atMs, () => hear(answer))
  }
  const agent = kind.start(kind.params.parse(params), {
    id: 'agent',
    cycleMs: 1_000,
    random: randomStream('1', name),
    stream: (purpose) => randomStream('1', name, purpose),
    publish: (topic, payload, afterMs = 0, cause = seq) =>
      afterMs === 0
        ? publish(topic, payload, cause)
        : at(nowMs + afterMs, () => publish(topic, payload, cause)),
    setTimer: (timer, afterMs) => at(nowMs + Math.max(1, afterMs), () => agent.onTimer?.(timer, nowMs)),
    record: (state) => states.push(state),
  })
  const hear = ({ topic, payload, source = 'test' }: PlainEvent) =>
    agent.onEvent({
      seq: seq++,
      topic,
      source,
      atMs: nowMs,
      payload,
      stage: 'delivered',
      cause: -1,
      number: (field) => (typeof payload[field] === 'number' ? payload[field] : Number.NaN),
    })
  for (const event of given) at(event.atMs, () => hear(event))
  for (let turn = 0; turn < 100_000 && due.length > 0; turn++) {
    const next = present(due.shift(), 'due')
    nowMs = next.atMs
    next.act()
  }
  return { published, states, to: (topic: string) => published.filter((event) => event.topic === topic) }
}

const moments = (most: number, step = 300) =>
  fc.array(fc.nat(step), { maxLength: most, size: 'max' }).map((gaps) => {
    let atMs = 0
    return gaps.map((gap) => (atMs += gap))
  })
const numbered = (topic: string, times: readonly number[]): PlainEvent[] =>
  times.map((atMs, id) => ({ topic, atMs, payload: { id } }))
const idsOf = (events: readonly PlainEvent[]): Json[] => events.map(({ payload }) => payload['id'] ?? null)

describe('queue-worker', () => {
  it('serves as a plain list of workers does, job by job', () => {
    fc.assert(
      fc.property(
        moments(40, 6),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(4),
        (hundreds, workers, capacity) => {
          // No job ever comes at the moment in which another ends.
          const times = hundreds.map((hundred) => hundred * 100)
          const took = 401
          const { to } = play('queue-worker', { workers, capacity, latencyMs: took }, numbered('job', times))
          const freeAt = Array<number>(workers).fill(0)
          const starts: number[] = []
          const done: unknown[] = []
          const refused: number[] = []
          times.forEach((atMs, id) => {
            const waiting = starts.filter((start) => start > atMs).length
            const start = Math.max(atMs, Math.min(...freeAt))
            if (start > atMs && waiting >= capacity) return refused.push(id)
            freeAt[freeAt.indexOf(Math.min(...freeAt))] = start + took
            starts.push(start)
            return done.push({ id, waitedMs: start - atMs, tookMs: took })
          })
          expect(to('job.done').map(({ payload }) => payload)).toEqual(done)
          expect(idsOf(to('job.refused'))).toEqual(refused)
        },
      ),
    )
  })

  it('names the job as the cause of what comes of it, however long it waited', () => {
    const { to } = play('queue-worker', { latencyMs: 100 }, numbered('job', [0, 1, 2]))
    expect(to('job.done').map(({ cause }) => cause)).toEqual([0, 1, 2])
  })
})

describe('rate-limiter', () => {
  const limits = [fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 })] as const

  it('never lets more pass in any window than the burst and the rate allow', () => {
    fc.assert(
      fc.property(moments(60), ...limits, fc.nat(2_000), (times, perSecond, burst, maxWaitMs) => {
        const { to, published } = play(
          'rate-limiter',
          { perSecond, burst, maxWaitMs },
          numbered('request', times),
        )
        const passed = to('request.passed')
        expect(published).toHaveLength(times.length)
        passed.forEach((first, from) =>
          passed.slice(from).forEach(({ atMs }, more) => {
            // Waiting ends at a whole millisecond: two ends may be a part of one closer than they should.
            const withinMs = atMs - first.atMs + (maxWaitMs > 0 ? 1 : 0)
            expect(more + 1).toBeLessThanOrEqual(burst + (withinMs * perSecond) / 1_000 + 1e-9)
          }),
        )
        expect(idsOf(passed)).toEqual(idsOf(passed).toSorted((a, b) => Number(a) - Number(b)))
      }),
    )
  })

  it('refuses nothing that the burst and the rate allow', () => {
    fc.assert(
      fc.property(moments(60), ...limits, (times, perSecond, burst) => {
        const { to } = play('rate-limiter', { perSecond, burst }, numbered('request', times))
        const passed: number[] = []
        const allowed = times.filter((atMs) => {
          // All sets of passes that end now must keep the bound.
          const fits = [...passed, atMs].every(
            (first, from) => passed.length - from + 1 <= burst + ((atMs - first) * perSecond) / 1_000 + 1e-9,
          )
          if (fits) passed.push(atMs)
          return fits
        })
        expect(to('request.passed').map(({ atMs }) => atMs)).toEqual(allowed)
      }),
    )
  })
})

describe('deduplicator', () => {
  it('passes what a search through the whole past passes', () => {
    fc.assert(
      fc.property(
        moments(40),
        fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
        fc.nat(900),
        (times, ids, windowMs) => {
          const given = times.map((atMs, index) => ({
            topic: 'request',
            atMs,
            payload: { id: ids[index]!, index },
          }))
          const { to } = play('deduplicator', { windowMs }, given)
          const passed: typeof given = []
          for (const event of given) {
            const last = passed.findLast(({ payload }) => payload.id === event.payload.id)
            if (last === undefined || (windowMs > 0 && event.atMs - last.atMs >= windowMs)) passed.push(event)
          }
          expect(to('request.once').map(({ payload }) => payload)).toEqual(
            passed.map(({ payload }) => payload),
          )
          expect(to('request.duplicate')).toHaveLength(given.length - passed.length)
        },
      ),
    )
  })
})

describe('relay', () => {
  it.each([true, false])('keeps the order of events exactly when told to: %s', (keepOrder) => {
    const given = numbered(
      'PriceUpdate',
      Array.from({ length: 200 }, (_, index) => index * 10),
    )
    const { to } = play(
      'relay',
      { keepOrder, latencyMs: 100, distribution: 'exponential', spreadMs: 100 },
      given,
    )
    const ids = idsOf(to('relayed')).map(Number)
    expect(ids.toSorted((a, b) => a - b)).toEqual(given.map((_, index) => index))
    expect(ids.every((id, index) => id === index)).toBe(keepOrder)
  })
})

describe('request-reply', () => {
  it('fails and keeps silent at the rates asked for', () => {
    const count = 10_000
    const { to } = play(
      'request-reply',
      { failureRate: 0.2, silentRate: 0.1 },
      numbered('request', Array(count).fill(0) as number[]),
    )
    const error = (share: number) => 4 * Math.sqrt(share * (1 - share) * count)
    expect(Math.abs(to('reply.failed').length - 0.2 * count)).toBeLessThan(error(0.2))
    expect(Math.abs(to('reply').length - 0.7 * count)).toBeLessThan(error(0.7))
  })
})

describe('retry', () => {
  it('ends every job once, answered or given up, after at most so many attempts', () => {
    const fates = fc.array(fc.constantFrom('reply', 'reply.failed', 'nothing', 'late'), {
      minLength: 200,
      maxLength: 200,
    })
    fc.assert(
      fc.property(moments(20), fates, fc.integer({ min: 1, max: 4 }), (times, answers, maxAttempts) => {
        let nth = 0
        const answered = new Set<Json>()
        const { to, states } = play(
          'retry',
          { maxAttempts, timeoutMs: 500, backoffMs: 50, jitter: 'full' },
          numbered('job', times),
          ({ topic, atMs, payload }) => {
            const fate = topic === 'request' ? answers[nth++ % answers.length] : undefined
            if (fate === undefined || fate === 'nothing') return []
            if (fate === 'reply') answered.add(payload['id'] ?? null)
            const late = fate === 'late'
            return [{ topic: late ? 'reply.failed' : fate, atMs: atMs + (late ? 5_000 : 20), payload }]
          },
        )
        const requests = to('request')
        for (const id of times.keys()) {
          const attempts = requests
            .filter(({ payload }) => payload['id'] === id)
            .map(({ payload }) => payload['attempt'])
          expect(attempts).toEqual(Array.from({ length: attempts.length }, (_, index) => index + 1))
          expect(attempts.length).toBeLessThanOrEqual(maxAttempts)
          const gaveUp = to('job.gave-up').filter(({ payload }) => payload['id'] === id)
          expect(gaveUp).toHaveLength(answered.has(id) ? 0 : 1)
        }
        if (times.length > 0) expect(states.at(-1)).toMatchObject({ open: 0, succeeded: answered.size })
      }),
    )
  })

  it('waits twice as long each time, but never longer than told', () => {
    const { to } = play(
      'retry',
      { timeoutMs: 0, backoffMs: 100, maxBackoffMs: 500, maxAttempts: 6 },
      numbered('job', [0]),
      ({ topic, atMs, payload }) => (topic === 'request' ? [{ topic: 'reply.failed', atMs, payload }] : []),
    )
    expect(to('request').map(({ atMs }) => atMs)).toEqual([0, 100, 300, 700, 1_200, 1_700])
  })
})

describe('circuit-breaker', () => {
  it('passes nothing while it is open, so many probes while half-open, and loses no call', () => {
    const fates = fc.array(fc.boolean(), { minLength: 100, maxLength: 100 })
    fc.assert(
      fc.property(moments(80, 120), fates, fc.integer({ min: 1, max: 3 }), (times, fails, probes) => {
        let nth = 0
        const { published, to } = play(
          'circuit-breaker',
          { window: 4, minCalls: 2, openMs: 700, probes },
          numbered('request', times),
          ({ topic, atMs, payload }) =>
            topic === 'service.request'
              ? [
                  {
                    topic: fails[nth++ % fails.length] === true ? 'reply.failed' : 'reply',
                    atMs: atMs + 30,
                    payload,
                  },
                ]
              : [],
        )
        expect(to('service.request').length + to('request.refused').length).toBe(times.length)
        let [state, passed] = ['closed', 0]
        const next: Readonly<Record<string, readonly string[]>> = {
          closed: ['open'],
          open: ['half-open'],
          'half-open': ['open', 'closed'],
        }
        for (const { topic, payload } of published) {
          if (topic === 'breaker.changed') {
            expect(next[state]).toContain(payload['state'])
            state = payload['state'] as string
            passed = 0
          } else if (topic === 'service.request') {
            passed++
            expect(state).not.toBe('open')
            if (state === 'half-open') expect(passed).toBeLessThanOrEqual(probes)
          } else expect(state).not.toBe('closed')
        }
      }),
    )
  })
})

// -------------------------------------------------------------------------------------------- trading

const price = fc.integer({ min: 80, max: 120 })
const priced = (prices: readonly number[]): PlainEvent[] =>
  prices.map((value, index) => ({ topic: 'PriceUpdate', atMs: index * 1_000, payload: { price: value } }))

describe('moving-average-crossover', () => {
  it('trades where means computed anew at every price cross', () => {
    fc.assert(
      fc.property(fc.array(price, { maxLength: 60, size: 'max' }), fc.boolean(), (prices, shorts) => {
        const [quick, slow] = [3, 7]
        const { to } = play(
          'moving-average-crossover',
          { quick, slow, shorts, quantity: 1, latencyMs: 0 },
          priced(prices),
        )
        const mean = (until: number, length: number) =>
          prices.slice(until + 1 - length, until + 1).reduce((sum, value) => sum + value, 0) / length
        const expected: [number, number][] = []
        let [side, position] = [0, 0]
        for (let index = slow - 1; index < prices.length; index++) {
          const gap = mean(index, quick) - mean(index, slow)
          // A gap that is only rounding is none.
          const now = Math.abs(gap) < 1e-9 ? side : Math.sign(gap)
          const wanted = now > 0 ? 1 : shorts ? -1 : 0
          if (side !== 0 && now !== side && wanted !== position) {
            expected.push([index * 1_000, wanted - position])
            position = wanted
          }
          side = now
        }
        const found = to('trading.order').map(({ atMs, payload }) => [
          atMs,
          Number(payload['quantity']) * (payload['side'] === 'buy' ? 1 : -1),
        ])
        expect(found).toEqual(expected)
      }),
    )
  })
})

describe('trading-halt', () => {
  it('halts and resumes in turn, each halt as long as told, and only at a move from the mean', () => {
    fc.assert(
      fc.property(fc.array(price, { maxLength: 80, size: 'max' }), (prices) => {
        const { published } = play(
          'trading-halt',
          { move: 0.1, windowMs: 10_000, haltMs: 4_500 },
          priced(prices),
        )
        published.forEach(({ topic, atMs, payload }, index) => {
          expect(topic).toBe(index % 2 === 0 ? 'trading.halt' : 'trading.resume')
          if (topic === 'trading.resume')
            expect(atMs - present(published[index - 1], 'halt').atMs).toBe(4_500)
          else {
            const resumedMs = published[index - 1]?.atMs ?? -1
            const known = prices.filter(
              (_, at) => at * 1_000 > resumedMs && at * 1_000 < atMs && atMs - at * 1_000 <= 10_000,
            )
            const mean = known.reduce((sum, value) => sum + value, 0) / known.length
            expect(payload['reference']).toBeCloseTo(mean, 3)
            expect(Math.abs(Number(payload['price']) / mean - 1)).toBeGreaterThanOrEqual(0.1)
          }
        })
      }),
    )
  })
})

describe('risk-limit', () => {
  it('never lets the position pass its limit, whatever the market does with the orders', () => {
    const intent = fc.record({
      quantity: fc.integer({ min: 1, max: 60 }),
      side: fc.constantFrom('buy', 'buy', 'buy', 'sell'),
    })
    const fate = fc.constantFrom('fill', 'fill', 'fill', 'half', 'reject', 'nothing')
    fc.assert(
      fc.property(
        fc.array(intent, { maxLength: 40, size: 'max' }),
        fc.array(fate, { minLength: 40, maxLength: 40 }),
        (intents, fates) => {
          let [nth, position] = [0, 0]
          const given = intents.map((payload, index) => ({
            topic: 'trading.intent',
            atMs: index * 100,
            payload: { orderId: index, ...payload },
          }))
          const { to } = play(
            'risk-limit',
            { maxPosition: 60, maxQuantity: 50, maxOrders: 5, windowMs: 1_000 },
            given,
            (event) => {
              const what = event.topic === 'trading.order' ? fates[nth++] : 'nothing'
              const { orderId = null, side = null, quantity } = event.payload
              if (what === 'nothing' || what === undefined) return []
              const answer = (topic: string, payload: JsonObject) => [
                { topic, atMs: event.atMs + 250, payload },
              ]
              if (what === 'reject') return answer('trading.reject', { orderId })
              const filled = what === 'half' ? Number(quantity) / 2 : Number(quantity)
              position += side === 'sell' ? -filled : filled
              expect(Math.abs(position)).toBeLessThanOrEqual(60)
              return answer('trading.fill', { orderId, side, quantity: filled, price: 100 })
            },
          )
          const orders = to('trading.order')
          expect(orders.every(({ payload }) => Number(payload['quantity']) <= 50)).toBe(true)
          orders.forEach(({ atMs }) =>
            expect(
              orders.filter((other) => other.atMs > atMs - 1_000 && other.atMs <= atMs).length,
            ).toBeLessThanOrEqual(5),
          )
          expect(orders.length + to('trading.reject').length).toBe(intents.length)
        },
      ),
    )
  })
})
