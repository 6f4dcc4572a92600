import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../base/json.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Stage } from '../kinds/contracts.ts'
import { EventLog } from './event-log.ts'
import { exportLog } from './export.ts'

const document = {
  clock: { cycleMs: 1_000 },
  faults: [{ id: 'lose-some' }, { id: 'late-price' }],
} as unknown as ScenarioDocument

function append(
  log: EventLog,
  timeMs: number,
  topic: string,
  stage: Stage,
  payload: JsonObject,
  cause = -1,
): number {
  const shape = log.shapeOf(payload)
  const values = new Float64Array(shape.fields.length)
  log.encode(payload, shape, values, 0)
  return log.append(timeMs, log.channel(topic, 'prices', stage, shape).id, values.length, cause, values, 0)
}

describe('exportLog', () => {
  it('writes one JSON object a line, with cycle, cause, faults, what they did and at which of their matches', () => {
    const log = new EventLog()
    const held = append(log, 15_000, 'PriceUpdate', 'held', { price: 80.25, note: 'late' })
    log.addHit(held, { fault: 1, decision: 'delay', match: 3 })
    append(log, 20_999, 'PriceUpdate', 'delivered', { price: 80.25, note: 'late' }, held)

    const lines = [...exportLog(log, document)]

    expect(lines).toEqual([
      '{"seq":0,"timeMs":15000,"cycle":15,"topic":"PriceUpdate","source":"prices","payload":{"price":80.25,"note":"late"},"cause":null,"stage":"held","faults":["late-price"],"acts":["delay"],"matches":[3]}\n',
      '{"seq":1,"timeMs":20999,"cycle":20,"topic":"PriceUpdate","source":"prices","payload":{"price":80.25,"note":"late"},"cause":0,"stage":"delivered","faults":[],"acts":[],"matches":[]}\n',
    ])
  })

  it('keeps line ends inside payloads escaped, so that a line stays a line', () => {
    const log = new EventLog()
    append(log, 0, 'note', 'mark', { text: 'two\nlines' })
    const [line = ''] = [...exportLog(log, document)]
    expect(line.trimEnd()).not.toContain('\n')
    expect(JSON.parse(line)).toMatchObject({ payload: { text: 'two\nlines' }, stage: 'mark' })
  })

  it('writes nothing for an empty log', () => {
    expect([...exportLog(new EventLog(), document)]).toEqual([])
  })
})
