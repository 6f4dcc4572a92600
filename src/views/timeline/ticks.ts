const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const MILLIS = [1, 2, 5, 10, 20, 50, 100, 200, 500]

/** Distances between ticks that people read easily, in virtual milliseconds. */
const STEPS = [
  ...MILLIS,
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
]

/** The smallest readable distance of at least `leastMs`. */
export function tickStep(leastMs: number): number {
  const step = STEPS.find((candidate) => candidate >= leastMs)
  return step ?? DAY * niceCount(leastMs / DAY)
}

/** The smallest of 1, 2, 5, 10, 20, 50 … of at least `least`. */
export function niceCount(least: number): number {
  let power = 1
  while (power * 10 < least) power *= 10
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10)
}

/** Multiples of `step` in [from, to], from 0 on. */
export function multiples(step: number, from: number, to: number): number[] {
  const values: number[] = []
  for (let count = Math.max(0, Math.ceil(from / step)); count * step <= to; count++) values.push(count * step)
  return values
}

/** A moment on an axis whose ticks are `stepMs` apart: `250 ms`, `12.5 s`, `3 m 20 s`, `2 h 5 m`. */
export function printTick(ms: number, stepMs: number): string {
  if (ms === 0) return '0'
  if (ms < SECOND && stepMs < SECOND) return `${ms} ms`
  if (ms < MINUTE) return `${trim(ms / SECOND)} s`
  const days = Math.floor(ms / DAY)
  const hours = Math.floor(ms / HOUR) % 24
  const minutes = Math.floor(ms / MINUTE) % 60
  const seconds = trim((ms % MINUTE) / SECOND)
  const parts = [
    days > 0 && `${days} d`,
    hours > 0 && `${hours} h`,
    minutes > 0 && `${minutes} m`,
    seconds !== '0' && `${seconds} s`,
  ]
  return parts.filter(Boolean).join(' ')
}

const trim = (value: number): string => String(Math.round(value * 1_000) / 1_000)
