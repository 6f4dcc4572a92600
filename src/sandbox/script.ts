import type { Json } from '../base/json.ts'

/** What a kind says of the code that it takes: a contract between the run and the script. */
export interface ScriptShape {
  /** Functions that the script must have. */
  readonly needs: readonly string[]
  /** Functions that it may have. */
  readonly may: readonly string[]
  /** Commands that it is given, such as `publish`. */
  readonly commands: readonly string[]
  /** Its functions are called for many steps in a row, and it is given `normal()` beside `Math.random()`. */
  readonly series?: boolean
}

/** One thing a script asked for, in order: a command's name and its arguments. Not trusted. */
export type ScriptCommand = readonly [name: string, ...args: (Json | undefined)[]]

/** What a call gave back. Plain JSON, but of any shape: check it. */
export interface Answer {
  readonly value: Json
  readonly commands: readonly ScriptCommand[]
}

/** The event that a script is called for: part of what an error says. */
export interface Moment {
  readonly seq: number
  readonly topic: string
  readonly atMs: number
  /** Of a series: the step that was to be made, from 0. */
  readonly step?: number
}

/** Where a row of steps begins: part of what a script's function is given for each of them. */
export interface SeriesStart {
  readonly step: number
  /** The value before it. */
  readonly value: number
  readonly phase: string
  readonly phaseStep: number
}

/** What steps come to, one place a step; as many steps are asked for as there are places. */
export interface SeriesColumns {
  readonly values: Float64Array
  readonly stresses: Float64Array
}

/** What a value of a series has to be, in words too. */
export interface SeriesRule {
  readonly least: number
  readonly most: number
  readonly mostStress: number
  readonly expected: string
}

/**
 * A person's code at work in a sandbox of its own. When it fails, the run is over: the failure is told
 * once, with script, line and event, and every further call answers null.
 */
export interface Script {
  readonly failed: boolean
  has(name: string): boolean
  call(name: string, argument: Json, moment: Moment | null): Answer | null
  /**
   * Calls one of its functions for a row of steps; says how many it made. Fewer than were asked for means that it
   * failed at the next one. That is told by `endSeries`, once somebody needs that step.
   */
  series(name: string, given: Json, start: SeriesStart, rule: SeriesRule, into: SeriesColumns): number
  endSeries(moment: Moment): void
  /** What it gave back cannot be used; `expected` says in words what is asked for. Ends the run. */
  refuse(expected: string, moment: Moment | null): void
}

/** Starts a part's code with its settings. `purpose` tells several of one part apart: each has a random stream of its own. */
export type StartScript = (code: string, shape: ScriptShape, settings: Json, purpose?: string) => Script
