import { describe, expect, it } from 'vitest'
import { EventLog } from '../../log/event-log.ts'
import { latencyBetween, printLatency } from '../log/latency.ts'
import { arrowsOf, visibleArrows } from './arrows.ts'

/** A log of records with these causes, one every half second; every third is a mark. */
function logOf(causes: readonly number[]): EventLog {
  const log = new EventLog()
  for (const [seq, cause] of causes.entries()) {
    const channel = log.channel('t', 's', seq % 3 === 2 ? 'mark' : 'delivered', log.shape([], []))
    log.append(seq * 500, channel.id, 0, cause, new Float64Array(0), 0)
  }
  return log
}

/** 0 → 1 → 3 → 4, and 3 → 5. */
const log = logOf([-1, 0, -1, 1, 3, 3])
const ends = (arrows: readonly { readonly from: number; readonly to: number }[]) =>
  arrows.map(({ from, to }) => [from, to])

describe('arrows of a record', () => {
  it('go back to the root and on to what it led to', () => {
    expect(ends(arrowsOf(log, 3))).toEqual([
      [1, 3],
      [0, 1],
      [3, 4],
      [3, 5],
    ])
  })

  it('pass over what is hidden', () => {
    const arrows = visibleArrows(arrowsOf(log, 3), (seq) => seq !== 1 && seq !== 5)
    expect(ends(arrows)).toEqual([
      [0, 3],
      [3, 4],
    ])
  })

  it('of a long chain show the nearest and the root', () => {
    const long = logOf(Array.from({ length: 500 }, (_, seq) => seq - 1))
    const arrows = arrowsOf(long, 499)
    expect(arrows.length).toBeLessThan(100)
    expect(arrows.at(-1)?.from).toBe(0)
  })
})

describe('the latency between two records', () => {
  it('is time, cycles, and the events between them without marks', () => {
    expect(latencyBetween(log, 0, 5, 1_000)).toEqual({ ms: 2_500, cycles: 2, events: 3 })
    expect(printLatency(latencyBetween(log, 0, 5, 1_000))).toBe('2.5 s · 2 cycles · 3 events between')
  })

  it('says when the second came first', () => {
    expect(latencyBetween(log, 5, 0, 1_000)).toEqual({ ms: -2_500, cycles: -2, events: 3 })
    expect(printLatency(latencyBetween(log, 3, 1, 1_000))).toBe('−1 s · 1 cycle · 0 events between')
  })
})
