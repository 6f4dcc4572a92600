import { describe, expect, it } from 'vitest'
import { present } from '../../base/assert.ts'
import { examples } from '../../catalog.ts'
import { parseValue } from '../../document/parse.ts'
import { runToEnd } from '../../run/headless.ts'
import { LaneIndex } from './lane-index.ts'
import { layoutHolds, layoutMarkers } from './markers.ts'
import { moveFocus } from './navigate.ts'
import { layoutTracks, trackOf } from './tracks.ts'
import { fitRange, scaleOf } from './viewport.ts'

/** The flash crash: prices every second, the one of cycle 15 delivered in cycle 20. */
function flashCrash() {
  const example = present(
    examples.find(({ id }) => id === 'flash-crash'),
    'example',
  )
  const parsed = parseValue(example.document)
  const result = runToEnd(present(parsed.ok ? parsed.value : null, 'document'))
  const { log } = present(result.ok ? result : null, 'run')
  const index = new LaneIndex(log)
  index.extend(log.count)
  return { log, index, tracks: layoutTracks(index) }
}

const { log, index, tracks } = flashCrash()
const shown = fitRange(35_000, 1_000)
const lane = present(index.laneOf('PriceUpdate'), 'lane')
const go = (from: number | null, move: Parameters<typeof moveFocus>[3]) =>
  moveFocus(tracks, log, from, move, shown)

describe('the timeline of the flash crash', () => {
  it('has the steps, the marks and a lane for the prices', () => {
    expect(tracks.map(({ name, items }) => [name, items.length])).toEqual([
      ['Steps', 6],
      // Beginning and end of the fault's window, a verdict, the end of the run.
      ['Marks', 4],
      ['PriceUpdate', 36],
    ])
  })

  it('joins the held price with its delivery five seconds later', () => {
    const [hold, ...others] = layoutHolds(log, lane, scaleOf(shown, 1_000)) ?? []
    expect(others).toEqual([])
    expect(log.timeAt(present(hold, 'hold').heldSeq)).toBe(15_000)
    expect(log.timeAt(present(hold, 'hold').releasedSeq)).toBe(20_000)
  })

  it('still shows a hold of which only the middle is in view', () => {
    const middle = scaleOf({ fromMs: 17_000, toMs: 18_000 }, 1_000)
    expect(layoutHolds(log, lane, middle)).toHaveLength(1)
    expect(layoutHolds(log, lane, scaleOf({ fromMs: 21_000, toMs: 22_000 }, 1_000))).toHaveLength(0)
  })

  it('sets the markers of one moment above each other', () => {
    const markers = present(layoutMarkers(log, lane.all, scaleOf(shown, 1_000)), 'markers')
    const at20 = markers.filter(({ seq }) => log.timeAt(seq) === 20_000)
    expect(new Set(at20.map(({ dy }) => dy)).size).toBe(2)
  })

  it('shows bars where markers would not fit', () => {
    expect(layoutMarkers(log, lane.all, scaleOf(shown, 100))).toBeNull()
  })

  it('goes from event to event and from lane to lane', () => {
    const first = present(go(null, 'next'), 'first')
    expect(log.channelAt(first).topic).toBe('$step.entered')
    const price = present(go(present(go(first, 'down'), 'mark'), 'down'), 'price')
    expect(log.channelAt(price).topic).toBe('PriceUpdate')
    const last = present(go(price, 'last'), 'last')
    expect(log.timeAt(last)).toBe(34_000)
    expect(go(last, 'next')).toBeNull()
    expect(go(last, 'first')).toBe(lane.all.at(0))
    expect(go(go(lane.all.at(3), 'next'), 'previous')).toBe(lane.all.at(3))
  })

  it('goes up from an event to the step that was going on then', () => {
    const price = lane.all.at(12)
    const mark = present(go(price, 'up'), 'mark')
    const step = present(moveFocus(tracks, log, mark, 'up', shown), 'step')
    expect(trackOf(tracks, log, step)?.kind).toBe('steps')
    expect(trackOf(tracks, log, price)?.name).toBe('PriceUpdate')
  })
})
