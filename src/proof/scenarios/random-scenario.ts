import { agentKinds, assertionKinds, chaosKinds, sourceKinds } from '../../catalog.ts'
import { assertionEnvelopeSchema } from '../../document/assertion-envelope.ts'
import { envelopeSchema } from '../../document/envelope.ts'
import { Dice } from './dice.ts'
import { randomEnvelope, randomParams, randomSpec, type Surroundings } from './random-params.ts'
import { randomFlow } from './random-steps.ts'

const pickIds = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`)

/**
 * A small scenario with this number: every kind of the catalog takes part in some, with parameters that
 * its form allows. The document is plain JSON, as a person would have written it, and always the same.
 */
export function randomScenario(number: number, part = 'scenario'): Record<string, unknown> {
  const dice = new Dice(part, String(number))
  const cycleMs = dice.pick([1_000, 1_000, 100, 7])
  const kinds = dice.list(1, 2, () => dice.pick(sourceKinds))
  const sourceTopics = kinds.map((kind, index) => (index === 0 ? kind.defaultTopic : `Second.${kind.name}`))
  const around: Surroundings = {
    cycleMs,
    topics: [...sourceTopics, ...sourceTopics, 'order', 'order.filled', 'alarm'],
    fields: [
      ...new Set([...kinds.flatMap(({ fields }) => fields.slice(0, 3)), 'id', 'order.id', 'state']),
      // What can be taken apart is rare: it is named more often.
      'items',
      'items',
      'items',
    ],
    sources: pickIds('source', kinds.length),
    sourceKinds: kinds,
    agents: pickIds('agent', dice.between(0, 2)),
    faults: pickIds('fault', dice.between(0, 3)),
    assertions: pickIds('assertion', dice.between(0, 3)),
    steps: [],
  }
  const subscenarios = dice.chance(0.25) ? [randomSubscenario(dice, around)] : []
  const flow = randomFlow(
    dice,
    around,
    subscenarios.map(({ id, params }) => ({ id, params: params.map(({ name }) => name) })),
    dice.between(2, 5),
  )
  const inFlow = { ...around, steps: flow.steps.map(({ id }) => id) }
  return {
    format: 'scenario-studio',
    version: 1,
    seed: String(number),
    clock: { cycleMs },
    limits: {
      maxPerInstant: dice.pick([60, 60, 200]),
      maxEvents: dice.chance(0.05) ? dice.between(20, 120) : 600,
      maxCycles: dice.chance(0.1) ? dice.between(1, 8) : 40,
    },
    sources: kinds.map((kind, index) => ({
      id: around.sources[index],
      kind: kind.name,
      topic: sourceTopics[index],
      params: randomParams(kind, dice, around),
      profile: randomSpec(kind.profiles, dice, around),
    })),
    agents: around.agents.map((id) => {
      const kind = dice.pick(agentKinds)
      return { id, kind: kind.name, params: randomParams(kind, dice, around) }
    }),
    faults: around.faults.map((id) => {
      const kind = dice.pick(chaosKinds)
      const envelope = randomEnvelope(envelopeSchema, dice, inFlow)
      const enabled = dice.chance(0.85)
      return { id, kind: kind.name, params: randomParams(kind, dice, around), ...envelope, enabled }
    }),
    assertions: around.assertions.map((id) => {
      const kind = dice.pick(assertionKinds)
      const envelope = randomParams({ params: assertionEnvelopeSchema }, dice, around)
      return { id, kind: kind.name, params: randomParams(kind, dice, around), ...envelope }
    }),
    ...flow,
    subscenarios,
    ...(dice.chance(0.12) && {
      tail: { cycles: dice.between(1, 5), ...(dice.chance(0.5) && { topic: dice.pick(around.topics) }) },
    }),
  }
}

function randomSubscenario(dice: Dice, around: Surroundings) {
  const { steps, edges } = randomFlow(dice, around, [], dice.between(1, 2))
  const waits = steps
    .filter(({ kind }) => kind === 'wait-cycles')
    .map(({ id }) => ({ step: id, field: 'cycles' }))
  const params = waits.length === 0 ? [] : [{ name: 'patience', label: 'Patience', targets: waits }]
  return { id: 'errand', name: 'Errand', params, steps, edges }
}
