import { HOSTILE } from '../../src/interchange/hostile.test-data.ts'

type Part = Record<string, unknown> & { readonly id: string }

interface Scenario extends Record<string, unknown> {
  readonly sources: readonly Part[]
  readonly faults: readonly Part[]
  readonly assertions: readonly Part[]
  readonly steps: readonly Part[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly on: string }[]
}

/** One part for each hostile text, all like this one. */
const twelve = (part: Part, more: (text: string, at: number) => object = () => ({})): Part[] =>
  HOSTILE.map((text, at) => ({ ...part, id: `${part.id}-${at}`, name: text, ...more(text, at) }))

/** A column of steps, and the way along them in the place of the way out of `start`. */
function alongTheWay(base: Scenario, steps: readonly Part[]) {
  const first = base.edges.find(({ from }) => from === 'start')!
  const chain = ['start', ...steps.map(({ id }) => id)]
  return {
    steps: [...base.steps, ...steps],
    edges: [
      ...base.edges.filter((edge) => edge !== first),
      ...chain.map((id, at) => ({ from: id, to: chain[at + 1] ?? first.to, on: 'next' })),
    ],
  }
}

/**
 * The flash crash with each hostile text in each sort of field that takes any text: names of everything, messages,
 * conditions, payloads and their keys, variables, notes, groups, phases of a composed profile. It runs, and fails.
 */
export function hostileScenario(exported: string): string {
  const base = JSON.parse(exported) as Scenario
  const [source, fault] = [base.sources[0]!, base.faults[0]!]
  const place = (at: number, y: number) => ({ position: { x: at * 220, y } })
  const says = twelve({ id: 'say', kind: 'publish' }, (text, at) => ({
    params: { topic: 'said', payload: { text, [text]: [text, { deep: text }] } },
    ...place(at, 300),
  }))
  const keeps = twelve({ id: 'keep', kind: 'set-variable' }, (text, at) => ({
    params: { variable: `v${at}`, value: text },
    ...place(at, 420),
  }))
  return JSON.stringify({
    ...base,
    name: HOSTILE[0],
    description: HOSTILE.join(' '),
    seed: HOSTILE[8],
    sources: [
      source,
      ...twelve({ ...source, id: 'more', topic: 'More' }),
      {
        ...source,
        id: 'composed',
        name: HOSTILE[2],
        topic: 'Composed',
        profile: {
          kind: 'phases',
          params: { phases: HOSTILE.map((name) => ({ name, steps: 40, change: 0.01 })) },
        },
      },
    ],
    agents: twelve({ id: 'relay', kind: 'relay' }, () => ({ params: { from: 'said', to: 'relayed' } })),
    faults: [
      fault,
      ...twelve({ ...fault, id: 'late', topics: ['More'] }, (text) => ({
        where: { field: 'text', is: 'ne', value: text },
      })),
    ],
    assertions: [
      ...base.assertions,
      ...twelve({ id: 'never', kind: 'no-event', params: { topic: 'said' } }, (message) => ({ message })),
    ],
    ...alongTheWay(base, [...says, ...keeps]),
    notes: HOSTILE.map((text, at) => ({ id: `note-${at}`, text, position: { x: at * 240, y: 700 } })),
    groups: HOSTILE.map((name, at) => ({ id: `group-${at}`, name, steps: [`say-${at}`] })),
    subscenarios: HOSTILE.map((name, at) => ({
      id: `sub-${at}`,
      name,
      params: [{ name: 'p', label: name, targets: [{ step: `wait-${at}`, field: 'cycles' }] }],
      steps: [
        { id: `in-${at}`, kind: 'start' },
        { id: `wait-${at}`, kind: 'wait-cycles', name, params: { cycles: 1 } },
        { id: `out-${at}`, kind: 'end' },
      ],
      edges: [
        { from: `in-${at}`, to: `wait-${at}`, on: 'next' },
        { from: `wait-${at}`, to: `out-${at}`, on: 'next' },
      ],
    })),
  })
}
