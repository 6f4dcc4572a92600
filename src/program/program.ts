import type { AgentKind, AssertionKind, ChaosKind, Instruction, ProfileKind, SourceKind } from '../kinds/contracts.ts'
import type { AgentSpec, AssertionSpec, FaultSpec, ScenarioDocument, SourceSpec, StepSpec } from '../document/types.ts'

/** A kind resolved beside the part of the document that uses it. */
export interface Bound<S, K> {
  readonly spec: S
  readonly kind: K
}

export interface ProgramStep {
  readonly spec: StepSpec
  readonly instructions: readonly Instruction[]
  /** Index of the step that follows, or -1. */
  readonly next: number
  readonly fail: number
}

export type BoundSource = Bound<SourceSpec, SourceKind> & { readonly profile: ProfileKind }

/** What will execute: a checked document with every reference resolved. */
export interface Program {
  readonly document: ScenarioDocument
  readonly steps: readonly ProgramStep[]
  readonly entry: number
  readonly sources: readonly BoundSource[]
  readonly agents: readonly Bound<AgentSpec, AgentKind>[]
  readonly faults: readonly Bound<FaultSpec, ChaosKind>[]
  readonly assertions: readonly Bound<AssertionSpec, AssertionKind>[]
  /** Cycles of the path along `next` edges; null when a wait for an event lies on it. */
  readonly expectedCycles: number | null
}
