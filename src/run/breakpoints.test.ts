import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { compileProgram } from '../program/compile.ts'
import { scriptsOf } from '../program/scripts.ts'
import { Watch, type Breakpoint } from './breakpoints.ts'
import { runToEnd } from './headless.ts'
import { Run } from './run.ts'

const documents = examples.flatMap(({ id, document }): (readonly [string, ScenarioDocument])[] => {
  const parsed = parseValue(document)
  if (!parsed.ok) throw new Error(id)
  return scriptsOf(parsed.value).length > 0 ? [] : [[id, parsed.value]]
})

const example = (id: string): ScenarioDocument =>
  present(
    documents.find(([name]) => name === id),
    id,
  )[1]

const runOf = (document: ScenarioDocument): Run => {
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return new Run(compiled.value)
}

const topic = (target: string, when: Breakpoint['when'] = null): Breakpoint => ({
  id: 'b',
  enabled: true,
  on: 'topic',
  target,
  when,
})

/** Where a run pauses, and its digest. */
function pausesOf(document: ScenarioDocument, breakpoints: readonly Breakpoint[]) {
  const run = runOf(document)
  const watch = new Watch(run.log, document, breakpoints, 0)
  run.pauseWhen = () => watch.look()
  const pauses: { readonly seq: number; readonly atMs: number; readonly runMs: number }[] = []
  while (!run.finished) {
    run.advance(1_000)
    // The instant at which a run ends is not followed by another, at which it would be asked.
    watch.look()
    while (watch.stop !== null) {
      const { seq } = watch.stop
      pauses.push({ seq, atMs: run.log.timeAt(seq), runMs: run.atMs })
      watch.goOn()
      watch.look()
    }
  }
  return { run, pauses, digest: run.report().digest }
}

const digestOf = (document: ScenarioDocument): string => {
  const result = runToEnd(document)
  if (!result.ok) throw new Error('runs')
  return result.report.digest
}

describe('a breakpoint', () => {
  it.each(documents)('%s: paused at every event, it is the same run, and stands at each', (_id, document) => {
    const { run, pauses, digest } = pausesOf(document, [topic('**')])
    expect(digest).toBe(digestOf(document))
    expect(pauses.filter(({ atMs, runMs }) => atMs !== runMs)).toEqual([])
    const events = Array.from({ length: run.log.count }, (_, seq) => seq).filter(
      (seq) => run.log.channelAt(seq).stage !== 'mark',
    )
    expect(pauses.map(({ seq }) => seq)).toEqual(events)
  })

  it('on a topic with a condition pauses at those events alone', () => {
    const { run, pauses } = pausesOf(example('flash-crash'), [
      topic('PriceUpdate', { field: 'price', is: 'lt', value: 75 }),
    ])
    expect(pauses.length).toBeGreaterThan(0)
    for (const { seq } of pauses) expect(run.log.numberAt(seq, 'price')).toBeLessThan(75)
  })

  it('on a fault pauses where it acts, on a step where it begins', () => {
    const document = example('flash-crash')
    const [fault] = document.faults
    const on = (kind: 'fault' | 'step', target: string): Breakpoint => ({ ...topic(target), on: kind })
    const late = pausesOf(document, [on('fault', fault?.id ?? '')])
    expect(late.pauses[0]).toMatchObject({ atMs: 15_000, runMs: 15_000 })
    const step = present(document.steps[2], 'step')
    const { run, pauses } = pausesOf(document, [on('step', step.id)])
    expect(pauses).toHaveLength(1)
    expect(run.log.payloadAt(pauses[0]?.seq ?? 0)).toEqual({ step: step.id })
  })

  it('that is switched off pauses nowhere', () => {
    expect(pausesOf(example('flash-crash'), [{ ...topic('**'), enabled: false }]).pauses).toEqual([])
  })

  it('lets a run go on by one record, or to where a step begins or ends', () => {
    const document = example('double-fill')
    const run = runOf(document)
    const watch = new Watch(run.log, document, [])
    run.pauseWhen = () => watch.look()
    const step = (by: 'event' | 'step') => {
      watch.goOn(by)
      const before = run.log.count
      while (!run.finished && watch.stop === null) run.advance(1_000)
      return { first: watch.stop?.seq === before, topic: run.log.channelAt(watch.stop?.seq ?? 0).topic }
    }
    expect(step('event').first).toBe(true)
    expect(step('event').first).toBe(true)
    expect(step('step').topic).toMatch(/^\$step\./)
  })
})
