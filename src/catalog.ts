import { agentKinds as genericAgents } from './kinds/agent/index.ts'
import { actionKinds as genericActions } from './kinds/action/index.ts'
import { assertionKinds as genericAssertions } from './kinds/assertion/index.ts'
import { chaosKinds as genericChaos } from './kinds/chaos/index.ts'
import type {
  ActionKind,
  AgentKind,
  AssertionKind,
  ChaosKind,
  ExampleScenario,
  GuardKind,
  SourceKind,
  Spec,
  StepKind,
} from './kinds/contracts.ts'
import { findKind } from './kinds/find.ts'
import { guardKinds as genericGuards } from './kinds/guard/index.ts'
import { sourceFields } from './kinds/source-fields.ts'
import { stepKinds as genericSteps } from './kinds/step/index.ts'
import { domains } from './domains/index.ts'

/** The one place where kinds and domains meet. Everything downstream asks these lists, never a name. */
export const stepKinds: readonly StepKind[] = genericSteps
export const actionKinds: readonly ActionKind[] = genericActions
export const guardKinds: readonly GuardKind[] = genericGuards
export const chaosKinds: readonly ChaosKind[] = genericChaos
export const assertionKinds: readonly AssertionKind[] = [
  ...genericAssertions,
  ...domains.flatMap((domain) => domain.assertions),
]
export const agentKinds: readonly AgentKind[] = [
  ...genericAgents,
  ...domains.flatMap((domain) => domain.agents),
]
export const sourceKinds: readonly SourceKind[] = domains.flatMap((domain) => domain.sources)
export const examples: readonly ExampleScenario[] = domains.flatMap((domain) => domain.examples)

export { domains }
export { findKind } from './kinds/find.ts'

/** The fields of every datum of a document's source; none when its kind is not known. */
export const fieldsOfSource = ({ kind, params }: Spec): readonly string[] => {
  const known = findKind(sourceKinds, kind)
  return known === undefined ? [] : sourceFields(known, params)
}
