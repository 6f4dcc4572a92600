import { z } from 'zod'
import { exp } from '../../base/math.ts'
import { normalQuantile } from '../../base/normal.ts'
import { defineSource, type ProfileKind, type SourceContext, type SourceRun } from '../../kinds/contracts.ts'
import { field } from '../../kinds/form.ts'
import { BlockAhead } from '../block-ahead.ts'
import { ProfileFollower } from '../follower.ts'
import { SeriesStatistics } from '../series-statistics.ts'
import { rampDown } from './profiles/ramp-down.ts'
import { rampUp } from './profiles/ramp-up.ts'
import { script } from './profiles/script.ts'
import { spike } from './profiles/spike.ts'
import { sustained } from './profiles/sustained.ts'

export const load = defineSource({
  name: 'load',
  title: 'Load',
  summary: 'Requests per cycle, moved by a profile: as one number a cycle, or each as an event of its own.',
  source: 'Open workload with Poisson arrivals (Schroeder, Wierman and Harchol-Balter 2006)',
  params: z.object({
    base: field(z.number().min(0).max(1_000_000).default(10), {
      label: 'Base load',
      control: 'slider',
      soft: [0, 200],
      help: 'Requests a cycle.',
    }),
    noise: field(z.number().min(0).max(1).default(0.05), {
      label: 'Noise',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 0.5],
      help: 'Of the rate from one cycle to the next, as a share of the base load.',
    }),
    arrivals: field(z.enum(['even', 'poisson']).default('poisson'), {
      label: 'Arrivals',
      help: 'poisson: as many as chance brings at that rate. even: the rate itself, evenly spread.',
    }),
    publishes: field(z.enum(['number', 'requests']).default('number'), {
      label: 'Publishes',
      help: 'number: one event a cycle. requests: one event for each request, at its moment in the cycle.',
    }),
  }),
  describe: ({ base, publishes }) => `${base} a cycle${publishes === 'requests' ? ', each by itself' : ''}`,
  defaultTopic: 'load.request',
  fields: ['requests'],
  fieldsOf: ({ publishes }) => (publishes === 'requests' ? ['requests', 'id'] : ['requests']),
  profiles: [sustained, rampUp, spike, rampDown, script],
  start: (params, profile, profileParams, context) => new LoadRun(params, profile, profileParams, context),
})

interface Params {
  readonly base: number
  readonly noise: number
  readonly arrivals: 'even' | 'poisson'
  readonly publishes: 'number' | 'requests'
}

class LoadRun implements SourceRun {
  readonly arrivals: ((offsets: Float64Array) => number) | undefined
  /** Where one number a cycle is published. */
  readonly ahead: BlockAhead | undefined
  readonly #params: Params
  readonly #follower: ProfileFollower
  readonly #stepMs: number
  readonly #chance
  readonly #moments
  readonly #series = new SeriesStatistics()
  #requests = 0
  #id = 0
  /** What an even load still owes: rates need not be whole. */
  #owed = 0

  constructor(params: Params, profile: ProfileKind, profileParams: never, context: SourceContext) {
    this.#params = params
    this.#stepMs = context.stepMs
    this.#chance = context.random('arrivals')
    this.#moments = context.random('moments')
    this.#follower = new ProfileFollower(profile, profileParams, {
      ...context,
      startValue: params.base,
      resolution: 1,
      volatility: params.noise * params.base,
    })
    const single = params.publishes === 'requests'
    this.arrivals = single ? (offsets) => this.#cycle(offsets) : undefined
    this.ahead = single ? undefined : this.#numbers()
  }

  next(out: Float64Array): void {
    if (this.ahead !== undefined) {
      this.ahead.next(out)
      return
    }
    out[0] = this.#requests
    out[1] = ++this.#id
  }

  switchProfile(kind: ProfileKind, params: never): void {
    this.ahead?.see()
    this.#follower.switchTo(kind, params)
  }

  phase() {
    return this.#follower.phase()
  }

  statistics() {
    this.ahead?.see()
    return this.#series.common()
  }

  #numbers(): BlockAhead {
    const follower = this.#follower
    const rows = new Float64Array(follower.block.values.length)
    const fill = (): void => {
      const { values } = follower.block
      for (let k = 0; k < rows.length; k++) rows[k] = this.#count(values[k]!)
    }
    return new BlockAhead(follower, { rows, primary: rows, fill }, this.#series)
  }

  /** How many requests come in a cycle at this rate. Takes one variate, whatever the arrivals. */
  #count(rate: number): number {
    const drawn = this.#chance.uniform()
    if (this.#params.arrivals === 'poisson') return poissonQuantile(Math.max(0, rate), drawn)
    this.#owed += Math.max(0, rate)
    const requests = Math.floor(this.#owed)
    this.#owed -= requests
    return requests
  }

  /** When the requests of a new cycle come. What finds no room is not sent. */
  #cycle(offsets: Float64Array): number {
    this.#requests = this.#count(this.#follower.next())
    this.#series.add(this.#requests)
    const moments = offsets.subarray(0, Math.min(offsets.length, this.#requests))
    if (this.#params.arrivals === 'poisson') this.#moments.uniforms(moments)
    for (let nth = 0; nth < moments.length; nth++) {
      const share = this.#params.arrivals === 'poisson' ? moments[nth]! : nth / moments.length
      moments[nth] = Math.floor(share * this.#stepMs)
    }
    moments.sort()
    return moments.length
  }
}

/** Above this the normal distribution is as good, and takes no longer for a larger mean. */
const FEW = 100

/** The number of events of a Poisson process below which a share `u` of all numbers lies. */
export function poissonQuantile(mean: number, u: number): number {
  if (mean > FEW) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalQuantile(u)))
  let term = exp(-mean)
  let sum = term
  let count = 0
  // Ends at the latest where further terms change nothing.
  while (sum < u && count < 10 * FEW) {
    count++
    term *= mean / count
    sum += term
  }
  return count
}
