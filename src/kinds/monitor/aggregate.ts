import { z } from 'zod'
import { printMillis, type Millis } from '../../base/time.ts'
import type { Conclusion, Verdict } from '../contracts.ts'
import { field, type Unit } from '../form.ts'
import { held, plural, shown, vacuous, violated } from './conclude.ts'
import { Quantiles } from './quantile.ts'

const AGGREGATES = ['avg', 'min', 'max', 'med', 'p', 'sum', 'stddev', 'range', 'count', 'rate'] as const

export type Comparison = 'lt' | 'le' | 'gt' | 'ge'

/** The form fields of a threshold on an aggregate of numbers. */
export const thresholdShape = (unit: Unit | undefined, bound: number) => ({
  aggregate: field(z.enum(AGGREGATES).default('p'), {
    label: 'Aggregate',
    texts: {
      avg: 'avg: mean',
      min: 'min: smallest',
      max: 'max: largest',
      med: 'med: median',
      p: 'p(N): percentile',
      sum: 'sum',
      stddev: 'standard deviation',
      range: 'range: largest less smallest',
      count: 'count: how many',
      rate: 'rate: how many a second',
    },
  }),
  percentile: field(z.number().gt(0).max(100).default(95), {
    label: 'N',
    unit: '%',
    control: 'slider',
    when: { aggregate: ['p'] },
  }),
  comparison: field(z.enum(['lt', 'le', 'gt', 'ge']).default('lt'), { label: 'Is' }),
  bound: field(z.number().default(bound), { label: 'Threshold', ...(unit === undefined ? {} : { unit }) }),
  judged: field(z.enum(['end', 'always']).default('end'), {
    label: 'Judged',
    texts: { end: 'at the end', always: 'after every value' },
  }),
  warmUpMs: field(z.int().min(0).max(1_000_000_000).default(0), {
    label: 'Warm-up',
    unit: 'ms',
    help: 'Values count from the beginning, but are not judged before this time.',
    when: { judged: ['always'] },
  }),
})

export interface ThresholdParams {
  readonly aggregate: (typeof AGGREGATES)[number]
  readonly percentile: number
  readonly comparison: Comparison
  readonly bound: number
  readonly judged: 'end' | 'always'
  readonly warmUpMs: Millis
}

const SIGN: Readonly<Record<Comparison, string>> = { lt: '<', le: '≤', gt: '>', ge: '≥' }

export function thresholdText(
  { aggregate, percentile, comparison, bound }: ThresholdParams,
  of: string,
): string {
  const name = aggregate === 'p' ? `p(${percentile})` : aggregate
  return `${name} of ${of} ${SIGN[comparison]} ${bound}`
}

/**
 * A threshold on an aggregate of numbers, as k6 has it. O(1) a value. Whether a percentile meets the
 * threshold is decided exactly, by counting the values on either side of it; only its shown value comes
 * from a sketch, and only beyond ten thousand values. Percentiles are by nearest rank.
 */
export class Threshold {
  verdict: Verdict = 'open'
  readonly #params: ThresholdParams
  readonly #quantiles = new Quantiles()
  #count = 0
  #sum = 0
  #mean = 0
  #squares = 0
  #least = { value: Infinity, seq: -1 }
  #most = { value: -Infinity, seq: -1 }
  #below = 0
  #upTo = 0
  #lastSeq = -1
  #broken: { readonly value: number; readonly atMs: Millis; readonly seq: number } | null = null

  constructor(params: ThresholdParams) {
    this.#params = params
  }

  get count(): number {
    return this.#count
  }

  add(value: number, seq: number, atMs: Millis): Verdict {
    if (this.verdict !== 'open') return this.verdict
    const { aggregate, bound, judged, warmUpMs } = this.#params
    this.#count++
    this.#sum += value
    const off = value - this.#mean
    this.#mean += off / this.#count
    this.#squares += off * (value - this.#mean)
    if (value < this.#least.value) this.#least = { value, seq }
    if (value > this.#most.value) this.#most = { value, seq }
    if (value < bound) this.#below++
    if (value <= bound) this.#upTo++
    if (aggregate === 'p' || aggregate === 'med') this.#quantiles.add(value)
    this.#lastSeq = seq
    if (judged === 'always' && atMs >= warmUpMs && !this.#met(atMs)) {
      this.#broken = { value: this.#value(atMs), atMs, seq }
      this.verdict = 'violated'
    }
    return this.verdict
  }

  conclude(atMs: Millis, of: string, note: string): Conclusion {
    const expected = thresholdText(this.#params, of)
    const value = this.#broken?.value ?? this.#value(atMs)
    const { aggregate, bound, comparison, judged, warmUpMs } = this.#params
    if (Number.isNaN(value))
      return vacuous({
        expected,
        actual: 'no value',
        message: `Nothing to judge: no value of ${of} came${note}.`,
      })
    if (judged === 'always' && atMs < warmUpMs)
      return vacuous({
        expected,
        actual: 'warming up',
        message: `Nothing to judge: the run ended at ${printMillis(atMs)}, in the warm-up${note}.`,
      })
    const margin = comparison === 'lt' || comparison === 'le' ? bound - value : value - bound
    const about = this.#quantiles.exact ? '' : 'about '
    const actual = `${about}${shown(value)} over ${plural(this.#count, 'value')}`
    const seq = aggregate === 'min' ? this.#least.seq : aggregate === 'max' ? this.#most.seq : this.#lastSeq
    const told = { expected, actual, margin, witness: [this.#broken?.seq ?? seq] }
    if (this.#broken === null && (judged === 'always' || this.#met(atMs)))
      return held({ ...told, message: `Expected ${expected}, found ${actual}${note}.` })
    const when = this.#broken === null ? '' : ` at ${printMillis(this.#broken.atMs)}`
    return violated({ ...told, message: `Expected ${expected}, but found ${actual}${when}${note}.` })
  }

  #rank(): number {
    const { aggregate, percentile } = this.#params
    return Math.max(1, Math.ceil(((aggregate === 'med' ? 50 : percentile) * this.#count) / 100))
  }

  #value(atMs: Millis): number {
    switch (this.#params.aggregate) {
      case 'count':
        return this.#count
      case 'rate':
        return atMs === 0 ? Number.NaN : (this.#count * 1_000) / atMs
      case 'sum':
        return this.#sum
      case 'avg':
        return this.#count === 0 ? Number.NaN : this.#sum / this.#count
      case 'min':
        return this.#count === 0 ? Number.NaN : this.#least.value
      case 'max':
        return this.#count === 0 ? Number.NaN : this.#most.value
      case 'range':
        return this.#count === 0 ? Number.NaN : this.#most.value - this.#least.value
      case 'stddev':
        return this.#count < 2 ? Number.NaN : Math.sqrt(this.#squares / (this.#count - 1))
      case 'med':
      case 'p':
        return this.#count === 0 ? Number.NaN : this.#quantiles.atRank(this.#rank())
    }
  }

  #met(atMs: Millis): boolean {
    const { aggregate, comparison, bound } = this.#params
    if (aggregate === 'p' || aggregate === 'med') {
      const rank = this.#rank()
      if (comparison === 'lt') return this.#below >= rank
      if (comparison === 'le') return this.#upTo >= rank
      return comparison === 'ge' ? this.#below < rank : this.#upTo < rank
    }
    const value = this.#value(atMs)
    if (Number.isNaN(value)) return true
    if (comparison === 'lt') return value < bound
    if (comparison === 'le') return value <= bound
    return comparison === 'ge' ? value >= bound : value > bound
  }
}
