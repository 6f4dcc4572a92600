import type { Json } from '../base/json.ts'

/** What a kind says of the code that it takes: a contract between the run and the script. */
export interface ScriptShape {
  /** Functions that the script must have. */
  readonly needs: readonly string[]
  /** Functions that it may have. */
  readonly may: readonly string[]
  /** Commands that it is given, such as `publish`. */
  readonly commands: readonly string[]
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
}

/**
 * A person's code at work in a sandbox of its own. When it fails, the run is over: the failure is told
 * once, with script, line and event, and every further call answers null.
 */
export interface Script {
  readonly failed: boolean
  has(name: string): boolean
  call(name: string, argument: Json, moment: Moment | null): Answer | null
  /** What it gave back cannot be used; `expected` says in words what is asked for. Ends the run. */
  refuse(expected: string, moment: Moment | null): void
}

/** Starts a part's code with its settings. */
export type StartScript = (code: string, shape: ScriptShape, settings: Json) => Script
