import { present } from '../base/assert.ts'
import type { RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { FaultSpec } from '../document/types.ts'
import { startLuck, type Luck } from '../kinds/chance.ts'
import { compileCondition } from '../kinds/condition.ts'
import type { BusEvent, ChaosContext, Interceptor, Parking } from '../kinds/contracts.ts'
import { Trigger } from './trigger.ts'

/** Draws made at one time: few at first, as most runs are short; never so many that a rare hit stalls anything. */
const FIRST_AHEAD = 16
const MOST_AHEAD = 1_024

/** An event that a fault has parked: how it goes on, and how it is lost. */
export interface Parked {
  goOn(): void
  lose(): void
}

/** What a gate is made of, besides its fault's envelope. */
export interface GateParts {
  readonly fromMs: Millis
  readonly untilMs: Millis
  readonly active: boolean
  readonly stream: (purpose: string) => RandomStream
  readonly context: Omit<ChaosContext, 'random' | 'parking' | 'keepUntil' | 'schedule'>
  readonly schedule: (afterMs: Millis, action: () => void) => void
  readonly nowMs: () => Millis
  readonly intercept: (context: ChaosContext) => Interceptor
}

/**
 * One fault at one place: at the publishing of events, or at one subscriber. Its envelope compiled to a
 * comparison for most events, its interceptor, its parking, its statistics.
 */
export class Gate {
  /** Index of the fault in the document. */
  readonly fault: number
  /** Publisher of what the fault injects. */
  readonly source: string
  readonly intercept: Interceptor
  /** The fault is switched on, armed, and one of its steps goes on. */
  active: boolean
  readonly #trigger: Trigger
  readonly #cooldownMs: Millis
  readonly #fromMs: Millis
  readonly #untilMs: Millis
  readonly #where: ((event: BusEvent) => boolean) | null
  /** Null when every match is lucky. */
  readonly #luck: Luck | null
  readonly #limit: number
  /** True where each match is looked at: which match it is, is not known ahead. */
  readonly #each: boolean
  readonly #parked: Parked[] = []
  readonly #owed: (() => void)[] = []
  #matched = 0
  /** Matches before this one do not count for the trigger. */
  #base = 0
  #fires = 0
  #hits = 0
  /** Matches before this one are let pass without a look. */
  #nextHit = 0
  /** The next match to be decided on, and whether luck is with it. */
  #planned = 0
  #lucky = true
  #ahead = FIRST_AHEAD
  #keptUntilMs: Millis = -1
  #kept = false
  #restUntilMs: Millis = -1
  #firstHitMs: Millis | null = null
  #lastHitMs: Millis | null = null

  constructor(spec: FaultSpec, fault: number, parts: GateParts) {
    this.fault = fault
    this.source = `fault:${spec.id}`
    this.active = parts.active
    this.#trigger = new Trigger(spec)
    this.#cooldownMs = spec.cooldownMs
    this.#fromMs = parts.fromMs
    this.#untilMs = parts.untilMs
    this.#where = spec.where === undefined ? null : compileCondition(spec.where)
    this.#each = this.#where !== null || spec.countFrom === 'last'
    this.#limit = spec.limit === 0 ? Infinity : spec.limit
    this.#luck = startLuck(spec, parts.stream)
    this.#plan()
    this.#nextHit = this.#each ? 0 : this.#planned
    this.intercept = parts.intercept({
      ...parts.context,
      random: parts.stream('decision'),
      parking: this.#parking(),
      schedule: (afterMs, action) =>
        parts.schedule(afterMs, () => {
          action(parts.nowMs())
          this.settle()
        }),
      keepUntil: (untilMs) => {
        this.#keptUntilMs = untilMs
        this.#nextHit = 0
      },
    })
  }

  /** Index of the first gate, from `from` on, that may act on an event that comes now, or -1. Asks each once. */
  static firstAdmitting(gates: readonly Gate[], from: number, atMs: Millis): number {
    for (let index = from; index < gates.length; index++) if (gates[index]!.admits(atMs)) return index
    return -1
  }

  get matched(): number {
    return this.#matched
  }

  get hits(): number {
    return this.#hits
  }

  get firstHitMs(): Millis | null {
    return this.#firstHitMs
  }

  get lastHitMs(): Millis | null {
    return this.#lastHitMs
  }

  /** True when parked events are to go on or to be lost, once the one being decided on is dealt with. */
  get owes(): boolean {
    return this.#owed.length > 0
  }

  /**
   * Whether to act on a targeted event that comes now. Each event that passes the window uses the same
   * draws, whatever the trigger says, so that changing a trigger shifts no later draw. Where it depends on
   * the event itself, `sees` decides.
   */
  admits(atMs: Millis): boolean {
    if (!this.active || atMs < this.#fromMs || atMs >= this.#untilMs) return false
    if (++this.#matched < this.#nextHit) return false
    if (this.#where === null) return this.#falls(atMs)
    this.#matched--
    return true
  }

  /** The rest of the question, with the event in hand. To be asked once, of an event that it admitted. */
  sees(event: BusEvent): boolean {
    if (this.#where === null) return true
    if (!this.#where(event)) return false
    this.#matched++
    return this.#falls(event.atMs)
  }

  /** Counts that it did something with the event it was asked about last. */
  acted(atMs: Millis): void {
    this.#hits++
    this.#firstHitMs ??= atMs
    this.#lastHitMs = atMs
    if (this.#kept) return
    this.#restUntilMs = atMs + this.#cooldownMs
    if (++this.#fires < this.#limit) return
    this.#planned = Infinity
    if (!this.#each && this.#nextHit > 0) this.#nextHit = Infinity
  }

  /** The count of matches begins anew. */
  recount(): void {
    this.#base = this.#matched
  }

  /**
   * How many cycles from `atMs` on can pass without this fault acting, when it is asked `perCycle` times in
   * each. The fault counts in all of them or in none.
   */
  calmCycles(atMs: Millis, cycleMs: Millis, perCycle: number): number {
    if (!this.active || atMs >= this.#untilMs) return Infinity
    if (atMs < this.#fromMs) return Math.ceil((this.#fromMs - atMs) / cycleMs)
    const matches = this.#nextHit - this.#matched - 1
    const calm = perCycle === 1 ? matches : Math.floor(matches / perCycle)
    return this.#untilMs === Infinity ? calm : Math.min(calm, Math.ceil((this.#untilMs - atMs) / cycleMs))
  }

  /** Counts events, from `atMs` on, that `calmCycles` said it would not act on. */
  pass(atMs: Millis, count: number): void {
    if (this.active && atMs >= this.#fromMs && atMs < this.#untilMs) this.#matched += count
  }

  park(parked: Parked): void {
    this.#parked.push(parked)
  }

  /** Does what it owes to parked events. */
  settle(): void {
    for (let next = this.#owed.shift(); next !== undefined; next = this.#owed.shift()) next()
  }

  /** Lets everything go on that it has parked. */
  releaseAll(): void {
    for (const parked of this.#parked.splice(0)) parked.goOn()
  }

  // ------------------------------------------------------------------------------------------ helpers

  #parking(): Parking {
    const parked = this.#parked
    const owed = this.#owed
    const take = (place: number) => present(parked.splice(place, 1)[0], `parked event ${place}`)
    return {
      get count() {
        return parked.length
      },
      release(place) {
        const item = take(place)
        owed.push(() => item.goOn())
      },
      discard(place) {
        const item = take(place)
        owed.push(() => item.lose())
      },
    }
  }

  #falls(atMs: Millis): boolean {
    const due = this.#matched >= this.#planned
    const fires = due && this.#lucky && this.#triggered() && atMs >= this.#restUntilMs
    if (due) this.#plan()
    const keeps = atMs < this.#keptUntilMs
    this.#kept = !fires && keeps
    this.#nextHit = this.#each || keeps ? 0 : this.#planned
    return fires || keeps
  }

  #triggered(): boolean {
    const match = this.#matched - this.#base
    return this.#trigger.next(match - 1) === match
  }

  /**
   * Finds the next match to decide on. The draws are made ahead of the events they are for: nobody else
   * draws from these streams, so nothing changes but the cost, which is a comparison for most events.
   */
  #plan(): void {
    const next = this.#matched + 1
    if (this.#luck === null) {
      this.#planned = this.#each ? next : this.#trigger.next(this.#matched)
      return
    }
    const most = this.#each ? 1 : this.#ahead
    const misses = this.#luck.misses(most)
    this.#lucky = misses < most
    this.#planned = next + Math.min(misses, most - 1)
    this.#ahead = Math.min(this.#ahead + FIRST_AHEAD, MOST_AHEAD)
  }
}
