import type { Spec } from '../kinds/contracts.ts'
import type { GroupSpec, NoteSpec } from './decoration.ts'
import type { AssertionEnvelope } from './assertion-envelope.ts'
import type { FaultEnvelope } from './envelope.ts'

/** The name of a way out of a step: `next`, `fail`, or another that the step's kind has. */
export type EdgeOn = string

/** What a failed step without a `fail` edge does to the run. */
export type OnFail = 'continue' | 'stop' | 'note' | 'halt'

export interface Position {
  readonly x: number
  readonly y: number
}

export interface StepSpec extends Spec {
  readonly id: string
  readonly name: string
  /** What a failed step without a `fail` edge does to the run. */
  readonly onFail: OnFail
  readonly position: Position
}

export interface EdgeSpec {
  readonly from: string
  readonly to: string
  readonly on: EdgeOn
}

export interface SourceSpec extends Spec {
  readonly id: string
  readonly name: string
  readonly topic: string
  readonly profile: Spec
}

export interface AgentSpec extends Spec {
  readonly id: string
  readonly name: string
}

export interface FaultSpec extends Spec, FaultEnvelope {
  readonly id: string
  readonly name: string
}

export interface AssertionSpec extends Spec, AssertionEnvelope {
  readonly id: string
  readonly name: string
}

/** A named handle on fields of a sub-scenario's steps: a call may give it another value. */
export interface SubscenarioParam {
  readonly name: string
  readonly label: string
  /** The fields it sets, by step and name of the step's parameter. */
  readonly targets: readonly { readonly step: string; readonly field: string }[]
}

/** Steps that several places can use. Its start and end stand for the place that calls it. */
export interface Subscenario {
  readonly id: string
  readonly name: string
  readonly params: readonly SubscenarioParam[]
  readonly steps: readonly StepSpec[]
  readonly edges: readonly EdgeSpec[]
  readonly notes: readonly NoteSpec[]
  readonly groups: readonly GroupSpec[]
}

/** What the user drew. Parsed, complete (defaults filled in) and immutable. */
export interface ScenarioDocument {
  readonly format: 'scenario-studio'
  readonly version: 1
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly clock: { readonly cycleMs: number }
  readonly limits: Limits
  /** After the last step: every fault is healed, and the system has to get going again. */
  readonly tail?: TailSpec | undefined
  readonly sources: readonly SourceSpec[]
  readonly agents: readonly AgentSpec[]
  readonly faults: readonly FaultSpec[]
  readonly assertions: readonly AssertionSpec[]
  readonly steps: readonly StepSpec[]
  readonly edges: readonly EdgeSpec[]
  readonly subscenarios: readonly Subscenario[]
  /** Notes and groups are for the reader: nothing of them reaches a run. */
  readonly notes: readonly NoteSpec[]
  readonly groups: readonly GroupSpec[]
}

export interface TailSpec {
  readonly cycles: number
  /** What has to be delivered again; without it, nothing may be under way at the end. */
  readonly topic?: string | undefined
}

/** When a run is stopped with an error rather than left to go on. */
export interface Limits {
  readonly maxEvents: number
  /** Events waiting in the queue at one time. */
  readonly maxQueued: number
  /** Deliveries at one instant of virtual time: catches zero-delay loops. */
  readonly maxPerInstant: number
  readonly maxCycles: number
}
