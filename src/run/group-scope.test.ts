import { expect, it } from 'vitest'
import { parseValue } from '../document/parse.ts'
import { runsAlike } from '../document/same-run.ts'
import { checkDocument } from '../program/check.ts'
import { runToEnd } from './headless.ts'

const scenario = (duringSteps: readonly string[], groups: readonly object[]) => {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    name: 'Scope',
    sources: [{ id: 'market', kind: 'market', profile: { kind: 'sideways-market' } }],
    faults: [{ id: 'lost', kind: 'drop', topics: ['PriceUpdate'], duringSteps }],
    steps: [
      { id: 'start', kind: 'start' },
      ...['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'wait-cycles', params: { cycles: 3 } })),
    ],
    edges: [
      { from: 'start', to: 'a' },
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'd' },
    ],
    groups,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}
const digestOf = (document: ReturnType<typeof scenario>) => {
  const result = runToEnd(document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return { digest: result.report.digest, delivered: result.report.events.byTopic['PriceUpdate'] }
}

it('a fault that names a group acts while one of its steps goes on, as if it named them', () => {
  const middle = [{ id: 'middle', name: 'Middle', steps: ['b', 'c'] }]
  const grouped = scenario(['middle'], middle)
  expect(checkDocument(grouped)).toEqual([])
  expect(digestOf(grouped)).toEqual(digestOf(scenario(['b', 'c'], [])))
  expect(digestOf(grouped).delivered).toBe(6)
  expect(digestOf(scenario(['middle', 'd'], middle)).delivered).toBe(3)
})

it('a group that a fault names counts for whether two scenarios run alike; others do not', () => {
  const groups = (...steps: readonly string[]) => [{ id: 'middle', name: 'Middle', steps }]
  const alike = (during: readonly string[]) => {
    const before = scenario(during, groups('b'))
    return runsAlike(before, { ...before, groups: scenario(during, groups('b', 'c')).groups })
  }
  expect(alike([])).toBe(true)
  expect(alike(['middle'])).toBe(false)
})

it('a group that is gone is told', () => {
  expect(checkDocument(scenario(['middle'], []))).toMatchObject([
    { code: 'program/unknown-step', path: ['faults', 0, 'duringSteps', 0] },
  ])
})
