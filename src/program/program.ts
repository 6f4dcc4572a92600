import type { AgentKind, AssertionKind, ChaosKind, ProfileKind, SourceKind } from '../kinds/contracts.ts'
import type { Instruction } from '../kinds/instruction.ts'
import type {
  AgentSpec,
  AssertionSpec,
  FaultSpec,
  ScenarioDocument,
  SourceSpec,
  StepSpec,
} from '../document/types.ts'

/** A kind resolved beside the part of the document that uses it. */
export interface Bound<S, K> {
  readonly spec: S
  readonly kind: K
}

export interface ProgramStep {
  readonly spec: StepSpec
  readonly instructions: readonly Instruction[]
  /** Indices of the steps that follow, by way out; a way without an edge is absent. */
  readonly ways: ReadonlyMap<string, readonly number[]>
  /** Of a block: index of the End block step that closes it; -1 when none does, and for other steps. */
  readonly close: number
  /** Index of the step whose branches, body or block it lies in; -1 outermost; null where all lie: at an end. */
  readonly region: number | null
}

export type BoundSource = Bound<SourceSpec, SourceKind> & { readonly profile: ProfileKind }

/** What will execute: a checked document with every reference resolved, sub-scenarios in place. */
export interface Program {
  readonly document: ScenarioDocument
  readonly steps: readonly ProgramStep[]
  readonly entry: number
  readonly sources: readonly BoundSource[]
  readonly agents: readonly Bound<AgentSpec, AgentKind>[]
  readonly faults: readonly Bound<FaultSpec, ChaosKind>[]
  readonly assertions: readonly Bound<AssertionSpec, AssertionKind>[]
  /** Cycles the run takes, as far as that is known before it; null when it depends on what happens. */
  readonly expectedCycles: number | null
}
