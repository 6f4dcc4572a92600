import { describe, expect, it } from 'vitest'
import { printPath } from '../base/problem.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { analyse } from './check.ts'
import { graphOf } from './graph.ts'

type Part = Record<string, unknown>

const step = (id: string, kind: string, params: Part = {}, more: Part = {}) => ({ id, kind, params, ...more })

const PATIENT = {
  id: 'patient',
  params: [{ name: 'patience', label: 'Patience', targets: [{ step: 'w', field: 'cycles' }] }],
  steps: [step('start', 'start'), step('w', 'wait-cycles', { cycles: 2 }), step('end', 'end')],
  edges: [
    { from: 'start', to: 'w' },
    { from: 'w', to: 'end' },
  ],
}

function documentOf(calls: Part[], subscenarios: Part[]): ScenarioDocument {
  const ids = ['start', ...calls.map((_, index) => `c${index}`), 'end']
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    steps: [
      step('start', 'start'),
      ...calls.map((params, index) => step(`c${index}`, 'call', params)),
      step('end', 'end'),
    ],
    edges: ids.slice(1).map((to, index) => ({ from: ids[index], to })),
    subscenarios,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const found = (calls: Part[], subscenarios: Part[] = [PATIENT]) =>
  analyse(documentOf(calls, subscenarios)).problems.map(
    ({ code, path }) => `${code.slice('program/'.length)} ${printPath(path)}`,
  )

describe('a call', () => {
  it('becomes a block with the steps of the sub-scenario inside, under ids of their own', () => {
    const { steps, edges } = graphOf(documentOf([{ subscenario: 'patient' }], [PATIENT]))
    const idOf = (index: number) => steps[index]?.spec.id
    expect(edges.map(({ from, to, on }) => `${idOf(from)}:${on} > ${idOf(to)}`)).toEqual([
      'c0:next > c0__w',
      'c0__w:next > c0__end',
      'start:next > c0',
      'c0__end:next > end',
    ])
  })

  it('may give other values for the parameters, each call its own', () => {
    const calls = [{ subscenario: 'patient', values: { patience: 7 } }, { subscenario: 'patient' }]
    expect(found(calls)).toEqual([])
    expect(analyse(documentOf(calls, [PATIENT])).estimate.cycles).toEqual({ min: 9, max: 9 })
  })

  it.each<[what: string, calls: Part[], subscenarios: Part[], expected: string[]]>([
    [
      'of nothing',
      [{}],
      [PATIENT],
      [
        'unknown-subscenario steps[1].params.subscenario',
        'unused-subscenario subscenarios[0]',
        'unreachable steps[2]',
      ],
    ],
    [
      'of what is not there',
      [{ subscenario: 'gone' }],
      [],
      ['unknown-subscenario steps[1].params.subscenario', 'unreachable steps[2]'],
    ],
    [
      'with a value for no parameter',
      [{ subscenario: 'patient', values: { speed: 1 } }],
      [PATIENT],
      ['unknown-parameter steps[1].params.values.speed'],
    ],
    [
      'with a value that does not fit',
      [{ subscenario: 'patient', values: { patience: -1 } }],
      [PATIENT],
      ['bad-value steps[1].params.values.patience'],
    ],
    [
      'of one without a start',
      [{ subscenario: 'patient' }],
      [{ ...PATIENT, steps: PATIENT.steps.slice(1), edges: PATIENT.edges.slice(1) }],
      ['subscenario-start steps[1].params.subscenario', 'unreachable steps[2]'],
    ],
    [
      'of one with a parameter that sets nothing',
      [{ subscenario: 'patient' }],
      [{ ...PATIENT, params: [{ name: 'x', targets: [{ step: 'w', field: 'nothing' }] }] }],
      ['unknown-target subscenarios[0].params[0].targets[0]'],
    ],
  ])('%s is refused at its place', (_what, calls, subscenarios, expected) => {
    const problems = found(calls, subscenarios)
    for (const one of expected.filter((line) => !line.startsWith('unreachable')))
      expect(problems).toContain(one)
  })

  it('is refused when a sub-scenario calls itself, however far around', () => {
    const calling = (id: string, other: string) => ({
      ...PATIENT,
      id,
      params: [],
      steps: [step('start', 'start'), step('w', 'call', { subscenario: other }), step('end', 'end')],
    })
    const { problems } = analyse(documentOf([{ subscenario: 'a' }], [calling('a', 'b'), calling('b', 'a')]))
    const recursive = problems.find(({ code }) => code === 'program/recursive-call')
    expect(recursive?.message).toBe('A sub-scenario may not call itself: "a" calls "b" calls "a".')
    expect(printPath(recursive?.path ?? [])).toBe('subscenarios[1].steps[1].params.subscenario')
  })

  it('shows what is wrong inside where it is written, once however often it is called', () => {
    const broken = { ...PATIENT, steps: [...PATIENT.steps, step('lost', 'wait-cycles')] }
    expect(
      found([{ subscenario: 'patient' }, { subscenario: 'patient' }], [broken]).filter((line) =>
        line.startsWith('unreachable'),
      ),
    ).toEqual(['unreachable subscenarios[0].steps[3]'])
  })
})
