import { downsample } from '../charts/downsample.ts'
import type { WordField } from './agent-states.ts'

/** The coordinates of every small curve; they are stretched to the room there is. */
export const WIDTH = 200
export const HEIGHT = 26
const MARGIN = 3
const MOST_POINTS = 240
const MOST_BANDS = 240

/** A curve in steps: a state holds until the next. */
export function curveOf(
  times: readonly number[],
  values: readonly number[],
  endMs: number,
): { readonly path: string; readonly low: number; readonly high: number } {
  const picked = downsample(values, 0, values.length, MOST_POINTS).filter(
    (index) => !Number.isNaN(values[index]),
  )
  let [low, high] = [Infinity, -Infinity]
  for (const index of picked) {
    low = Math.min(low, values[index]!)
    high = Math.max(high, values[index]!)
  }
  const x = (ms: number) => print(endMs === 0 ? 0 : (ms / endMs) * WIDTH)
  const y = (value: number) =>
    print(
      high === low ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - low) / (high - low)) * (HEIGHT - 2 * MARGIN),
    )
  const [first, ...rest] = picked
  if (first === undefined) return { path: '', low: Number.NaN, high: Number.NaN }
  const steps = rest.map((index) => `H${x(times[index]!)}V${y(values[index]!)}`)
  return { path: `M${x(times[first]!)} ${y(values[first]!)}${steps.join('')}H${WIDTH}`, low, high }
}

/** Bands of the words a field had; beyond so many, those that lasted longest. */
export function bandsOf(
  times: readonly number[],
  changes: WordField['changes'],
  endMs: number,
): readonly { readonly from: number; readonly width: number; readonly word: string }[] {
  const scale = endMs === 0 ? 0 : WIDTH / endMs
  const bands = changes.map(({ index, word }, nth) => {
    const next = changes[nth + 1]
    const from = times[index]! * scale
    return { from, width: (next === undefined ? WIDTH : times[next.index]! * scale) - from, word }
  })
  if (bands.length <= MOST_BANDS) return bands
  const kept = new Set(bands.toSorted((a, b) => b.width - a.width).slice(0, MOST_BANDS))
  return bands.filter((band) => kept.has(band))
}

/** Index of the last time at or before `ms`; the first one where there is none; -1 of nothing. */
export function nearestTo(times: readonly number[], ms: number): number {
  const after = times.findIndex((time) => time > ms)
  return after < 0 ? times.length - 1 : Math.max(0, after - 1)
}

const print = (value: number): string => String(Math.round(value * 100) / 100)
