import type { z } from 'zod'
import type { RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { Kind } from './contracts.ts'
import type { Analysis, AnalysisContext, Composition } from './series-contracts.ts'

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
