import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../base/json.ts'
import type { Stage } from '../kinds/contracts.ts'
import { compareLogs } from './compare-logs.ts'
import { EventLog } from './event-log.ts'

type Row = readonly [atMs: number, topic: string, payload: JsonObject, stage?: Stage, cause?: number]

function logOf(rows: readonly Row[]): EventLog {
  const log = new EventLog()
  for (const [atMs, topic, payload, stage = 'delivered', cause = -1] of rows) {
    const shape = log.shapeOf(payload)
    const values = new Float64Array(8)
    log.encode(payload, shape, values, 0)
    log.append(atMs, log.channel(topic, 'source', stage, shape).id, shape.fields.length, cause, values, 0)
  }
  return log
}

const price = (atMs: number, value: number, ...rest: [stage?: Stage, cause?: number]): Row => [
  atMs,
  'price',
  { value },
  ...rest,
]
const PRICES = [price(0, 1), price(1, 2), price(2, 3), price(3, 4)]

const briefly = (a: readonly Row[], b: readonly Row[]) => {
  const { parted, differences, total } = compareLogs(logOf(a), logOf(b))
  expect(total).toBe(differences.length)
  return {
    parted: parted === null ? null : [parted.first, parted.second],
    differences: differences.map(({ what, nth, first, second }) => `${what} ${nth}: ${first} ${second}`),
  }
}

describe('two logs', () => {
  it('that are the same have no difference', () => {
    expect(briefly(PRICES, PRICES)).toEqual({ parted: null, differences: [] })
  })

  it('part where one event has another payload, and only that one differs', () => {
    const other = PRICES.with(2, price(2, 99))
    expect(briefly(PRICES, other)).toEqual({ parted: [2, 2], differences: ['changed 3: 2 2'] })
  })

  it('tell a loss from a delivery, and a delay by its hold', () => {
    expect(briefly(PRICES, PRICES.with(1, price(1, 2, 'dropped')))).toEqual({
      parted: [1, 1],
      differences: ['fate 2: 1 1'],
    })
    const held = [price(0, 1), price(1, 2, 'held'), price(2, 3), price(3, 4), price(5, 2, 'delivered', 1)]
    expect(briefly(PRICES, held)).toEqual({ parted: [1, 1], differences: ['fate 2: 1 1'] })
  })

  it('with an event more in one of them are the same again after it', () => {
    const doubled = PRICES.toSpliced(2, 0, price(1, 2))
    expect(briefly(PRICES, doubled)).toEqual({ parted: [2, 2], differences: ['only-second 3: -1 2'] })
    expect(briefly(doubled, PRICES)).toEqual({ parted: [2, 2], differences: ['only-first 3: 2 -1'] })
  })

  it('one of which ended earlier part at its end', () => {
    expect(briefly(PRICES, PRICES.slice(0, 3))).toEqual({
      parted: [3, -1],
      differences: ['only-first 4: 3 -1'],
    })
  })

  it('list no more differences than asked for, and count them all', () => {
    const other = PRICES.map(([atMs, topic]): Row => [atMs, topic, { value: -1 }])
    const { differences, total } = compareLogs(logOf(PRICES), logOf(other), 2)
    expect([differences.length, total]).toEqual([2, 4])
  })
})
