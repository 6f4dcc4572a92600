import { z } from 'zod'
import { topicMatcher } from '../../base/topic.ts'
import { count, duration, hears, keyParam, keyReader, publishesTo, share } from '../agent-params.ts'
import { defineAgent, type AgentContext, type BusEvent } from '../contracts.ts'

type State = 'closed' | 'open' | 'half-open'

/** Stands before a service: after too many failures it refuses calls for a while, then tries with a few. */
export const circuitBreaker = defineAgent({
  name: 'circuit-breaker',
  title: 'Circuit breaker',
  group: 'Services',
  summary: 'Passes calls to a service, refuses them for a while after too many failures, then probes.',
  source: 'Nygard (2007), Release It!; count-based sliding window as in Resilience4j',
  params: z.object({
    calls: hears('Calls', 'request'),
    key: keyParam('Field that a call and its answer have in common.'),
    forward: publishesTo('Passes to', 'service.request'),
    successes: hears('Succeeded by', 'reply'),
    failures: hears('Failed by', 'reply.failed'),
    timeoutMs: duration('Answer within', 0, 10_000, 'Then the call counts as failed; 0 waits for ever.'),
    window: count('Judges the last', 10, 10_000, 100, 'Answers that count while it is closed.'),
    minCalls: count('But at least', 5, 10_000, 100, 'Answers before it may open.'),
    failureShare: share('Opens at', 0.5, 'Share of failures among them.'),
    openMs: duration('Open for', 10_000, 60_000),
    probes: count('Probes', 1, 1_000, 10, 'Calls that must all succeed before it closes again.'),
    refused: publishesTo('Refused to', 'request.refused'),
    changes: publishesTo('Changes to', 'breaker.changed'),
  }),
  describe: ({ failureShare, window, openMs }) =>
    `opens at ${Math.round(failureShare * 100)} % of ${window} failed, for ${openMs} ms`,
  subscribes: ({ calls, successes, failures }) => [calls, successes, failures],
  publishes: ({ forward, refused, changes }) => [forward, refused, changes],
  start: (params, context) => new Breaker(params, context),
  examples: [
    {
      title: 'Opens after two failures, probes, closes',
      params: { window: 4, minCalls: 2, openMs: 1_000 },
      given: [
        { topic: 'request', atMs: 0, payload: { id: 1 } },
        { topic: 'reply.failed', atMs: 10, payload: { id: 1 } },
        { topic: 'request', atMs: 20, payload: { id: 2 } },
        { topic: 'reply.failed', atMs: 30, payload: { id: 2 } },
        { topic: 'request', atMs: 40, payload: { id: 3 } },
        { topic: 'request', atMs: 1_100, payload: { id: 4 } },
        { topic: 'request', atMs: 1_110, payload: { id: 5 } },
        { topic: 'reply', atMs: 1_120, payload: { id: 4 } },
        { topic: 'request', atMs: 1_130, payload: { id: 6 } },
      ],
      expect: [
        { topic: 'service.request', atMs: 0, payload: { id: 1 } },
        { topic: 'service.request', atMs: 20, payload: { id: 2 } },
        { topic: 'breaker.changed', atMs: 30, payload: { state: 'open' } },
        { topic: 'request.refused', atMs: 40, payload: { id: 3 } },
        { topic: 'breaker.changed', atMs: 1_030, payload: { state: 'half-open' } },
        { topic: 'service.request', atMs: 1_100, payload: { id: 4 } },
        { topic: 'request.refused', atMs: 1_110, payload: { id: 5 } },
        { topic: 'breaker.changed', atMs: 1_120, payload: { state: 'closed' } },
        { topic: 'service.request', atMs: 1_130, payload: { id: 6 } },
      ],
    },
    {
      title: 'A silent service counts as failed',
      params: { window: 2, minCalls: 1, timeoutMs: 500, openMs: 86_400_000 },
      given: [{ topic: 'request', atMs: 0, payload: { id: 1 } }],
      expect: [
        { topic: 'service.request', atMs: 0, payload: { id: 1 } },
        { topic: 'breaker.changed', atMs: 500, payload: { state: 'open' } },
      ],
    },
  ],
})

interface Params {
  readonly calls: string
  readonly successes: string
  readonly key: string
  readonly forward: string
  readonly refused: string
  readonly changes: string
  readonly timeoutMs: number
  readonly window: number
  readonly minCalls: number
  readonly failureShare: number
  readonly openMs: number
  readonly probes: number
}

class Breaker {
  readonly #params: Params
  readonly #context: AgentContext
  readonly #isCall: (topic: string) => boolean
  readonly #isSuccess: (topic: string) => boolean
  readonly #keyOf: (event: BusEvent) => string | undefined
  #state: State = 'closed'
  /** Calls that wait for an answer, by key: the number of the period in which they were passed on. */
  readonly #waiting = new Map<string, number>()
  /** Counts the changes of state: answers to calls of an earlier period no longer count. */
  #period = 0
  /** The last answers, newest at the end: true for a failure. */
  readonly #answers: boolean[] = []
  #failures = 0
  #probing = 0
  #passed = 0
  #refused = 0

  constructor(params: Params, context: AgentContext) {
    this.#params = params
    this.#context = context
    this.#isCall = topicMatcher(params.calls)
    this.#isSuccess = topicMatcher(params.successes)
    this.#keyOf = keyReader(params.key)
  }

  onEvent(event: BusEvent): void {
    // Refusals may go where failures do: its own are no news of the service.
    if (event.source === this.#context.id) return
    if (this.#isCall(event.topic)) this.#call(event)
    else this.#answer(this.#keyOf(event), !this.#isSuccess(event.topic))
  }

  onTimer(name: string): void {
    if (name === `open/${this.#period}`) {
      this.#enter('half-open')
      this.#record()
      return
    }
    const period = Number(name.slice('late/'.length, name.indexOf('/', 'late/'.length)))
    const key = name.slice(`late/${period}/`.length)
    if (this.#waiting.get(key) === period) this.#answer(key, true)
  }

  #call(event: BusEvent): void {
    const probes = this.#state === 'half-open'
    if (this.#state === 'open' || (probes && this.#probing >= this.#params.probes)) {
      this.#refused++
      this.#context.publish(this.#params.refused, event.payload)
    } else {
      if (probes) this.#probing++
      this.#passed++
      this.#context.publish(this.#params.forward, event.payload)
      this.#await(this.#keyOf(event))
    }
    this.#record()
  }

  #await(key: string | undefined): void {
    if (key === undefined) return
    this.#waiting.set(key, this.#period)
    if (this.#params.timeoutMs > 0)
      this.#context.setTimer(`late/${this.#period}/${key}`, this.#params.timeoutMs)
  }

  #answer(key: string | undefined, failed: boolean): void {
    const period = key === undefined ? undefined : this.#waiting.get(key)
    if (key === undefined || period === undefined) return
    this.#waiting.delete(key)
    if (period !== this.#period) return
    this.#answers.push(failed)
    if (failed) this.#failures++
    if (this.#answers.length > this.#params.window && this.#answers.shift() === true) this.#failures--
    if (this.#state === 'half-open') {
      if (failed) this.#open()
      else if (this.#answers.length >= this.#params.probes) this.#enter('closed')
    } else if (
      failed &&
      this.#answers.length >= Math.min(this.#params.minCalls, this.#params.window) &&
      this.#failures >= this.#params.failureShare * this.#answers.length
    ) {
      this.#open()
    }
    this.#record()
  }

  #open(): void {
    this.#enter('open')
    this.#context.setTimer(`open/${this.#period}`, this.#params.openMs)
  }

  #enter(state: State): void {
    this.#state = state
    this.#period++
    this.#answers.length = 0
    this.#failures = 0
    this.#probing = 0
    this.#context.publish(this.#params.changes, { state })
  }

  #record(): void {
    this.#context.record({
      state: this.#state,
      failures: this.#failures,
      passed: this.#passed,
      refused: this.#refused,
    })
  }
}
