import { describe, expect, it } from 'vitest'
import { parseValue } from '../document/parse.ts'
import { scoreOf } from '../log/report.ts'
import { runToEnd } from './headless.ts'

/** Three prices, then a check of everything, then three more. */
function judged(assertions: readonly object[], more: object = {}) {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    sources: [{ id: 'prices', kind: 'market', topic: 'A', profile: { kind: 'bull-run' } }],
    assertions,
    ...more,
    steps: [
      { id: 'start', kind: 'start' },
      { id: 'wait', kind: 'wait-cycles', params: { cycles: 3 } },
      { id: 'check', kind: 'run-assertions' },
      { id: 'more', kind: 'wait-cycles', params: { cycles: 3 } },
      { id: 'end', kind: 'end' },
    ],
    edges: ['start', 'wait', 'check', 'more', 'end'].flatMap((from, index, all) =>
      index + 1 < all.length ? [{ from, to: all[index + 1] }] : [],
    ),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const result = runToEnd(parsed.value)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.report
}

const none = { id: 'none', kind: 'no-event', params: { topic: 'A' } }

describe('what a verdict is worth', () => {
  it('fails the step and the run when it is violated', () => {
    const report = judged([none])
    expect(report.verdict).toBe('failed')
    expect(report.steps.find(({ id }) => id === 'check')?.outcome).toBe('failed')
    expect(report.assertions[0]).toMatchObject({ outcome: 'violated', judgedBy: 'check', soft: false })
  })

  it('is only reported when it is soft', () => {
    const report = judged([{ ...none, soft: true }])
    expect(report.verdict).toBe('passed')
    expect(report.steps.find(({ id }) => id === 'check')?.outcome).toBe('passed')
    expect(report.assertions[0]).toMatchObject({ verdict: 'violated', soft: true })
  })

  it('is nothing when it is switched off', () => {
    const report = judged([{ ...none, enabled: false }])
    expect(report.verdict).toBe('passed')
    expect(report.assertions).toEqual([])
  })

  it('says a violation in the words of the scenario first, and what holds in its own', () => {
    const report = judged([
      { ...none, message: 'The feed should be silent.' },
      { id: 'some', kind: 'event-count', params: { topic: 'A' }, message: 'Never shown' },
    ])
    expect(report.assertions[0]?.message).toMatch(/^The feed should be silent: Expected no A/)
    expect(report.assertions[1]?.message).toMatch(/^Found/)
  })

  it('adds up to a score by weight', () => {
    const report = judged([
      { ...none, weight: 1 },
      { id: 'some', kind: 'event-count', params: { topic: 'A' }, weight: 3 },
    ])
    expect(scoreOf(report.assertions)).toBe(0.75)
    expect(scoreOf([])).toBeNull()
  })

  it('tells vacuous and pending from plain verdicts', () => {
    const report = judged([
      { id: 'v', kind: 'pattern-order', params: { event: 'never', other: 'A' } },
      { id: 'p', kind: 'pattern-order', params: { event: 'A', other: 'never' } },
    ])
    expect(report.assertions.map(({ outcome }) => outcome)).toEqual(['vacuous', 'pending'])
  })
})

describe('what monitors are shown', () => {
  const verdicts = (assertions: readonly object[], more: object) =>
    judged(assertions, more).assertions.map(({ id, verdict }) => `${id} ${verdict}`)
  const second = { trigger: 'nth', n: 2 }

  it('includes what was lost and held up, where they ask for it', () => {
    const assertions = [
      { id: 'lost', kind: 'nothing-lost' },
      { id: 'fifo', kind: 'no-overtaking', params: { event: 'A' } },
      { id: 'age', kind: 'event-age', params: { event: 'A', maxMs: 1_499 } },
    ]
    const late = { id: 'late', kind: 'delay', params: { holdMs: 1_500 }, ...second }
    expect(verdicts(assertions, {})).toEqual(['lost holds', 'fifo holds', 'age holds'])
    expect(verdicts(assertions, { faults: [late] })).toEqual(['lost holds', 'fifo violated', 'age violated'])
    expect(verdicts(assertions, { faults: [{ id: 'drop', kind: 'drop', ...second }] })).toEqual([
      'lost violated',
      'fifo holds',
      'age holds',
    ])
  })

  it('includes causes, through agents and faults', () => {
    const rule = { id: 'rule', kind: 'rule', params: { when: 'A', publish: 'B', latencyMs: 100 } }
    const late = { id: 'late', kind: 'delay', topics: ['B'], params: { holdMs: 50 } }
    const assertions = [true, false].map((directly) => ({
      id: directly ? 'directly' : 'somehow',
      kind: 'caused-by',
      params: { event: 'B', cause: 'A', directly },
    }))
    expect(verdicts(assertions, { agents: [rule], faults: [late] })).toEqual([
      'directly holds',
      'somehow holds',
    ])
    const forged = { id: 'forged', kind: 'inject', topics: ['A'], params: { topic: 'B' } }
    const foreign = [{ id: 'c', kind: 'caused-by', params: { event: 'B', cause: 'C' } }]
    expect(verdicts(foreign, { faults: [forged] })).toEqual(['c violated'])
  })
})
