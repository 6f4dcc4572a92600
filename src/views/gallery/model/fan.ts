/** The shares of runs below each line of a fan. */
export const FAN_QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const

/** How one seed ended. */
export interface Outcome {
  readonly seed: string
  readonly first: number
  readonly last: number
  readonly lowest: number
  readonly highest: number
}

/** Many seeds of one profile, looked at in the same steps. */
export interface Fan {
  /** The steps that are looked at, ascending; the first and the last among them. */
  readonly xs: readonly number[]
  /** For each of `FAN_QUANTILES`, the value at each step. */
  readonly quantiles: readonly Float64Array[]
  /** For each seed, its values at the steps. */
  readonly runs: readonly Float64Array[]
  readonly outcomes: readonly Outcome[]
}

/** `7`, `7-2`, `7-3`, ...: seeds that can be typed into the seed field to see one curve alone. */
export const seedsOf = (seed: string, count: number): string[] =>
  Array.from({ length: count }, (_, nth) => (nth === 0 ? seed : `${seed}-${nth + 1}`))

/** At most `most` steps of [0, count), evenly spread. */
export function positionsOf(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, step) => step)
  return Array.from({ length: most }, (_, nth) => Math.round((nth * (count - 1)) / (most - 1)))
}

export function outcomeOf(seed: string, values: Float64Array): Outcome {
  let lowest = Infinity
  let highest = -Infinity
  for (let step = 0; step < values.length; step++) {
    const value = values[step]!
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return { seed, first: values[0] ?? NaN, last: values.at(-1) ?? NaN, lowest, highest }
}

export const sampleAt = (values: Float64Array, xs: readonly number[]): Float64Array =>
  Float64Array.from(xs, (step) => values[step]!)

/** The quantiles at each step, between the two nearest runs (type 7, as R and NumPy have it). */
export function fanOf(
  xs: readonly number[],
  runs: readonly Float64Array[],
  outcomes: readonly Outcome[],
): Fan {
  const quantiles = FAN_QUANTILES.map(() => new Float64Array(xs.length))
  const sorted = new Float64Array(runs.length)
  for (let at = 0; at < xs.length; at++) {
    for (let nth = 0; nth < runs.length; nth++) sorted[nth] = runs[nth]![at]!
    sorted.sort()
    FAN_QUANTILES.forEach((share, line) => (quantiles[line]![at] = quantile(sorted, share)))
  }
  return { xs, quantiles, runs, outcomes }
}

/** Of ascending values; NaN of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return NaN
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}

/** The runs that ended lowest, in the middle and highest. */
export function extremesOf({ outcomes }: Fan): { lowest: Outcome; median: Outcome; highest: Outcome } | null {
  const ranked = outcomes.toSorted((a, b) => a.last - b.last)
  const lowest = ranked[0]
  const median = ranked[Math.floor((ranked.length - 1) / 2)]
  const highest = ranked.at(-1)
  return lowest === undefined || median === undefined || highest === undefined
    ? null
    : { lowest, median, highest }
}
