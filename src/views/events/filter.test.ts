import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../base/json.ts'
import type { Stage } from '../../kinds/contracts.ts'
import { EventLog } from '../../log/event-log.ts'
import { faultOf, NO_FILTER, type EventFilter } from '../log/record-filter.ts'
import { FilteredLog } from './filter.ts'

interface Row {
  readonly topic: string
  readonly source: string
  readonly stage: Stage
  readonly payload: JsonObject
  readonly hit: boolean
}

const STAGES = ['delivered', 'held', 'dropped', 'mark'] as const

const row: fc.Arbitrary<Row> = fc.record({
  topic: fc.constantFrom('PriceUpdate', 'order.filled', '$note'),
  source: fc.constantFrom('prices', 'fault:late', 'step:one'),
  stage: fc.constantFrom(...STAGES),
  payload: fc.oneof(
    fc.record({ price: fc.integer({ min: -20, max: 20 }), ok: fc.boolean() }),
    fc.record({
      bid: fc.integer({ min: -30, max: 30 }).map((half) => half / 2),
      ask: fc.constantFrom(-1, 10.5),
    }),
    fc.record({ text: fc.constantFrom('Late', 'price', 'x'), nested: fc.constant({ side: 'buy' }) }),
    fc.constant({}),
  ),
  hit: fc.boolean(),
})

const filter: fc.Arbitrary<EventFilter> = fc.record({
  text: fc.constantFrom('', 'price', 'PRICE: 1', 'true', 'late', 'buy', '1', '-1', '0.5', 'zz', ' x '),
  topic: fc.constantFrom('', 'PriceUpdate'),
  stages: fc.record({
    delivered: fc.boolean(),
    held: fc.boolean(),
    dropped: fc.boolean(),
    mark: fc.boolean(),
  }),
  touchedOnly: fc.boolean(),
})

const nameOf = (source: string) => ({ prices: 'Prices', 'fault:late': 'Late price' })[source] ?? source

function append(log: EventLog, { topic, source, stage, payload, hit }: Row): void {
  const shape = log.shapeOf(payload)
  const values = new Float64Array(shape.fields.length)
  log.encode(payload, shape, values, 0)
  const seq = log.append(
    log.count,
    log.channel(topic, source, stage, shape).id,
    shape.fields.length,
    -1,
    values,
    0,
  )
  if (hit) log.addHit(seq, { fault: 0, decision: 'delay' })
}

/** The same for one row, said plainly. */
function passes({ topic, source, stage, payload, hit }: Row, wanted: EventFilter): boolean {
  const printed = Object.entries(payload)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
  const text = wanted.text.trim().toLowerCase()
  return (
    wanted.stages[stage] &&
    (wanted.topic === '' || wanted.topic === topic) &&
    (!wanted.touchedOnly || hit || source.startsWith('fault:')) &&
    [topic, source, nameOf(source), printed].some((word) => word.toLowerCase().includes(text))
  )
}

const foundIn = ({ found }: FilteredLog) => Array.from({ length: found.length }, (_, at) => found.at(at))

describe('FilteredLog', () => {
  it('finds what a look at every row would, in whatever portions it searches', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 60 }),
        filter,
        fc.integer({ min: 1, max: 25 }),
        (rows, wanted, slice) => {
          const log = new EventLog()
          const list = new FilteredLog(log, wanted, nameOf)
          for (const [at, each] of rows.entries()) {
            append(log, each)
            if (at % slice === 0) list.extend(log.count)
          }
          while (list.rows < log.count) list.extend(list.rows + slice)
          expect(foundIn(list)).toEqual(rows.flatMap((each, seq) => (passes(each, wanted) ? [seq] : [])))
        },
      ),
    )
  })

  it('hides the marks of the engine at first', () => {
    const log = new EventLog()
    append(log, { topic: '$note', source: 'step:one', stage: 'mark', payload: {}, hit: false })
    append(log, { topic: 'PriceUpdate', source: 'prices', stage: 'held', payload: { price: 1 }, hit: true })
    const list = new FilteredLog(log, NO_FILTER, nameOf)
    list.extend(log.count)
    expect(foundIn(list)).toEqual([1])
  })
})

describe('a filter in the language', () => {
  const rows: readonly Row[] = [
    {
      topic: 'PriceUpdate',
      source: 'prices',
      stage: 'delivered',
      payload: { price: 7, ok: true },
      hit: false,
    },
    { topic: 'PriceUpdate', source: 'prices', stage: 'held', payload: { price: 9, ok: true }, hit: true },
    { topic: 'order.filled', source: 'gate', stage: 'delivered', payload: { text: 'x' }, hit: false },
  ]
  const found = (text: string) => {
    const log = new EventLog()
    for (const one of rows) append(log, one)
    const list = new FilteredLog(log, { ...NO_FILTER, text }, nameOf)
    list.extend(log.count)
    return Array.from({ length: list.found.length }, (_, index) => list.found.at(index))
  }

  it('finds what it says', () => {
    expect(found('topic:PriceUpdate price > 8')).toEqual([1])
    expect(found('topic:order.* or price < 8')).toEqual([0, 2])
  })

  it('with a mistake hides nothing, and tells the mistake', () => {
    expect(found('price >')).toEqual([0, 1, 2])
    expect(faultOf('price >')).toMatchObject({ at: 7 })
    expect(faultOf('price')).toBeNull()
  })
})
