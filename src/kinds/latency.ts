import { z } from 'zod'
import { exp, log } from '../base/math.ts'
import { normalQuantile } from '../base/normal.ts'
import type { RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import { field } from './form.ts'

export const LATENCY_DISTRIBUTIONS = [
  'constant',
  'uniform',
  'normal',
  'lognormal',
  'exponential',
  'pareto',
] as const
export type LatencyDistribution = (typeof LATENCY_DISTRIBUTIONS)[number]

/** How long something takes: a distribution with the mean and the standard deviation that are asked for. */
export interface LatencySpec {
  readonly distribution: LatencyDistribution
  readonly meanMs: Millis
  /** Standard deviation; 0 makes every distribution constant. */
  readonly spreadMs: Millis
}

const LONGEST_MS = 86_400_000
const SQRT_3 = Math.sqrt(3)

/**
 * Draws whole milliseconds, never below 0. Each call consumes exactly one variate, whatever the
 * distribution, so that choosing another one shifts no later draw.
 *
 * `exponential` is shifted to the right where the spread is smaller than the mean; where it is larger,
 * the mean counts. `normal` and `uniform` are cut at 0, so a spread near the mean raises the mean.
 * `pareto` (type I) has shape 1 + sqrt(1 + (mean / spread)^2): the larger the spread, the heavier the tail.
 * Source: parameters as in tc-netem(8); inverse transform sampling (Devroye 1986, II.2).
 */
export class Latency {
  readonly #random: RandomStream
  readonly #meanMs: Millis
  readonly #quantile: ((u: number) => number) | null

  constructor(spec: LatencySpec, random: RandomStream) {
    this.#random = random
    this.#meanMs = spec.meanMs
    this.#quantile = quantileOf(spec)
  }

  next(): Millis {
    const u = this.#random.uniform()
    const drawn = Math.round(this.#quantile === null ? this.#meanMs : this.#quantile(u))
    return drawn > LONGEST_MS ? LONGEST_MS : drawn > 0 ? drawn : 0
  }
}

/** The value below which a share `u` of all latencies lies, before rounding and cutting; null where all are the same. */
function quantileOf({ distribution, meanMs, spreadMs }: LatencySpec): ((u: number) => number) | null {
  if (meanMs === 0 || spreadMs === 0) return null
  switch (distribution) {
    case 'constant':
      return null
    case 'uniform':
      return (u) => meanMs + (2 * u - 1) * SQRT_3 * spreadMs
    case 'normal':
      return (u) => meanMs + spreadMs * normalQuantile(u)
    case 'lognormal': {
      const ratio = spreadMs / meanMs
      const variance = log(1 + ratio * ratio)
      const [centre, deviation] = [log(meanMs) - variance / 2, Math.sqrt(variance)]
      return (u) => exp(centre + deviation * normalQuantile(u))
    }
    case 'exponential': {
      const least = Math.max(0, meanMs - spreadMs)
      return (u) => least - (meanMs - least) * log(1 - u)
    }
    case 'pareto': {
      const ratio = meanMs / spreadMs
      const shape = 1 + Math.sqrt(1 + ratio * ratio)
      const least = (meanMs * (shape - 1)) / shape
      return (u) => least * exp(-log(1 - u) / shape)
    }
  }
}

const duration = z.int().min(0).max(3_600_000)

/** The parameters of a latency for the form of a kind; `latencyOf` reads them. */
export const latencyShape = (presetMs: Millis, label = 'Latency') => ({
  latencyMs: field(duration.default(presetMs), { label, unit: 'ms', control: 'slider', soft: [0, 5_000] }),
  distribution: field(z.enum(LATENCY_DISTRIBUTIONS).default('constant'), {
    label: `Distribution`,
    help: `Of the ${label.toLowerCase()}, which is then its mean. pareto has the heaviest tail.`,
  }),
  spreadMs: field(duration.default(0), {
    label: 'Spread',
    unit: 'ms',
    control: 'slider',
    soft: [0, 2_000],
    help: 'Standard deviation.',
    when: { distribution: LATENCY_DISTRIBUTIONS.slice(1) },
  }),
})

export const latencyOf = (params: {
  readonly latencyMs: Millis
  readonly distribution: LatencyDistribution
  readonly spreadMs: Millis
}): LatencySpec => ({
  distribution: params.distribution,
  meanMs: params.latencyMs,
  spreadMs: params.spreadMs,
})
