import type { Millis } from '../../base/time.ts'

/** Round numbers between two values, about `wanted` of them, and the digits that tell them apart. */
export interface Ticks {
  readonly values: readonly number[]
  readonly digits: number
}

/** Ticks at 1, 2 or 5 times a power of ten that lie in [low, high]. */
export function niceTicks(low: number, high: number, wanted: number): Ticks {
  const span = high - low
  if (!(span > 0) || !Number.isFinite(span)) return { values: Number.isFinite(low) ? [low] : [], digits: 2 }
  const rough = span / Math.max(1, wanted)
  const power = Math.floor(Math.log10(rough))
  const unit = 10 ** power
  // The boundaries are geometric means, as in D3: the step nearest to what was wanted.
  const ratio = rough / unit
  const factor = ratio >= 7.07 ? 10 : ratio >= 3.16 ? 5 : ratio >= 1.41 ? 2 : 1
  const digits = Math.max(0, factor === 10 ? -power - 1 : -power)
  return { values: multiples(low, high, factor * unit), digits }
}

const DECADES_FROM = 4
const STOPS = [1, 2, 5]

/** Ticks for a logarithmic scale: round numbers while the range is narrow, else 1, 2, 5 times powers of ten. */
export function logTicks(low: number, high: number, wanted: number): Ticks {
  if (!(low > 0) || !(high > low)) return niceTicks(low, high, wanted)
  if (high / low < DECADES_FROM) return niceTicks(low, high, wanted)
  const values: number[] = []
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  // As many stops a decade as there is room for; over many decades not even each has one.
  const decades = last - first
  const stops = decades * 2 <= wanted ? STOPS : [1]
  const every = Math.max(1, Math.ceil(decades / Math.max(1, wanted)))
  for (let power = first; power <= last; power += every)
    for (const stop of stops) {
      const value = stop * 10 ** power
      if (value >= low && value <= high) values.push(value)
    }
  return { values, digits: Math.max(0, -Math.floor(Math.log10(values[0] ?? 1))) }
}

const TIME_STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
]
const DAY_MS = 86_400_000

/** Ticks of virtual time at intervals people count in: 5 s, 15 s, a minute, an hour. */
export function timeTicks(fromMs: Millis, toMs: Millis, wanted: number): readonly Millis[] {
  const rough = (toMs - fromMs) / Math.max(1, wanted)
  const step = TIME_STEPS_MS.find((candidate) => candidate >= rough) ?? Math.ceil(rough / DAY_MS) * DAY_MS
  return multiples(fromMs, toMs, step)
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step)
}

/** `250 ms`, `12 s`, `3:05`, `2:00:00`: short enough for an axis. */
export function axisTime(ms: Millis): string {
  const rounded = Math.round(ms)
  if (rounded === 0) return '0 s'
  if (Math.abs(rounded) < 1_000) return `${rounded} ms`
  if (rounded < 60_000) return `${rounded / 1_000} s`
  const hours = Math.floor(rounded / 3_600_000)
  const minutes = Math.floor(rounded / 60_000) % 60
  const seconds = (rounded % 60_000) / 1_000
  const whole = String(Math.floor(seconds)).padStart(2, '0')
  const fraction = Number.isInteger(seconds) ? '' : String(Math.round((seconds % 1) * 1_000) / 1_000).slice(1)
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${whole}${fraction}`
    : `${minutes}:${whole}${fraction}`
}

const FORMATS = new Map<string, Intl.NumberFormat>()

function format(min: number, max: number): Intl.NumberFormat {
  const key = `${min} ${max}`
  let known = FORMATS.get(key)
  if (known === undefined) {
    known = new Intl.NumberFormat('en', { minimumFractionDigits: min, maximumFractionDigits: max })
    FORMATS.set(key, known)
  }
  return known
}

/** A number with exactly these digits after the point, thousands grouped, and a real minus sign. */
export const fixed = (value: number, digits: number): string => signed(format(digits, digits).format(value))

/** A value as it is worth reading: small ones keep more digits than large ones. */
export function readable(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return '–'
  if (size !== 0 && size < 1e-6) return signed(value.toExponential(2))
  const digits = size >= 10_000 ? 2 : size >= 1 ? 4 : 6
  return signed(format(0, digits).format(value === 0 ? 0 : value))
}

const signed = (text: string): string => text.replace('-', '−')
