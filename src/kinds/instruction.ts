import type { Json, JsonObject } from '../base/json.ts'
import type { Condition } from './condition.ts'
import type { Spec } from './contracts.ts'

/** A question about the state of the run, answered yes or no at the moment it is asked. */
export type Test =
  /** The condition's fields are names of variables, and paths into their values. */
  | { readonly of: 'variables'; readonly condition: Condition }
  /** What the assertion would say if the run ended now. */
  | { readonly of: 'assertion'; readonly assertion: string; readonly is: 'holds' | 'violated' }
  /** How the step's last visit ended; no while it has not ended. */
  | { readonly of: 'step'; readonly step: string; readonly is: 'passed' | 'failed' }
  /** The payload of the last event delivered on the topic; no while there is none. */
  | { readonly of: 'latest'; readonly topic: string; readonly condition: Condition }
  /** Drawn anew each time, from a stream of the step's own. */
  | { readonly of: 'chance'; readonly probability: number }

/** The core language steps compile to. Surface language rich, core language small. */
export type Instruction =
  /** Lets `cycles` cycles pass: every source publishes that many times. */
  | { readonly op: 'advance'; readonly cycles: number }
  /** Waits for a delivered event; fails after `timeoutCycles` (0 = never). Counts from the step's own start. */
  | { readonly op: 'await'; readonly topic: string; readonly count: number; readonly timeoutCycles: number }
  /** Judges assertions now (all of the document's when the list is empty); fails when one is violated. */
  | { readonly op: 'check'; readonly assertions: readonly string[] }
  | { readonly op: 'publish'; readonly topic: string; readonly payload: JsonObject }
  /** A source emits `count` data at once, in no time. */
  | { readonly op: 'generate'; readonly source: string; readonly count: number }
  | { readonly op: 'switch-profile'; readonly source: string; readonly profile: Spec }
  | { readonly op: 'switch-fault'; readonly fault: string; readonly on: boolean }
  | { readonly op: 'set'; readonly variable: string; readonly value: Json }
  /** Copies a field of the last event delivered on a topic; null when there is none. */
  | { readonly op: 'copy'; readonly variable: string; readonly topic: string; readonly field: string }
  /** Adds to a variable; one that is no number yet counts from 0. */
  | { readonly op: 'increment'; readonly variable: string; readonly by: number }
  | { readonly op: 'note'; readonly text: string }
  /** Calls a person's code, which publishes, sets variables and notes; fails when the code says so. */
  | {
      readonly op: 'script'
      readonly code: string
      readonly settings: JsonObject
      /** Topics whose latest event the code is given. */
      readonly reads: readonly string[]
      readonly publishes: readonly string[]
    }
  /** Leaves by `yes` or `no`. */
  | { readonly op: 'decide'; readonly test: Test }
  /** Opens branches: a token for each edge. */
  | { readonly op: 'fork' }
  /** Closes the branches that the innermost fork opened. */
  | { readonly op: 'join'; readonly mode: 'all' | 'any' }
  /** Leaves by `body` for another round, by `next` when done; fails when `rounds` did not suffice. */
  | {
      readonly op: 'loop'
      readonly repeat: 'count' | 'while' | 'until'
      readonly rounds: number
      readonly test: Test | null
    }
  /** Leaves the innermost loop. */
  | { readonly op: 'break' }
  /** Opens a block; fails when it is not closed after `timeoutCycles` (0 = never). */
  | { readonly op: 'block'; readonly timeoutCycles: number }
  /** Closes the innermost block. */
  | { readonly op: 'end-block' }
