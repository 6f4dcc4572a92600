import { describe, expect, it } from 'vitest'
import { parseValue } from '../../document/parse.ts'
import { runToEnd } from '../../run/headless.ts'
import { AgentStates } from './agent-states.ts'

/** Two services of which one fails and is cut off after its second failure. */
function finished() {
  const ask = (id: string, key: number) => ({
    id,
    kind: 'execute-action',
    params: { action: { kind: 'publish', params: { topic: 'request', payload: { id: key } } } },
  })
  const wait = (id: string) => ({ id, kind: 'wait-cycles', params: { cycles: 1 } })
  const steps = [
    { id: 'start', kind: 'start' },
    ...[1, 2, 3].flatMap((key) => [ask(`ask${key}`, key), wait(`wait${key}`)]),
    { id: 'end', kind: 'end' },
  ]
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    agents: [
      { id: 'breaker', kind: 'circuit-breaker', params: { window: 2, minCalls: 2 } },
      { id: 'service', kind: 'request-reply', params: { requests: 'service.request', failureRate: 1 } },
    ],
    steps,
    edges: steps.slice(1).map(({ id }, index) => ({ from: steps[index]?.id, to: id })),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const result = runToEnd(parsed.value)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.log
}

describe('the states of an agent', () => {
  it('are those it recorded, field by field, over time', () => {
    const states = new AgentStates(finished(), 'breaker')
    const log = finished()
    expect(states.advance(log.count, Infinity)).toBe(true)
    expect(states.times).toEqual([0, 200, 1_000, 1_200, 2_000])
    expect(states.numeric.map(({ name, values }) => [name, values])).toEqual([
      ['failures', [0, 1, 1, 0, 0]],
      ['passed', [1, 1, 2, 2, 2]],
      ['refused', [0, 0, 0, 0, 1]],
    ])
    expect(states.words).toEqual([
      {
        name: 'state',
        changes: [
          { index: 0, word: 'closed' },
          { index: 3, word: 'open' },
        ],
      },
    ])
  })

  it('tells which state held at any record', () => {
    const log = finished()
    const states = new AgentStates(log, 'breaker')
    states.advance(log.count, Infinity)
    const third = states.seqs.at(2)
    expect(states.indexAt(third)).toBe(2)
    expect(states.indexAt(third - 1)).toBe(1)
    expect(states.indexAt(log.count)).toBe(4)
    expect(states.indexAt(0)).toBe(-1)
  })

  it('follows a growing log in slices, and is empty for an agent that recorded nothing', () => {
    const log = finished()
    const [sliced, other] = [new AgentStates(log, 'service'), new AgentStates(log, 'nobody')]
    for (let rows = 1; rows <= log.count; rows++) sliced.advance(rows, -Infinity)
    expect(sliced.numeric.find(({ name }) => name === 'failed')?.values).toEqual([1, 2])
    other.advance(log.count, Infinity)
    expect(other.times).toEqual([])
  })
})
