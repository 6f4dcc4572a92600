import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  axisEnd,
  FIT,
  fitRange,
  lengthOf,
  panBy,
  resolveView,
  reveal,
  scaleOf,
  toMs,
  toX,
  within,
  zoomAt,
} from './viewport.ts'

const moment = fc.integer({ min: 0, max: 10_000_000 })
const span = fc.integer({ min: 10, max: 10_000_000 })

describe('the view of the timeline', () => {
  it('shows the whole run with room at both ends', () => {
    const range = fitRange(35_000, 1_000)
    expect(range.fromMs).toBeLessThan(0)
    expect(range.toMs).toBeGreaterThan(35_000)
  })

  it('ends where the run is expected to end; of a slow one it shows a minute, then two, then four', () => {
    expect(axisEnd(10_000, 35_000, 0)).toBe(35_000)
    expect(axisEnd(10_000, 35_000, 1)).toBe(35_000)
    const day = 86_400_000
    expect([0, 59_999, 60_000, 119_999, 120_000].map((nowMs) => axisEnd(nowMs, day, 1))).toEqual([
      60_000, 60_000, 120_000, 120_000, 240_000,
    ])
    expect(axisEnd(0, day, 20)).toBe(1_200_000)
    expect([axisEnd(1_000, day, 0), axisEnd(day + 5, day, 1), axisEnd(0, 0, 0)]).toEqual([day, day + 5, 1])
  })

  it('keeps what is under the pointer where it is while it zooms', () => {
    fc.assert(
      fc.property(
        moment,
        span,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (fromMs, length, share, factor) => {
          const range = { fromMs, toMs: fromMs + length }
          const atMs = fromMs + share * length
          const zoomed = zoomAt(range, atMs, factor)
          const [before, after] = [scaleOf(range, 800), scaleOf(zoomed, 800)]
          expect(toX(after, atMs)).toBeCloseTo(toX(before, atMs), 3)
        },
      ),
    )
  })

  it('never leaves the run, however it is moved', () => {
    fc.assert(
      fc.property(
        span,
        moment,
        span,
        fc.integer({ min: -20_000_000, max: 20_000_000 }),
        (endMs, fromMs, length, by) => {
          const whole = fitRange(endMs, 900)
          const { fromMs: from, toMs: to } = within(panBy({ fromMs, toMs: fromMs + length }, by), whole)
          expect(from).toBeGreaterThanOrEqual(whole.fromMs - 1e-6)
          expect(to).toBeLessThanOrEqual(whole.toMs + 1e-6)
          expect(to).toBeGreaterThan(from)
        },
      ),
    )
  })

  it('follows the newest events at the length that was chosen', () => {
    const followed = resolveView({ mode: 'follow', fromMs: 0, toMs: 10_000 }, 500_000, 500_000, 1_000)
    expect(lengthOf(followed)).toBe(10_000)
    expect(followed.toMs).toBeGreaterThan(500_000)
    expect(followed.fromMs).toBeLessThan(500_000)
  })

  it('grows with the run while it shows everything', () => {
    expect(lengthOf(resolveView(FIT, 0, 20_000, 1_000))).toBeGreaterThan(
      lengthOf(resolveView(FIT, 0, 10_000, 1_000)),
    )
  })

  it('moves no further than needed to show a moment', () => {
    const range = { fromMs: 1_000, toMs: 2_000 }
    expect(reveal(range, 1_500)).toBe(range)
    expect(reveal(range, 3_000).toMs).toBeGreaterThan(3_000)
    expect(reveal(range, 500).fromMs).toBeLessThan(500)
    expect(lengthOf(reveal(range, 500))).toBe(1_000)
  })

  it('maps time to pixels and back', () => {
    const scale = scaleOf({ fromMs: 500, toMs: 2_500 }, 400)
    expect(toX(scale, 1_500)).toBe(200)
    expect(toMs(scale, 200)).toBe(1_500)
  })
})
