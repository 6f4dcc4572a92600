import type { z } from 'zod'
import type { Millis } from '../base/time.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { BusEvent, Kind, PlainEvent, Stage } from './contracts.ts'

/** Three-valued, as in LTL3 runtime verification; `open` is its "inconclusive". */
export type Verdict = 'holds' | 'violated' | 'open'

/** What a monitor says when the trace ends at a moment. */
export interface Conclusion {
  readonly verdict: 'holds' | 'violated'
  /** True when nothing exercised it: the verdict holds for want of events. */
  readonly vacuous: boolean
  /** True when it is violated only because the run ended: more events could have satisfied it. */
  readonly pending: boolean
  /** One sentence a person understands: what was found, and how far from what was asked. */
  readonly message: string
  readonly expected: string
  readonly actual: string
  /** Log records that decided it, most telling first; may be empty when absence decided. */
  readonly witness: readonly number[]
  /** How far from the bound, in the bound's unit: negative when violated. */
  readonly margin?: number
  /** It could not be judged, for the reason in `message`; its verdict is then `violated`. */
  readonly error?: boolean
}

/** Records of one channel in the order of the log, in columns. */
export interface EventBatch {
  readonly count: number
  /** Where the records are in the columns: `rows[first]`, `rows[first + 1]` and so on. */
  readonly rows: Int32Array
  readonly first: number
  readonly times: Float64Array
  /** Where in `values` the payload of a row begins. */
  readonly offsets: Uint32Array
  readonly values: Float64Array
  /** The place of this numeric field in the payload, or -1. */
  column(field: string): number
  /** The sequence number of the nth record. */
  seq(nth: number): number
}

export interface Monitor {
  /** The same as `observe` for each record in turn, for monitors that can do it faster. */
  observeBatch?(batch: EventBatch): Verdict
  /** Nothing that comes after its decision changes what it concludes: it need not be shown any more. */
  readonly endsDecided?: boolean
  /** O(1) amortised per event. Once not `open`, the verdict never changes. */
  observe(event: BusEvent): Verdict
  /** The final verdict if the trace ended at `atMs`. Pure: may be asked at any time. */
  conclude(atMs: Millis): Conclusion
  /** What to show while the run goes on, where `conclude` costs more than a look. */
  glance?(atMs: Millis): Conclusion
}

export interface MonitorContext {
  readonly cycleMs: Millis
  /** Starts a person's code; there wherever a kind has some. */
  readonly script?: StartScript
}

export interface AssertionExample<P> {
  readonly title: string
  readonly params: P
  readonly given: readonly PlainEvent[]
  /** End of the trace; the last event's time when left out. */
  readonly endMs?: Millis
  readonly expect: Partial<Conclusion>
}

export interface AssertionKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  /** Topic globs it needs to see; the engine shows it no other event. */
  topics(params: z.output<P>): readonly string[]
  /** Which records it sees; only delivered events when left out. Marks have topics that begin with `$`. */
  stages?(params: z.output<P>): readonly Stage[]
  monitor(params: z.output<P>, context: MonitorContext): Monitor
  readonly examples: readonly AssertionExample<z.input<P>>[]
}

export const defineAssertion = <const N extends string, P extends z.ZodObject>(kind: AssertionKind<N, P>) =>
  kind
