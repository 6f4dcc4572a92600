import type { Millis } from '../../base/time.ts'
import type { Verdict } from '../contracts.ts'
import { Q, R, type Pattern } from './pattern.ts'

/** In which stretches of the trace a pattern has to hold. */
export type ScopeName = 'globally' | 'before' | 'after' | 'between' | 'after-until'

/**
 * What a Q inside an open segment does: nothing (`maximal`: what a reader of a log expects), or it
 * starts a segment of its own beside the open ones (`reopen`: the reading of the published formulas).
 */
export type ScopeMode = 'maximal' | 'reopen'

/** A stretch of the trace with the pattern's state in it. */
export interface Segment {
  state: number
  /** The event that opened it, or -1 for the start of the trace. */
  readonly openedSeq: number
  readonly openedMs: Millis
  /** The event at which it last became not ok, or -1: the open obligation, or the culprit. */
  faultSeq: number
  faultMs: Millis
  /** The last event that changed its state, and the one before. */
  changedSeq: number
  earlierSeq: number
  exercised: boolean
}

/** A segment that was judged, with the event that closed it; -1 when it broke while open, or at the end. */
export interface JudgedSegment {
  readonly segment: Segment
  readonly closedSeq: number
  readonly closedMs: Millis
}

/** A pattern over every segment of its scope if the trace ended now. */
export interface ScopeResult {
  readonly holds: boolean
  readonly vacuous: boolean
  readonly pending: boolean
  /** Segments that count. */
  readonly segments: number
  /** The segment that tells most: the broken one, or the last that held. */
  readonly told: JudgedSegment | null
}

/**
 * A pattern in a scope, event by event. A scope is a list of half-open segments: its Q is inside, its R
 * outside, and an event that is both opens nothing.
 *
 * Time and memory are O(1) an event: overlapping segments with one state are one (at most eight states),
 * and of those that count only the oldest and the newest are kept.
 */
export class ScopedPattern {
  readonly #pattern: Pattern
  readonly #scope: ScopeName
  readonly #mode: ScopeMode
  #open: Segment[] = []
  #closed = 0
  #exercised = false
  #opened = false
  #verdict: Verdict = 'open'
  #told: JudgedSegment | null = null

  constructor(pattern: Pattern, scope: ScopeName, mode: ScopeMode) {
    this.#pattern = pattern
    this.#scope = scope
    this.#mode = mode
    if (scope === 'globally' || scope === 'before') this.#start(-1, 0)
    this.#decide()
  }

  get verdict(): Verdict {
    return this.#verdict
  }

  observe(bits: number, seq: number, atMs: Millis): Verdict {
    if (this.#verdict === 'violated' || (this.#scope === 'before' && this.#closed > 0)) return this.#verdict
    if (bits & R && this.#scope !== 'globally' && this.#scope !== 'after') this.#close(seq, atMs)
    if (this.verdict === 'violated') return 'violated'
    if (bits & Q && this.#opens(bits)) this.#start(seq, atMs)
    for (let index = 0; index < this.#open.length; index++) this.#step(this.#open[index]!, bits, seq, atMs)
    if (this.#open.length > 1) this.#merge()
    this.#decide()
    return this.#verdict
  }

  result(): ScopeResult {
    const counted = this.#endsCount ? this.#open : []
    const unkept = counted.find(({ state }) => !this.#pattern.ok(state))
    const segments = this.#closed + (counted.length > 0 ? 1 : 0)
    const exercised = this.#exercised || counted.some((segment) => segment.exercised)
    const holds = this.#verdict !== 'violated' && unkept === undefined
    const shown = unkept ?? (this.#verdict === 'violated' ? undefined : counted[0])
    return {
      holds,
      vacuous: holds && (segments === 0 || !exercised),
      pending: !holds && this.#verdict !== 'violated',
      segments,
      told: this.#verdict === 'violated' || shown === undefined ? this.#told : openSegment(shown),
    }
  }

  /** True when a segment counts although nothing has closed it. */
  get #endsCount(): boolean {
    return this.#scope === 'globally' || this.#scope === 'after' || this.#scope === 'after-until'
  }

  #opens(bits: number): boolean {
    switch (this.#scope) {
      case 'globally':
      case 'before':
        return false
      case 'after':
        return !this.#opened
      case 'between':
      case 'after-until':
        return (bits & R) === 0 && (this.#mode === 'reopen' || this.#open.length === 0)
    }
  }

  #start(seq: number, atMs: Millis): void {
    this.#opened = true
    this.#open.push({
      state: this.#pattern.start,
      openedSeq: seq,
      openedMs: atMs,
      faultSeq: -1,
      faultMs: atMs,
      changedSeq: -1,
      earlierSeq: -1,
      exercised: false,
    })
  }

  #step(segment: Segment, bits: number, seq: number, atMs: Millis): void {
    const pattern = this.#pattern
    const { state } = segment
    if (!segment.exercised && pattern.exercises(state, bits)) segment.exercised = true
    // What decided a segment is its witness: nothing after that is followed any more.
    if (segment.exercised && pattern.settled(state)) return
    const next = pattern.step(state, bits)
    if (next === state) return
    segment.state = next
    segment.earlierSeq = state === pattern.start ? -1 : segment.changedSeq
    segment.changedSeq = seq
    if (pattern.ok(state) && !pattern.ok(next)) {
      segment.faultSeq = seq
      segment.faultMs = atMs
    }
  }

  #close(seq: number, atMs: Millis): void {
    for (const segment of this.#open) {
      this.#closed++
      this.#exercised ||= segment.exercised
      const judged = { segment, closedSeq: seq, closedMs: atMs }
      if (this.#verdict !== 'violated') this.#told = judged
      if (!this.#pattern.ok(segment.state)) this.#verdict = 'violated'
    }
    this.#open = []
    if (this.#scope === 'before' && this.#verdict === 'open') this.#verdict = 'holds'
  }

  #merge(): void {
    if (this.#pattern.counts) {
      if (this.#open.length > 2) this.#open.splice(1, this.#open.length - 2)
      return
    }
    for (let later = this.#open.length - 1; later > 0; later--) {
      const same = this.#open.findIndex(({ state }) => state === this.#open[later]!.state)
      if (same === later) continue
      this.#open[same]!.exercised ||= this.#open[later]!.exercised
      this.#open.splice(later, 1)
    }
  }

  /** Decides as soon as nothing that may come could change the end. */
  #decide(): void {
    if (this.#verdict !== 'open' || this.#scope === 'between') return
    for (const segment of this.#open) {
      if (!this.#pattern.settled(segment.state)) continue
      if (this.#pattern.ok(segment.state)) {
        if (this.#scope !== 'after-until') this.#verdict = 'holds'
      } else if (this.#endsCount) {
        this.#verdict = 'violated'
        this.#told = openSegment(segment)
        return
      }
    }
  }
}

const openSegment = (segment: Segment): JudgedSegment => ({ segment, closedSeq: -1, closedMs: 0 })
