import '../base/no-code-from-text.ts'
import type { z } from 'zod'
import type { JsonObject } from '../base/json.ts'
import type { RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { Instruction, Test } from './instruction.ts'
import type { Ports } from './ports.ts'
import type { Order } from './order.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { Analysis, AnalysisContext, Composition, DataImporter, Preset } from './series-contracts.ts'

/** What every kind tells the palette, the inspector, the reference pages and the document schema. */
export interface Kind<Name extends string = string, Params extends z.ZodObject = z.ZodObject> {
  /** Saved in documents: never rename it, add a migration instead. Equals the file's name. */
  readonly name: Name
  readonly title: string
  /** One sentence: palette tooltip and first line of the reference page. */
  readonly summary: string
  /** Kinds of a long list that belong together have the same: a heading in the library. */
  readonly group?: string
  /** Where the idea or formula comes from, for the reference page. */
  readonly source?: string
  /** Validation, defaults, units and form in one place; see `field` in form.ts. */
  readonly params: Params
  /** A few words that tell this one from others of its kind, such as `10 cycles`: for nodes and lists. */
  describe(params: z.output<Params>): string
}

/** What a record of the log says of its event. Subscribers see only what is `delivered`. */
export type Stage = 'delivered' | 'held' | 'dropped' | 'mark'

/**
 * An event as faults, monitors and agents see it. The engine lends one reused view per event:
 * read what you need while you are called, never keep the object. Payloads are plain JSON, immutable.
 */
export interface BusEvent {
  /** Its record in the log; -1 while it is being published and has none yet. */
  readonly seq: number
  readonly topic: string
  readonly source: string
  readonly atMs: Millis
  /** `delivered`, but for monitors that ask for other stages too. */
  readonly stage: Stage
  /** The record that led to it, or -1. */
  readonly cause: number
  /** Built on first use; prefer `number` on a hot path. */
  readonly payload: JsonObject
  /** A top-level numeric field, or NaN when it is absent or not a number. O(1), allocates nothing. */
  number(field: string): number
}

// ---------------------------------------------------------------------------------------------- steps

/** A kind with its parameters, as documents hold it. */
export interface Spec {
  readonly kind: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface StepExample<P> {
  readonly title: string
  readonly params: P
  readonly expect: readonly Instruction[]
}

export interface StepKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<N, P> {
  /** Which edges may meet it. `start` has no way in, `end` none out. */
  readonly ports: Ports
  /** Lowers the step to instructions, run in order; the first that fails ends the step as failed. */
  compile(params: z.output<P>): readonly Instruction[]
  /** Shown in the reference pages and run by the contract test; at least one. */
  readonly examples: readonly StepExample<z.input<P>>[]
}

export const defineStep = <const N extends string, P extends z.ZodObject>(kind: StepKind<N, P>) => kind

/** What an `execute-action` step can do. */
export interface ActionKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  compile(params: z.output<P>): readonly Instruction[]
  readonly examples: readonly StepExample<z.input<P>>[]
}

export const defineAction = <const N extends string, P extends z.ZodObject>(kind: ActionKind<N, P>) => kind

/** A question about the state of the run, for steps that decide which way to go. */
export interface GuardKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  compile(params: z.output<P>): Test
  readonly examples: readonly { readonly title: string; readonly params: z.input<P>; readonly expect: Test }[]
}

export const defineGuard = <const N extends string, P extends z.ZodObject>(kind: GuardKind<N, P>) => kind

// --------------------------------------------------------------------------------------------- faults

export * from './chaos-contracts.ts'

export interface PlainEvent {
  readonly topic: string
  readonly atMs: Millis
  readonly payload: JsonObject
  readonly source?: string
  readonly stage?: Stage
  readonly cause?: number
}

// ----------------------------------------------------------------------------------------- assertions

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

// --------------------------------------------------------------------------------------------- agents

export interface AgentContext {
  /** The agent's id: the publisher of what it publishes. */
  readonly id: string
  /** The agent's first stream. */
  readonly random: RandomStream
  /** Another stream of this agent's own; ask once per purpose, at the start. */
  stream(purpose: string): RandomStream
  readonly cycleMs: Millis
  /**
   * Publishes `afterMs` (default 0) from now, under the agent's own name. `cause` is the record it answers,
   * where that is not the one being handled.
   */
  publish(topic: string, payload: JsonObject, afterMs?: Millis, cause?: number): void
  /** Calls `onTimer(name)` after `afterMs` (at least 1). */
  setTimer(name: string, afterMs: Millis): void
  /** Puts a state change into the log, so that views can show the agent at any moment. */
  record(state: JsonObject): void
  /** Starts a person's code; there wherever a kind has some. */
  readonly script?: StartScript
}

/**
 * What an agent waits for, as far as numbers say it. The engine may then pass by events that do not meet
 * it, without a call: nearly all of them, in a long run. It must be true that `onEvent` would do nothing
 * with such an event.
 */
export interface Attention {
  /** Events before this moment mean nothing to the agent; it may move. */
  fromMs: Millis
  /** Only events whose number in `field` stands so to `value`. */
  readonly when?: { readonly field: string; readonly order: Order; readonly value: number }
}

export interface Agent {
  readonly attention?: Attention
  /**
   * For what acts by itself: called when the run begins, and each time the agent starts anew after a crash,
   * with the moment. What it does when the run begins is caused by nothing.
   */
  begin?(atMs: Millis): void
  onEvent(event: BusEvent): void
  onTimer?(name: string, atMs: Millis): void
}

export interface AgentExample<P> {
  readonly title: string
  readonly params: P
  readonly given: readonly PlainEvent[]
  /** What it publishes, in order. */
  readonly expect: readonly PlainEvent[]
}

/** A simulated participant: subscribes, keeps state, uses timers, publishes. */
export interface AgentKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  subscribes(params: z.output<P>): readonly string[]
  /** Topics it may publish, for pickers and graph checks. */
  publishes(params: z.output<P>): readonly string[]
  start(params: z.output<P>, context: AgentContext): Agent
  readonly examples: readonly AgentExample<z.input<P>>[]
}

export const defineAgent = <const N extends string, P extends z.ZodObject>(kind: AgentKind<N, P>) => kind

// ---------------------------------------------------------------------------------- sources, profiles

/** The six phases of a scenario, from the vocabulary the product inherits. */
export type ScenarioPhase =
  'initialization' | 'normal' | 'transition' | 'critical' | 'recovery' | 'stabilization'

/** A named stretch of a profile, in steps; the last one may be open-ended (`steps` = Infinity). */
export interface PhaseSpan {
  readonly name: string
  readonly phase: ScenarioPhase
  readonly steps: number
}

/** What chance does to a profile, a block of steps at a time. All state is its own. */
export interface Noise {
  /**
   * Writes one standard normal variate a step into `z`, and into `factor` the volatility of that step
   * relative to a calm one. A noise that does not vary leaves `factor` as it is: all 1. `stress` is what the
   * phases will multiply the volatility by, for a noise that heeds it.
   */
  draw(z: Float64Array, factor: Float64Array, stress: Float64Array): void
  readonly varies: boolean
  readonly heedsStress?: boolean
  /**
   * How far what is seen bounces round what is: in standard deviations of the step, gone again in the next.
   * Trades at the bid and at the ask do that to prices. 0 when left out.
   */
  readonly bounce?: number
}

/** Sudden moves that come on top of the noise, whatever the profile; their mean effect is taken out. */
export interface Jumping {
  /** Writes the jump of each step into `moves`, 0 where there is none. */
  draw(moves: Float64Array): void
}

export interface NoiseContext {
  /** Standard deviation of one calm step. */
  readonly volatility: number
  random(purpose: string): RandomStream
}

export interface ProfileContext {
  readonly startValue: number
  /** Smallest representable change: a tick size, a sensor quantum. */
  readonly resolution: number
  /** Standard deviation of one calm step: relative for prices (σ of the log return), absolute for sensors. */
  readonly volatility: number
  readonly stepMs: Millis
  /** A named stream of this profile's own; ask once per purpose, at the start. */
  random(purpose: string): RandomStream
  /** Chance as the source wants it; independent normals when left out. */
  readonly noise?: (context: NoiseContext) => Noise
  readonly jumps?: (context: NoiseContext) => Jumping
  /** The source raises values to this power; 1 when left out. A free motion has the drift that was asked for then. */
  readonly power?: number
  /** Starts a person's code; there wherever a kind has some. */
  readonly script?: StartScript | undefined
}

/** Some steps of a profile, in order. Whoever reads them goes on from any of them by a switch. */
export interface ProfileBlock {
  /** Unrounded. */
  readonly values: Float64Array
  /** Relative volatility, 1 in calm. */
  readonly stresses: Float64Array
  /** What a step does to a spread: 1 in calm, the square root of the stress unless a phase says more. */
  readonly widths: Float64Array
  /** Indices into `phases`. */
  readonly phases: Uint16Array
}

/** A running profile. All state is its own, and nothing else draws from its streams: it may work ahead. */
export interface ProfileRun {
  /** Always this block. */
  readonly block: ProfileBlock
  /** Replaces the block by the steps that follow. O(1) a step; allocates nothing. */
  fill(): void
  /** How many steps of the block there are: all, unless what makes them came to an end. Asked after each `fill`. */
  readonly made?: number
  /** The phases in which nothing is published, because the market is closed: indices into `phases`. */
  readonly halts: readonly number[]
  /** True when values may be zero or negative. */
  readonly signed: boolean
}

/** A law of motion for one generated value. */
export interface ProfileKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  phases(params: z.output<P>): readonly PhaseSpan[]
  start(params: z.output<P>, context: ProfileContext): ProfileRun
  /** Of a profile whose phases people compose themselves. */
  readonly composition?: Composition
  /** Parameter sets to show in the gallery and to run in the contract test; at least one. */
  readonly examples: readonly { readonly title: string; readonly params: z.input<P> }[]
}

export const defineProfile = <const N extends string, P extends z.ZodObject>(kind: ProfileKind<N, P>) => kind

export interface SourceContext {
  readonly stepMs: Millis
  random(purpose: string): RandomStream
  /** Starts a person's code; there wherever a profile has some. */
  readonly script?: StartScript | undefined
}

/** Data that a source has made ahead, row after row, each in the order of the kind's `fields`. */
export interface DataAhead {
  readonly rows: Float64Array
  /** The row of the next datum. */
  readonly row: number
  /** How many data are ready, at least one: makes more when there are none. At most `most` are asked for. */
  ready(most: number): number
  /** Takes so many of them, at most as many as are ready: they are published now. */
  take(count: number): void
}

/** A running source. `next` writes one datum into `out`, in the order of the kind's `fields`. */
export interface SourceRun {
  next(out: Float64Array): void
  /**
   * Only of sources that do not publish once at the start of each cycle: called at that moment, says how
   * many data come within the cycle, and writes when: whole ms from its start, ascending, into `offsets`.
   */
  readonly arrivals?: ((offsets: Float64Array) => number) | undefined
  /** Only of sources that publish once at the start of each cycle: the same data as by `next`, many at once. */
  readonly ahead?: DataAhead | undefined
  /** True when the last `arrivals` came to none because publishing is suspended; `next` then gives what stands still. */
  halted?(): boolean
  /** Goes on from the current value under another profile. */
  switchProfile(profile: ProfileKind, params: never): void
  phase(): PhaseSpan
  statistics(): readonly Statistic[]
}

export interface Statistic {
  readonly name: string
  readonly label: string
  readonly value: number | null
  readonly unit?: string
}

/** A kind of data source: draws a primary value from a profile and derives the secondary values. */
export interface SourceKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  readonly defaultTopic: string
  /** Payload fields of every datum; the first is the primary value. All are numbers. */
  readonly fields: readonly string[]
  /** The fields under these parameters, where options add some: `fields` and then those. */
  fieldsOf?(params: z.output<P>): readonly string[]
  /** Profiles it can follow; the first is the default. */
  readonly profiles: readonly ProfileKind[]
  start(params: z.output<P>, profile: ProfileKind, profileParams: never, context: SourceContext): SourceRun
  /** What a whole series of it amounts to; `series` has a column for each of `fields`. */
  analyse?(series: Readonly<Record<string, Float64Array>>, context: AnalysisContext): Analysis
}

export const defineSource = <const N extends string, P extends z.ZodObject>(kind: SourceKind<N, P>) => kind

// -------------------------------------------------------------------------------------------- domains

/** Everything one domain adds. The core knows domains only through this. */
export interface Domain {
  readonly name: string
  readonly title: string
  readonly sources: readonly SourceKind[]
  readonly presets?: readonly Preset[]
  readonly importers?: readonly DataImporter[]
  readonly agents: readonly AgentKind[]
  readonly assertions: readonly AssertionKind[]
  /** Topics offered in pickers, with the fields people will ask for. */
  readonly topics: readonly { readonly topic: string; readonly fields: readonly string[] }[]
  /** Example documents, as plain JSON: they pass through the same parser as everybody's. */
  readonly examples: readonly ExampleScenario[]
}

export interface ExampleScenario {
  readonly id: string
  readonly title: string
  /** What it teaches, in one or two sentences. */
  readonly teaches: string
  /** What the run says at the end: a planted defect is a violated assertion on purpose. */
  readonly verdict: 'passed' | 'failed'
  readonly document: unknown
}
