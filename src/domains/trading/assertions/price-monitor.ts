import { z } from 'zod'
import type { Millis } from '../../../base/time.ts'
import type { Condition } from '../../../kinds/condition.ts'
import type { BusEvent, Conclusion, Monitor, Verdict } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../../../kinds/monitor/atom.ts'
import { held, plural, shown, vacuous, violated } from '../../../kinds/monitor/conclude.ts'
import { numberReader } from '../../../kinds/monitor/keys.ts'
import { fieldPath } from '../../../kinds/topic.ts'

/** The form fields of every assertion on a series of prices. */
export const priceShape = {
  event: topicField('Prices', 'PriceUpdate'),
  where: whereField('Only where'),
  field: field(fieldPath.default('price'), { label: 'Field', control: 'field-path' }),
}

export interface PriceParams {
  readonly event: string
  readonly where?: Condition | undefined
  readonly field: string
}

/** A price with its place: `index` counts prices from 0. */
export interface PriceAt {
  readonly price: number
  readonly seq: number
  readonly atMs: Millis
  readonly index: number
}

/** Reads the prices out of events, in order; undefined for anything else. */
export function priceReader(params: PriceParams): (event: BusEvent) => PriceAt | undefined {
  const test = atomTest(atom(params.event, params.where))
  const read = numberReader(params.field)
  let count = 0
  return (event) => {
    if (!test(event)) return undefined
    const price = read(event)
    if (Number.isNaN(price)) return undefined
    return { price, seq: event.seq, atMs: event.atMs, index: count++ }
  }
}

// ------------------------------------------------------------------------------------ measured values

export interface Measured {
  /** What is measured, as messages name it. */
  readonly what: string
  readonly unit: string
  readonly min: number
  readonly max: number
  /** Every measured value has to lie within, or only the last one. */
  readonly judged: 'every' | 'end'
  /** It never falls: too much is too much for good, and too little may become enough. */
  readonly grows?: boolean
  /** The measure after this price; NaN while there is none, such as in a warm-up. */
  measure(at: PriceAt): number
}

export const rangeText = (min: number, max: number, unit: string): string => {
  if (max === Infinity) return `at least ${shown(min)}${unit}`
  return min === -Infinity ? `at most ${shown(max)}${unit}` : `${shown(min)} to ${shown(max)}${unit}`
}

/** A monitor of a number derived from prices, with bounds and a margin. */
export function measureMonitor(params: PriceParams, measured: Measured): Monitor {
  const { what, unit, min, max, judged, grows = false } = measured
  const read = priceReader(params)
  const expected = `${what} ${rangeText(min, max, unit)}`
  let [prices, values] = [0, 0]
  let telling = { value: Number.NaN, margin: Infinity, seq: -1, atMs: 0 }
  let verdict: Verdict = 'open'
  return {
    observe(event) {
      if (verdict !== 'open') return verdict
      const at = read(event)
      if (at === undefined) return verdict
      prices++
      const value = measured.measure(at)
      if (Number.isNaN(value)) return verdict
      values++
      const margin = Math.min(value - min, max - value)
      if (judged === 'end' ? !(grows && value === telling.value) : margin < telling.margin)
        telling = { value, margin, seq: at.seq, atMs: at.atMs }
      if (margin < 0 && (judged === 'every' || (grows && value > max))) verdict = 'violated'
      if (judged === 'end' && grows && max === Infinity && margin >= 0) verdict = 'holds'
      return verdict
    },
    conclude(): Conclusion {
      const { value, margin, seq, atMs } = telling
      if (values === 0) {
        const why =
          prices === 0
            ? `no ${params.event} with a ${params.field} came`
            : `${plural(prices, 'price')} ${prices === 1 ? 'is' : 'are'} too few`
        return vacuous({ expected, actual: why, message: `Nothing to judge: ${why}.` })
      }
      const actual = `${shown(value)}${unit}`
      const told = { expected, actual, margin, witness: [seq] }
      if (margin >= 0)
        return held({
          ...told,
          message: `Expected ${expected}, found ${actual} ${judged === 'end' ? 'at' : 'at the closest,'} ${eventAt(seq, atMs)}.`,
        })
      const off = `${shown(-margin)}${unit} ${value < min ? 'too little' : 'too much'}`
      return violated(
        { ...told, message: `Expected ${expected}, found ${actual} at ${eventAt(seq, atMs)}: ${off}.` },
        verdict === 'open' && grows,
      )
    },
  }
}

// ---------------------------------------------------------------------------------- chart formations

export const wantedShape = {
  wanted: field(z.enum(['occurs', 'never']).default('occurs'), {
    label: 'It',
    texts: { occurs: 'has to occur', never: 'must not occur' },
  }),
}

/** A formation that was found: what it is, in words, and the records that show it. */
export interface Formation {
  readonly text: string
  readonly witness: readonly number[]
}

/** A monitor of something that has to occur in a series of prices, or must not. */
export function formationMonitor(
  params: PriceParams & { readonly wanted: 'occurs' | 'never' },
  what: string,
  detect: (at: PriceAt) => Formation | null,
): Monitor {
  const read = priceReader(params)
  const wanted = params.wanted === 'occurs'
  const expected = wanted ? what : `no ${what}`
  let prices = 0
  let found: Formation | null = null
  let last: PriceAt | undefined
  return {
    observe(event) {
      const at = found === null ? read(event) : undefined
      if (at !== undefined) {
        prices++
        last = at
        found = detect(at)
      }
      return found === null ? 'open' : wanted ? 'holds' : 'violated'
    },
    conclude() {
      if (found !== null) {
        const told = { expected, actual: found.text, witness: found.witness }
        return wanted
          ? held({ ...told, message: `Found ${what}: ${found.text}.` })
          : violated({ ...told, message: `Expected ${expected}, but ${found.text}.` })
      }
      const actual = `none in ${plural(prices, 'price')}`
      if (wanted)
        return violated(
          { expected, actual, message: `Expected ${what}, found ${actual}.`, witness: [last?.seq ?? -1] },
          true,
        )
      if (prices === 0)
        return vacuous({
          expected,
          actual,
          message: `Nothing to judge: no ${params.event} with a ${params.field} came.`,
        })
      return held({ expected, actual, message: `Expected ${expected}, found ${actual}.` })
    },
  }
}

// ---------------------------------------------------------------------------------------- statistics

/** Exponentially weighted variance of log returns around zero, as RiskMetrics has it. */
export class EwmaVariance {
  readonly #decay: number
  #value = Number.NaN
  #count = 0

  constructor(decay: number) {
    this.#decay = decay
  }

  get count(): number {
    return this.#count
  }

  /** Standard deviation before the next return; NaN before the first. */
  get deviation(): number {
    return Math.sqrt(this.#value)
  }

  add(logReturn: number): void {
    const square = logReturn * logReturn
    this.#value = this.#count === 0 ? square : this.#decay * this.#value + (1 - this.#decay) * square
    this.#count++
  }
}

export const decayField = field(z.number().gt(0).lt(1).default(0.94), {
  label: 'Decay',
  control: 'slider',
  help: 'λ of the exponentially weighted variance: nearer to 1 remembers longer.',
})

export const percent = (label: string, preset: number, help?: string) =>
  field(z.number().gt(0).max(1_000).default(preset), {
    label,
    unit: '%',
    ...(help === undefined ? {} : { help }),
  })

export const steps = (label: string, preset: number, min = 1, help?: string) =>
  field(z.int().min(min).max(1_000_000).default(preset), {
    label,
    unit: 'steps',
    ...(help === undefined ? {} : { help }),
  })
