import { expect, it } from 'vitest'
import { emptyDocument } from '../document/new.ts'
import { EventLog } from '../log/event-log.ts'
import { StepHistory } from './step-history.ts'

it('counts what faults did to a step that goes on several times at once, each record once', () => {
  const [step] = emptyDocument().steps
  if (step === undefined) throw new Error('a new scenario has a step')
  const log = new EventLog()
  const append = (topic: string, source: string, stage: 'mark' | 'delivered') =>
    log.append(
      log.count,
      log.channel(topic, source, stage, log.shape([], [])).id,
      0,
      -1,
      new Float64Array(0),
      0,
    )
  const mark = (topic: string) => append(topic, `step:${step.id}`, 'mark')
  const hit = () => {
    const seq = append('price', 'prices', 'delivered')
    log.addHit(seq, { fault: 0, decision: 'replace' })
    log.addHit(seq, { fault: 1, decision: 'delay' })
  }
  hit()
  mark('$step.entered')
  hit()
  mark('$step.entered')
  hit()
  mark('$step.left')
  hit()
  mark('$step.left')
  hit()
  mark('$step.entered')
  hit()
  const history = new StepHistory(log, emptyDocument())
  history.catchUp()
  const touched = Array.from({ length: log.count + 1 }, (_, rows) => history.touchedAt(rows).get(step.id))
  // Rows:                 0  hit  in  hit  in  hit out  hit out  hit  in  hit
  expect(touched).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 4])
})
