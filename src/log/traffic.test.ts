import { expect, it } from 'vitest'
import { deliveredOn, trafficBetween, trafficOf } from './traffic.ts'
import { EventLog } from './event-log.ts'

it('counts what became of the events of each publisher, and what faults did to them', () => {
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
  log.addHit({ seq: held, fault: 1, decision: 'delay' })
  const dropped = append('price', 'b', 'dropped', 2)
  log.addHit({ seq: dropped, fault: 0, decision: 'drop' })
  append('price', 'a', 'delivered', 3)
  append('price', 'b', 'delivered', 4)

  const traffic = trafficOf(log)
  expect(trafficBetween(traffic, 'price', 'a')).toMatchObject({ delivered: 2, held: 1, dropped: 0 })
  expect([...(trafficBetween(traffic, 'price', 'a')?.hits ?? [])]).toEqual([[1, 1]])
  expect(trafficBetween(traffic, 'price', 'b')).toMatchObject({ delivered: 1, held: 0, dropped: 1 })
  expect(deliveredOn(traffic, 'price')).toBe(3)
  expect([...traffic.keys()]).toEqual(['price a', 'price b'])
})
