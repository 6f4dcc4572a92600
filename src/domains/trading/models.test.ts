import { describe, expect, it, vi } from 'vitest'
import { present } from '../../base/assert.ts'
import { normalCdf, normalQuantile } from '../../base/normal.ts'
import { randomStream } from '../../base/random.ts'
import type { Jumping, Noise, NoiseContext, ProfileContext, ProfileKind } from '../../kinds/contracts.ts'
import { BLOCK } from '../phases.ts'
import { Arrivals, hawkes, poisson } from './arrivals.ts'
import { CommonShocks, correlatedNoise } from './basket/correlated-noise.ts'
import { kou } from './jumps/kou.ts'
import { merton } from './jumps/merton.ts'
import { garch } from './noise/garch.ts'
import { heston } from './noise/heston.ts'
import { marketLike } from './noise/market-like.ts'
import { regimes } from './noise/regimes.ts'
import { bullRun } from './profiles/bull-run.ts'
import { gradualTrend } from './profiles/gradual-trend.ts'
import { meanReverting } from './profiles/mean-reverting.ts'
import { phases } from './profiles/phases.ts'
import { volatileMarket } from './profiles/volatile-market.ts'

/*
 * Every model against its closed form. The formulas are derived or quoted here; what is sampled is the code.
 * Each figure is estimated once for every seed; the mean over the seeds must lie within four of its standard errors.
 */

vi.setConfig({ testTimeout: 60_000 })

type Random = (purpose: string) => ReturnType<typeof randomStream>
const streams =
  (seed: number): Random =>
  (purpose) =>
    randomStream(`model ${seed}`, purpose)

/** Compares means over seeds of several figures with what they should be. */
function expectMeans(
  seeds: number,
  figures: (random: Random) => readonly number[],
  expected: readonly number[],
): void {
  const sums = expected.map(() => [0, 0])
  for (let seed = 0; seed < seeds; seed++)
    figures(streams(seed)).forEach((value, index) => {
      sums[index]![0]! += value
      sums[index]![1]! += value * value
    })
  sums.forEach(([sum = 0, squares = 0], index) => {
    const mean = sum / seeds
    const error = Math.sqrt((squares / seeds - mean * mean) / (seeds - 1))
    const want = present(expected[index], 'expected')
    expect(
      Math.abs(mean - want),
      `figure ${index}: ${mean} ± ${error}, expected ${want}`,
    ).toBeLessThanOrEqual(4 * error + 1e-12 * Math.abs(want))
    // A test that could not tell twice the value from the value would say nothing.
    if (want !== 0) expect(4 * error, `figure ${index} is too uncertain`).toBeLessThan(Math.abs(want) / 2)
  })
}

/** Shocks and volatilities of n steps of a noise. */
function drawNoise(start: (context: NoiseContext) => Noise, n: number, random: Random, volatility = 0.01) {
  const noise = start({ volatility, random })
  const z = new Float64Array(n)
  const factor = new Float64Array(n)
  const blockZ = new Float64Array(BLOCK)
  const blockFactor = new Float64Array(BLOCK).fill(1)
  for (let k = 0; k < n; k += BLOCK) {
    noise.draw(blockZ, blockFactor, new Float64Array(BLOCK).fill(1))
    z.set(blockZ.subarray(0, Math.min(BLOCK, n - k)), k)
    factor.set(blockFactor.subarray(0, Math.min(BLOCK, n - k)), k)
  }
  return { z, factor }
}

function drawJumps(
  start: ((context: NoiseContext) => Jumping) | null,
  n: number,
  random: Random,
): Float64Array {
  const jumps = present(start, 'jumps')({ volatility: 0, random })
  const moves = new Float64Array(n)
  jumps.draw(moves)
  return moves
}

function drawPrices(
  profile: ProfileKind,
  params: object,
  n: number,
  random: Random,
  context: Partial<ProfileContext> = {},
): Float64Array {
  const run = profile.start(profile.params.parse(params), {
    startValue: 100,
    resolution: 0.01,
    volatility: 0.01,
    stepMs: 1_000,
    random,
    ...context,
  })
  const prices = new Float64Array(n)
  for (let k = 0; k < n; k += BLOCK) {
    run.fill()
    prices.set(run.block.values.subarray(0, Math.min(BLOCK, n - k)), k)
  }
  return prices
}

const mean = (count: number, value: (k: number) => number): number => {
  let sum = 0
  for (let k = 0; k < count; k++) sum += value(k)
  return sum / count
}

describe('normal variates', () => {
  it('have the moments and the quantiles of the normal law', () => {
    expectMeans(
      100,
      (random) => {
        const z = new Float64Array(4_000)
        random('z').normals(z)
        const at = (p: number) => mean(z.length, (k) => (z[k]! < normalQuantile(p) ? 1 : 0))
        return [1, 2, 3, 4, 6]
          .map((power) => mean(z.length, (k) => z[k]! ** power))
          .concat([at(0.001), at(0.3)])
      },
      [0, 1, 0, 3, 15, 0.001, 0.3],
    )
  })

  it('are the same one by one and in blocks', () => {
    const block = new Float64Array(1_000)
    randomStream('a', 'b').normals(block)
    const one = randomStream('a', 'b')
    expect([...block]).toEqual(Array.from({ length: 1_000 }, () => one.normal()))
  })
})

describe('geometric Brownian motion', () => {
  it('has the mean, variance and quantiles of the log-normal law', () => {
    const [speed, sigma, n] = [0.001, 0.02, 100]
    const median = 100 * Math.exp((speed - sigma ** 2 / 2) * n)
    const quantile = (p: number) => median * Math.exp(sigma * Math.sqrt(n) * normalQuantile(p))
    const growth = Math.exp(speed * n)
    expectMeans(
      4_000,
      (random) => {
        const end = drawPrices(gradualTrend, { speed }, n, random, { volatility: sigma })[n - 1]!
        return [end, (end - 100 * growth) ** 2, ...[0.1, 0.5, 0.9].map((p) => (end < quantile(p) ? 1 : 0))]
      },
      [100 * growth, 100 ** 2 * growth ** 2 * (Math.exp(sigma ** 2 * n) - 1), 0.1, 0.5, 0.9],
    )
  })

  it('has exactly the drift that was asked for, whatever the noise and the jumps', () => {
    const cores: Partial<ProfileContext>[] = [
      {},
      { noise: (context) => marketLike.start({}, context, 1) },
      { noise: (context) => heston.start(heston.params.parse({}), context, 0) },
      { noise: (context) => garch.start(garch.params.parse({}), context, 0) },
      { noise: (context) => regimes.start(regimes.params.parse({}), context, 0) },
      { jumps: present(merton.start(merton.params.parse({ rate: 0.05 })), 'jumps') },
      { jumps: present(kou.start(kou.params.parse({ rate: 0.05 })), 'jumps') },
    ]
    for (const core of cores)
      expectMeans(
        1_500,
        (random) => [drawPrices(bullRun, { totalReturn: 0.2, steps: 60 }, 60, random, core)[59]!],
        [120],
      )
  })

  it('of turbulence with jumps has variance n (sigma^2 + chance size^2)', () => {
    const [stress, chance, size, n] = [4, 0.05, 0.06, 50]
    const compensator = chance * (Math.exp(size ** 2 / 2) - 1)
    const drift = -((stress * 0.01) ** 2) / 2 - compensator
    expectMeans(
      3_000,
      (random) => {
        const params = { stress, jumpChance: chance, jumpSize: size }
        const x = Math.log(drawPrices(volatileMarket, params, n, random)[n - 1]! / 100)
        return [(x - n * drift) ** 2]
      },
      [n * ((stress * 0.01) ** 2 + chance * size ** 2)],
    )
  })
})

describe('the market-like core', () => {
  // Parameters as published with the model: half-lives, variances of log volatility, correlation with the return.
  const [halfLives, variances, rhos] = [
    [3, 30, 250],
    [0.06, 0.13, 0.135],
    [-0.5, -0.3, 0],
  ]
  const realism = 0.4
  const s = variances.map((value) => Math.sqrt(realism * value))
  const phi = halfLives.map((halfLife) => 2 ** (-1 / halfLife))
  const c = s.map((value, j) => value * Math.sqrt(1 - phi[j]! ** 2))
  const covariance = (i: number, j: number) =>
    i === j ? s[i]! ** 2 : (rhos[i]! * rhos[j]! * c[i]! * c[j]!) / (1 - phi[i]! * phi[j]!)
  const over = (value: (i: number, j: number) => number) =>
    [0, 1, 2].reduce((sum, i) => sum + [0, 1, 2].reduce((inner, j) => inner + value(i, j), 0), 0)
  const V = over(covariance)
  /** Covariance of log volatility with itself k steps later; and what a return adds to it k steps later. */
  const gamma = (k: number) => over((i, j) => covariance(i, j) * phi[j]! ** k)
  const reach = (k: number) => [0, 1, 2].reduce((sum, j) => sum + phi[j]! ** (k - 1) * c[j]! * rhos[j]!, 0)
  const room = 1 + 2 * realism * 0.04
  const core = (random: Random) =>
    drawNoise((context) => marketLike.start({}, context, realism), 3_000, random)

  it('has unit variance with the bounce, log-normal volatility, and the kurtosis that follows', () => {
    expectMeans(
      400,
      (random) => {
        const { z, factor } = core(random)
        return [
          mean(3_000, (k) => factor[k]! ** 2) * room,
          mean(3_000, (k) => Math.abs(factor[k]! * z[k]!)) * Math.sqrt(room),
          mean(3_000, (k) => (factor[k]! * z[k]!) ** 4) * room ** 2,
        ]
      },
      [1, Math.exp(-V / 2) * Math.sqrt(2 / Math.PI), 3 * Math.exp(4 * V)],
    )
  })

  it('clusters and turns against falls as its closed forms say', () => {
    const lags = [1, 5, 20, 100]
    const M = (x: number) => Math.sqrt(2 / Math.PI) + x * Math.exp(x ** 2 / 2) * (2 * normalCdf(x) - 1)
    const sizes = lags.map(
      (k) => Math.sqrt(2 / Math.PI) * Math.exp(-V + gamma(k) - reach(k) ** 2 / 2) * M(reach(k)),
    )
    const leverage = lags.slice(0, 2).map((k) => 2 * reach(k) * Math.exp(2 * gamma(k) - V / 2))
    expectMeans(
      500,
      (random) => {
        const { z, factor } = core(random)
        const r = z.map((value, k) => value * factor[k]! * Math.sqrt(room))
        const pairs = (k: number, value: (a: number, b: number) => number) =>
          mean(r.length - k, (t) => value(r[t]!, r[t + k]!))
        return [
          ...lags.map((k) => pairs(k, (a, b) => Math.abs(a * b))),
          ...lags.slice(0, 2).map((k) => pairs(k, (a, b) => a * b * b)),
        ]
      },
      [...sizes, ...leverage],
    )
  })

  it('bounces: returns have variance 1 and the negative memory of bid and ask (Roll 1984)', () => {
    const size = 1 * 0.04
    expectMeans(
      300,
      (random) => {
        const prices = drawPrices(gradualTrend, { speed: 0 }, 2_001, random, {
          noise: (context) => marketLike.start({}, context, 1),
        })
        const r = (k: number) => Math.log(prices[k + 1]! / prices[k]!) / 0.01
        // E[r_t r_{t+1}] = - kappa^2 E[sigma_t^2].
        return [mean(2_000, (k) => r(k) ** 2), mean(1_999, (k) => r(k) * r(k + 1))]
      },
      [1, -size / (1 + 2 * size)],
    )
  })

  it('is Brownian motion, bit for bit, at realism 0', () => {
    const plain = drawNoise((context) => marketLike.start({}, context, 0), 640, streams(1))
    const z = new Float64Array(640)
    streams(1)('noise').normals(z)
    expect(plain.z).toEqual(z)
    expect(plain.factor.every((value) => value === 1)).toBe(true)
  })
})

describe('expert cores', () => {
  it('Heston: mean variance 1, its scatter and its memory', () => {
    const [pull, wander, correlation] = [0.05, 0.15, -0.6]
    const keep = Math.exp(-pull)
    const scatter = wander ** 2 / (2 * pull)
    // What is seen of a step is the mean of the variances at its two ends.
    const own = scatter * 0.5 * (1 + keep)
    expectMeans(
      400,
      (random) => {
        const { z, factor } = drawNoise(
          (context) => heston.start({ pull, wander, correlation }, context, 0),
          2_000,
          random,
          0.001,
        )
        const v = factor.map((value) => value * value)
        // The first steps still know that the variance began at its mean.
        const from = 400
        const over = (value: (k: number) => number) => mean(2_000 - from - 20, (k) => value(k + from))
        return [
          over((k) => v[k]!),
          over((k) => (v[k]! - 1) ** 2),
          over((k) => (v[k]! - 1) * (v[k + 10]! - 1)),
          over((k) => (z[k]! * factor[k]!) ** 2),
        ]
      },
      [1, own, (scatter * (keep ** 9 + 2 * keep ** 10 + keep ** 11)) / 4, 1],
    )
  })

  it('GARCH: mean variance 1 and the kurtosis of Bollerslev', () => {
    const [alpha, beta] = [0.1, 0.8]
    const kurtosis = (3 * (1 - (alpha + beta) ** 2)) / (1 - (alpha + beta) ** 2 - 2 * alpha ** 2)
    expectMeans(
      400,
      (random) => {
        const { z, factor } = drawNoise(
          (context) => garch.start({ alpha, beta, gamma: 0 }, context, 0),
          2_000,
          random,
        )
        const from = 200
        const r = (k: number) => z[k + from]! * factor[k + from]!
        return [mean(1_800, (k) => r(k) ** 2), mean(1_800, (k) => r(k) ** 4)]
      },
      [1, kurtosis],
    )
  })

  it('GJR: falls raise the next variance more, by gamma', () => {
    const [alpha, beta, gamma] = [0.05, 0.85, 0.1]
    expectMeans(
      300,
      (random) => {
        const { z, factor } = drawNoise(
          (context) => garch.start({ alpha, beta, gamma }, context, 0),
          2_000,
          random,
        )
        // h' = omega + (alpha + gamma [z < 0]) h z^2 + beta h, so that E[h' z | h] = -gamma h E[z^3; z > 0].
        return [
          mean(1_800, (k) => factor[k + 200]! ** 2),
          mean(1_800, (k) => factor[k + 200]! ** 2 * z[k + 199]!),
        ]
      },
      [1, -gamma * Math.sqrt(2 / Math.PI)],
    )
  })

  it('regimes: the share of turbulence, unit variance, and the kurtosis of the mixture', () => {
    const [ratio, leaveCalm, leaveTurbulence] = [3, 0.02, 0.05]
    const share = leaveCalm / (leaveCalm + leaveTurbulence)
    const calm = 1 / (1 - share + share * ratio ** 2)
    expectMeans(
      300,
      (random) => {
        const { z, factor } = drawNoise(
          (context) => regimes.start({ ratio, leaveCalm, leaveTurbulence }, context, 0),
          2_000,
          random,
        )
        return [
          mean(2_000, (k) => (factor[k]! > 1 ? 1 : 0)),
          mean(2_000, (k) => (z[k]! * factor[k]!) ** 2),
          mean(2_000, (k) => (z[k]! * factor[k]!) ** 4),
        ]
      },
      [share, 1, 3 * calm ** 2 * (1 - share + share * ratio ** 4)],
    )
  })

  it('Ornstein-Uhlenbeck: stationary variance and memory do not depend on the step', () => {
    const [halfLife, sigma] = [10, 0.01]
    const rate = Math.LN2 / halfLife
    const variance = sigma ** 2 / (2 * rate)
    expectMeans(
      400,
      (random) => {
        const prices = drawPrices(meanReverting, { halfLife }, 1_200, random)
        const y = (k: number) => Math.log(prices[k + 200]! / 100)
        return [mean(980, (k) => y(k) ** 2), mean(980, (k) => y(k) * y(k + 10))]
      },
      [variance, variance / 2],
    )
  })
})

describe('jumps', () => {
  it('Merton: the cumulants of a compound Poisson sum of normals', () => {
    const [rate, m, d] = [0.3, -0.02, 0.05]
    const compensator = rate * (Math.exp(m + d ** 2 / 2) - 1)
    expectMeans(
      300,
      (random) => {
        const jumps = drawJumps(merton.start({ rate, mean: m, deviation: d }), 3_000, random)
        const centred = (power: number) => mean(3_000, (k) => (jumps[k]! + compensator - rate * m) ** power)
        return [
          mean(3_000, (k) => jumps[k]!),
          centred(2),
          centred(3),
          mean(3_000, (k) => Math.exp(jumps[k]!)),
        ]
      },
      [rate * m - compensator, rate * (m ** 2 + d ** 2), rate * (m ** 3 + 3 * m * d ** 2), 1],
    )
  })

  it('Kou: double exponential sizes', () => {
    const [rate, upShare, meanUp, meanDown] = [0.3, 0.3, 0.02, 0.04]
    const compensator = rate * (upShare / (1 - meanUp) + (1 - upShare) / (1 + meanDown) - 1)
    const first = upShare * meanUp - (1 - upShare) * meanDown
    const second = 2 * (upShare * meanUp ** 2 + (1 - upShare) * meanDown ** 2)
    const third = 6 * (upShare * meanUp ** 3 - (1 - upShare) * meanDown ** 3)
    expectMeans(
      300,
      (random) => {
        const jumps = drawJumps(kou.start({ rate, upShare, meanUp, meanDown }), 3_000, random)
        const centred = (power: number) =>
          mean(3_000, (k) => (jumps[k]! + compensator - rate * first) ** power)
        return [
          mean(3_000, (k) => jumps[k]!),
          centred(2),
          centred(3),
          mean(3_000, (k) => Math.exp(jumps[k]!)),
        ]
      },
      [rate * first - compensator, rate * second, rate * third, 1],
    )
  })
})

describe('a pinned phase', () => {
  it('is a Brownian bridge: variance sigma^2 j (n - j) / n, and covariance to match', () => {
    const [n, sigma] = [40, 0.001]
    const block = { steps: n, change: 0.5, shape: 'even', name: 'up' }
    const variance = (i: number, j: number) => (sigma ** 2 * i * (n - j)) / n
    expectMeans(
      3_000,
      (random) => {
        const prices = drawPrices(phases, { phases: [block] }, n, random, { volatility: sigma })
        const y = (j: number) => Math.log(prices[j - 1]! / 100) - (Math.log(1.5) * j) / n
        return [y(10) ** 2, y(20) ** 2, y(35) ** 2, y(10) * y(30), y(20)]
      },
      [variance(10, 10), variance(20, 20), variance(35, 35), variance(10, 30), 0],
    )
  })
})

describe('joint shocks', () => {
  const [rho, degrees] = [0.7, 4]
  const sampleOf = (tails: number | null, random: Random, stress: number) => {
    const shared = marketLike.start({}, { volatility: 0, random }, 0)
    const common = new CommonShocks(shared, random('tails'), tails, BLOCK)
    const dependence = { correlation: rho, stressCorrelation: 0.95 }
    const noises = ['a', 'b'].map((name) => correlatedNoise(common, random(name), dependence))
    const [x, y] = [new Float64Array(2_048), new Float64Array(2_048)]
    const z = new Float64Array(BLOCK)
    const factor = new Float64Array(BLOCK)
    for (let k = 0; k < 2_048; k += BLOCK)
      noises.forEach((noise, index) => {
        noise.draw(z, factor, new Float64Array(BLOCK).fill(stress))
        ;(index === 0 ? x : y).set(z, k)
      })
    return [x, y] as const
  }

  it('have unit variance and the correlation that was asked for, calm and under stress', () => {
    expectMeans(
      200,
      (random) => {
        const [x, y] = sampleOf(null, random, 1)
        const [u, v] = sampleOf(null, random, 5)
        return [
          mean(2_048, (k) => x[k]! ** 2),
          mean(2_048, (k) => x[k]! * y[k]!),
          mean(2_048, (k) => u[k]! * v[k]!),
        ]
      },
      [1, rho, rho + (0.95 - rho) * (1 - 1 / 5)],
    )
  })

  /** Distribution function of Student's t with five degrees of freedom, in closed form. */
  const t5 = (t: number) => {
    const angle = Math.atan(t / Math.sqrt(5))
    return 0.5 + (angle + Math.sin(angle) * (Math.cos(angle) + (2 / 3) * Math.cos(angle) ** 3)) / Math.PI
  }
  const t4Density = (x: number) => (3 / 8) * (1 + x ** 2 / 4) ** -2.5
  const T4_AT_1_PERCENT = -3.746947387979197

  it('crash together as often as the copulas say: given one below its 1 % quantile, the other too', () => {
    // Given x, y is normal or t(5), shifted and scaled; integrated over the tail of x.
    const over = (from: number, density: (x: number) => number, both: (x: number) => number) => {
      let sum = 0
      const h = 0.0005
      for (let x = from - h / 2; x > from - 60; x -= h) sum += density(x) * both(x) * h
      return sum / 0.01
    }
    const q = normalQuantile(0.01)
    const normal = over(
      q,
      (x) => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI),
      (x) => normalCdf((q - rho * x) / Math.sqrt(1 - rho ** 2)),
    )
    const student = over(T4_AT_1_PERCENT, t4Density, (x) =>
      t5((T4_AT_1_PERCENT - rho * x) / Math.sqrt(((4 + x ** 2) * (1 - rho ** 2)) / 5)),
    )
    expect(normal).toBeCloseTo(0.267, 3)
    expect(student).toBeCloseTo(0.426, 3)
    // A t variate of variance 1 has its quantiles at 1 / sqrt(2) of the table's for four degrees.
    const edge = { normal: q, student: T4_AT_1_PERCENT / Math.sqrt(2) }
    expectMeans(
      300,
      (random) => {
        const joint = (tails: number | null, border: number) => {
          const [x, y] = sampleOf(tails, random, 1)
          return [
            mean(2_048, (k) => (x[k]! < border ? 1 : 0)),
            mean(2_048, (k) => (x[k]! < border && y[k]! < border ? 1 : 0)),
          ]
        }
        return [...joint(null, edge.normal), ...joint(degrees, edge.student)]
      },
      [0.01, 0.01 * normal, 0.01, 0.01 * student],
    )
  })
})

describe('arrivals', () => {
  const counts = (start: (random: Random) => () => number, cycles: number, random: Random) => {
    const arrivals = new Arrivals(start(random), 1_000)
    const offsets = new Float64Array(4_096)
    return Array.from({ length: cycles }, () => arrivals.cycle(offsets))
  }

  it('Poisson: mean and variance are the rate', () => {
    expectMeans(
      200,
      (random) => {
        const n = counts((streams) => poisson(1.5, streams('arrivals')), 500, random)
        return [
          mean(500, (k) => n[k]!),
          mean(500, (k) => (n[k]! - 1.5) ** 2),
          mean(500, (k) => (n[k] === 0 ? 1 : 0)),
        ]
      },
      [1.5, 1.5, Math.exp(-1.5)],
    )
  })

  it('Hawkes: the mean is the rate, and long counts scatter by 1 / (1 - n)^2 times as much', () => {
    const [rate, branching, memory] = [2, 0.5, 0.5]
    expectMeans(
      2_000,
      (random) => {
        const n = counts((streams) => hawkes(rate, branching, memory, streams('arrivals')), 220, random)
        const late = n.slice(20).reduce((sum, count) => sum + count, 0)
        // Exact for a window of T: rate T / (1-n)^2 less what its ends cut off.
        return [late / 200, (late - 200 * rate) ** 2]
      },
      [rate, hawkesVariance(rate, branching, 1 / memory, 200)],
    )
  })

  /** Variance of the count in a window, from the exponential covariance density (Hawkes 1971). */
  function hawkesVariance(rate: number, n: number, beta: number, T: number): number {
    const alpha = n * beta
    const decay = beta - alpha
    const strength = (rate * alpha * (2 * beta - alpha)) / (2 * decay)
    return rate * T + 2 * strength * (T / decay - (1 - Math.exp(-decay * T)) / decay ** 2)
  }
})
