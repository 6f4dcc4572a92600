import { expect, it } from 'vitest'
import { countsBetween, deliveredOn, trafficBetween, trafficOf } from './traffic.ts'
import { EventLog } from './event-log.ts'

/** Prices of two publishers: some held, some lost. */
function prices(): EventLog {
  const log = new EventLog()
  const shape = log.shape([], [])
  const append = (
    topic: string,
    source: string,
    stage: 'delivered' | 'held' | 'dropped' | 'mark',
    atMs: number,
  ) => log.append(atMs, log.channel(topic, source, stage, shape).id, 0, -1, new Float64Array(1), 0)
  append('price', 'a', 'delivered', 0)
  append('$step.entered', 'step:s', 'mark', 0)
  const held = append('price', 'a', 'held', 1)
  log.addHit(held, { fault: 1, decision: 'delay' })
  const dropped = append('price', 'b', 'dropped', 2)
  log.addHit(dropped, { fault: 0, decision: 'drop' })
  append('price', 'a', 'delivered', 3)
  append('price', 'b', 'delivered', 4)
  return log
}

it('counts what became of the events of each publisher, and what faults did to them', () => {
  const traffic = trafficOf(prices())
  expect(trafficBetween(traffic, 'price', 'a')).toMatchObject({ delivered: 2, held: 1, dropped: 0 })
  expect([...(trafficBetween(traffic, 'price', 'a')?.hits ?? [])]).toEqual([[1, 1]])
  expect(trafficBetween(traffic, 'price', 'b')).toMatchObject({ delivered: 1, held: 0, dropped: 1 })
  expect(deliveredOn(traffic, 'price')).toBe(3)
  expect([...traffic.keys()]).toEqual(['price a', 'price b'])
})

it('counts a part of a log: what was delivered, and what faults did', () => {
  const log = prices()
  const { total, byTopic, hits } = countsBetween(log, 1, 5)
  expect({ total, byTopic, hits: [...hits] }).toEqual({
    total: 1,
    byTopic: { price: 1 },
    hits: [
      [1, 1],
      [0, 1],
    ],
  })
  expect(countsBetween(log, 0, log.count).byTopic).toEqual({ price: 3 })
  expect(countsBetween(log, 2, 2)).toEqual({ total: 0, byTopic: {}, hits: new Map() })
})
