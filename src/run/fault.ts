import { randomStream, type RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import { topicMatcher, topicsMatcher } from '../base/topic.ts'
import type { FaultSpec } from '../document/types.ts'
import type { ChaosKind, Interceptor } from '../kinds/contracts.ts'
import type { ChaosReport } from '../log/report.ts'
import type { Bound } from '../program/program.ts'

/** Draws made at one time: enough to cost nothing, few enough that a rare hit stalls nothing. */
const MOST_AHEAD = 1_024

/** One fault during one run: its envelope compiled to a gate, its interceptor, its statistics. */
export class FaultRun {
  readonly index: number
  readonly source: string
  readonly intercept: Interceptor
  /** True for events of this topic and source; asked once per channel. */
  readonly targets: (topic: string, source: string) => boolean
  /** True for topics whose delivery arms the fault; asked once per channel. */
  readonly armedBy: (topic: string) => boolean
  enabled: boolean
  readonly #spec: FaultSpec
  readonly #fromMs: Millis
  readonly #untilMs: Millis
  readonly #chance: RandomStream
  armed: boolean
  #matched = 0
  readonly #probability: number
  readonly #limit: number
  readonly #trigger: FaultSpec['trigger']
  readonly #n: number
  #hits = 0
  /** Matches before this one are let pass without a look; whether it is a hit itself is the flag. */
  #nextHit = 0
  #nextHitIsOne = false
  #firstHitMs: Millis | null = null
  #lastHitMs: Millis | null = null

  constructor({ spec, kind }: Bound<FaultSpec, ChaosKind>, index: number, seed: string, cycleMs: Millis) {
    this.index = index
    this.source = `fault:${spec.id}`
    this.#spec = spec
    this.enabled = spec.enabled
    this.#fromMs = spec.fromCycle * cycleMs
    this.#untilMs = spec.toCycle === undefined ? Infinity : (spec.toCycle + 1) * cycleMs
    this.#chance = randomStream(seed, 'fault', spec.id, 'chance')
    this.armed = spec.afterEvent === undefined
    this.#probability = spec.probability
    this.#limit = spec.limit === 0 ? Infinity : spec.limit
    this.#trigger = spec.trigger
    this.#n = spec.n
    this.#lookAhead()
    this.intercept = kind.intercept(spec.params, { random: randomStream(seed, 'fault', spec.id, 'decision') })
    const topic = topicsMatcher(spec.topics)
    const { sources } = spec
    this.targets = (name, source) => topic(name) && (sources.length === 0 || sources.includes(source))
    this.armedBy = spec.afterEvent === undefined ? () => false : topicMatcher(spec.afterEvent)
  }

  /** Index of the first fault, from `from` on, that acts on an event published now, or -1. Asks each once. */
  static firstAdmitting(faults: readonly FaultRun[], from: number, atMs: Millis): number {
    for (let index = from; index < faults.length; index++) if (faults[index]!.admits(atMs)) return index
    return -1
  }

  arm(): void {
    this.armed = true
  }

  /**
   * Whether to act on an event published now by a targeted channel. Each event that passes the window
   * uses exactly one draw, whatever the trigger says, so that changing a trigger shifts no later draw.
   */
  admits(atMs: Millis): boolean {
    if (!this.enabled || !this.armed || atMs < this.#fromMs || atMs >= this.#untilMs) return false
    if (++this.#matched < this.#nextHit) return false
    const hit = this.#nextHitIsOne && this.#hits < this.#limit
    this.#lookAhead()
    if (!hit) return false
    this.#hits++
    this.#firstHitMs ??= atMs
    this.#lastHitMs = atMs
    return true
  }

  /**
   * How many cycles from `atMs` on can pass without this fault acting, when it is asked `perCycle` times in
   * each. The fault counts in all of them or in none.
   */
  calmCycles(atMs: Millis, cycleMs: Millis, perCycle: number): number {
    if (!this.enabled || !this.armed || atMs >= this.#untilMs) return Infinity
    if (atMs < this.#fromMs) return Math.ceil((this.#fromMs - atMs) / cycleMs)
    const matches = this.#nextHit - this.#matched - 1
    const calm = perCycle === 1 ? matches : Math.floor(matches / perCycle)
    return this.#untilMs === Infinity ? calm : Math.min(calm, Math.ceil((this.#untilMs - atMs) / cycleMs))
  }

  /** Counts events, from `atMs` on, that `calmCycles` said it would not act on. */
  pass(atMs: Millis, count: number): void {
    if (this.enabled && this.armed && atMs >= this.#fromMs && atMs < this.#untilMs) this.#matched += count
  }

  /**
   * Finds the next match to act on. The draws are made ahead of the events they are for: nobody else
   * draws from this stream, so nothing changes but the cost, which is a comparison for most events.
   */
  #lookAhead(): void {
    if (this.#hits >= this.#limit) {
      this.#nextHit = Infinity
      return
    }
    if (this.#probability >= 1) {
      this.#nextHit = this.#nextTriggered(this.#matched)
      this.#nextHitIsOne = true
      return
    }
    const end = this.#matched + MOST_AHEAD
    let match = this.#matched + 1
    let lucky = this.#chance.uniform() < this.#probability
    for (; !lucky && match < end; match++) lucky = this.#chance.uniform() < this.#probability
    this.#nextHit = match
    this.#nextHitIsOne = lucky && this.#triggeredBy(match)
  }

  report(): ChaosReport {
    const { id, name, kind } = this.#spec
    return {
      id,
      name,
      kind,
      enabled: this.enabled,
      matched: this.#matched,
      hits: this.#hits,
      firstHitMs: this.#firstHitMs,
      lastHitMs: this.#lastHitMs,
    }
  }

  #triggeredBy(match: number): boolean {
    return this.#nextTriggered(match - 1) === match
  }

  /** The first match after this one that the trigger picks. */
  #nextTriggered(match: number): number {
    const n = this.#n
    switch (this.#trigger) {
      case 'always':
        return match + 1
      case 'nth':
        return match < n ? n : Infinity
      case 'every':
        return match + n - (match % n)
      case 'first':
        return match < n ? match + 1 : Infinity
    }
  }
}
