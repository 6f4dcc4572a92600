import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { makeSubscenario } from '../document/make-subscenario.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { StepReport } from '../log/report.ts'
import { compileProgram } from '../program/compile.ts'
import { scriptsOf } from '../program/scripts.ts'
import { runToEnd } from './headless.ts'
import { History, stateAt } from './moment.ts'
import { Run } from './run.ts'

const documents = examples.flatMap(({ id, document }): (readonly [string, ScenarioDocument])[] => {
  const parsed = parseValue(document)
  if (!parsed.ok) throw new Error(id)
  return scriptsOf(parsed.value).length > 0 ? [] : [[id, parsed.value]]
})

/** The first example with two of its steps in a sub-scenario. */
function nested(): ScenarioDocument {
  const [, document] = present(documents[0], 'example')
  const waits = document.steps.filter(({ kind }) => kind === 'wait-cycles').map(({ id }) => id)
  const made = makeSubscenario(document, waits.slice(0, 2), 'Two waits')
  if ('code' in made) throw new Error(made.message)
  return made.document
}

const logOf = (document: ScenarioDocument) => {
  const result = runToEnd(document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.log
}

describe('a moment of a run', () => {
  it.each([...documents, ['steps in a sub-scenario', nested()] as const])(
    '%s: is as the run stood when it was stopped there',
    (_id, document) => {
      const log = logOf(document)
      const compiled = compileProgram(document)
      if (!compiled.ok) throw new Error('compiles')
      const run = new Run(compiled.value)
      const history = new History(log, document)
      const forgotten = ({ outcome }: StepReport) => ({
        message: '',
        outcome: outcome === 'running' ? 'waiting' : outcome,
      })
      while (!run.finished) {
        const moment = { atMs: run.atMs, rows: run.log.count }
        const state = history.at(moment)
        expect(state.steps).toEqual(run.steps().map((step) => ({ ...step, ...forgotten(step) })))
        expect(state.assertions).toEqual(run.assertions())
        run.advance(Math.max(1, Math.floor(run.cycle / 8)))
      }
    },
  )

  it('is the same looked at forwards, backwards, or alone', () => {
    const [, document] = present(documents.find(([id]) => id === 'double-fill') ?? documents[0], 'example')
    const log = logOf(document)
    const moments = [0.2, 0.9, 0.5, 0.1, 1].map((share) => {
      const rows = Math.floor(log.count * share)
      return { rows, atMs: log.timeAt(rows - 1) }
    })
    const history = new History(log, document)
    for (const moment of moments) expect(history.at(moment)).toEqual(stateAt(log, document, moment))
  })

  it('includes everything that happened at its millisecond, and nothing later', () => {
    const [, document] = present(documents[0], 'example')
    const log = logOf(document)
    const { rows } = new History(log, document).momentAt(15_000)
    expect(log.timeAt(rows - 1)).toBe(15_000)
    expect(log.timeAt(rows)).toBeGreaterThan(15_000)
  })

  it('knows how often each connection was taken, and what each fault touched', () => {
    const [, document] = present(documents[0], 'example')
    const log = logOf(document)
    const history = new History(log, document)
    const taken = (atMs: number) => [...history.at(history.momentAt(atMs)).traffic.values()]
    expect(taken(0)).toEqual([1, 0, 0, 0, 0])
    expect(taken(15_000)).toEqual([1, 1, 1, 0, 0])
    const touched = (atMs: number) => history.at(history.momentAt(atMs)).touched
    expect(touched(14_999)).toEqual([0])
    expect(touched(15_000)).toEqual([1])
  })

  it('knows what faults did while a step went on, as a look at every record would', () => {
    for (const [, document] of documents) {
      const log = logOf(document)
      const { steps } = new History(log, document)
      steps.catchUp()
      for (let rows = 0; rows <= log.count; rows += 1 + Math.floor(log.count / 40)) {
        const open = new Map<string, number>()
        const expected = new Map(document.steps.map(({ id }) => [id, 0]))
        for (let seq = 0; seq < rows; seq++) {
          const { topic, source } = log.channelAt(seq)
          const id = source.slice('step:'.length)
          if (topic === '$step.entered') open.set(id, (open.get(id) ?? 0) + 1)
          if (topic === '$step.left') open.set(id, (open.get(id) ?? 0) - 1)
          if (log.hitsAt(seq).length === 0) continue
          for (const [step, times] of open) if (times > 0) expected.set(step, (expected.get(step) ?? 0) + 1)
        }
        expect([...steps.touchedAt(rows)]).toEqual([...expected])
      }
    }
  })

  it('in a long log tells an earlier verdict at once and the exact one after a while', () => {
    const [, example] = present(documents[0], 'example')
    const steps = example.steps.map((step) =>
      step.kind === 'wait-cycles' ? { ...step, params: { cycles: 60_000 } } : step,
    )
    const document = { ...example, steps }
    const log = logOf(document)
    const history = new History(log, document)
    const early = history.momentAt(80_000_000)
    expect(history.at(early).exact).toBe(false)
    while (!history.refine(history.momentAt(150_000_000)));
    const rough = history.at(early)
    expect(rough.exact).toBe(false)
    expect(rough.assertions[0]?.actual).not.toBe(history.at({ atMs: 0, rows: 0 }).assertions[0]?.actual)
    while (!history.refine(early));
    expect(history.at(early)).toEqual({ ...stateAt(log, document, early), exact: true })
  })
})
