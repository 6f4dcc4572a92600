import { z } from 'zod'
import { getField, isObject, parseFieldPath, setField, type Json, type JsonObject } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

const DAMAGES = [
  'bit-flip',
  'sign-flip',
  'scale',
  'null',
  'type-swap',
  'truncate',
  'drop-field',
  'extra-field',
] as const
type Damage = (typeof DAMAGES)[number]

/** Any top-level field, `name` or `path.to[0].name`; empty means one drawn from those that can be damaged so. */
const path = z
  .string()
  .max(200)
  .refine(
    (text) => text === '' || parseFieldPath(text) !== undefined,
    'must be a dot path such as price or order.legs[0].price',
  )

/**
 * Damage that keeps the payload JSON: what a broken producer, a wrong unit or a flipped bit leave behind.
 * Where a field cannot be damaged in the way that is asked for, the event passes.
 */
export const corrupt = defineChaos({
  name: 'corrupt',
  title: 'Corrupt',
  group: 'Content',
  summary: 'Damages one field of the payload: a flipped bit, a wrong sign, unit or type, a missing field.',
  source: 'tc-netem(8) corrupt; Jepsen bitflip and truncate',
  params: z.object({
    damage: field(z.enum(DAMAGES).default('bit-flip'), {
      label: 'Damage',
      texts: {
        'bit-flip': 'a bit of a number flips',
        'sign-flip': 'the sign of a number turns',
        scale: 'a number is in another unit',
        null: 'a value is null',
        'type-swap': 'a value has another type',
        truncate: 'a text or list is cut short',
        'drop-field': 'a field is missing',
        'extra-field': 'there is a field too many',
      },
    }),
    path: field(path.default(''), {
      label: 'Field',
      control: 'field-path',
      help: 'Empty: one of the top-level fields that can be damaged so, drawn each time.',
    }),
    factor: field(z.number().min(-1e9).max(1e9).default(100), {
      label: 'Factor',
      unit: 'x',
      when: { damage: ['scale'] },
      help: '100 makes dollars of cents.',
    }),
    bits: field(z.int().min(1).max(52).default(52), {
      label: 'Bits that may flip',
      when: { damage: ['bit-flip'] },
      help: 'Of the mantissa, from the least significant on: the value stays finite, between half and twice what it was.',
    }),
  }),
  describe: ({ damage, path: where }) => `${damage}${where === '' ? '' : ` of ${where}`}`,
  intercept({ damage, path: where, factor, bits }, { random }) {
    const fixed = where === '' ? null : (parseFieldPath(where) ?? null)
    return ({ payload }) => {
      const luck = random.uniform()
      const place = fixed ?? drawPlace(payload, damage, luck)
      const [bit, cut] = [random.below(bits), random.uniform()]
      if (place === null) return { do: 'pass' }
      const damaged = damagePayload(payload, place, damage, { factor, bit, cut })
      return damaged === null ? { do: 'pass' } : { do: 'replace', payload: damaged }
    }
  },
  examples: [
    {
      title: 'A price in cents',
      params: { damage: 'scale', path: 'price', factor: 100 },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: { price: 99.5 } }],
      expect: [{ do: 'replace', payload: { price: 9_950 } }],
    },
    {
      title: 'A text where a number belongs',
      params: { damage: 'type-swap', path: 'price' },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: { price: 99.5 } }],
      expect: [{ do: 'replace', payload: { price: '99.5' } }],
    },
    {
      title: 'A field that is not there; the next event does not have it anyway',
      params: { damage: 'drop-field', path: 'bid' },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100, bid: 99 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 100 } },
      ],
      expect: [{ do: 'replace', payload: { price: 100 } }, { do: 'pass' }],
    },
    {
      title: 'The least bit of a price',
      params: { damage: 'bit-flip', path: 'price', bits: 1 },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: { price: 1 } }],
      expect: [{ do: 'replace', payload: { price: 1.0000000000000002 } }],
    },
  ],
})

type Place = readonly (string | number)[]

/** A top-level field that can be damaged so. */
function drawPlace(payload: JsonObject, damage: Damage, luck: number): Place | null {
  if (damage === 'extra-field') return ['unexpected']
  const fit = Object.keys(payload).filter(
    (name) => damageValue(payload[name] ?? null, damage, PROBE) !== undefined,
  )
  const name = fit[Math.floor(luck * fit.length)]
  return name === undefined ? null : [name]
}

interface Dose {
  readonly factor: number
  readonly bit: number
  /** Where a text or list is cut, as a share of its length. */
  readonly cut: number
}

const PROBE: Dose = { factor: 1, bit: 0, cut: 0.5 }

/** The payload with its damage, or null when it cannot be damaged so. */
function damagePayload(payload: JsonObject, place: Place, damage: Damage, dose: Dose): JsonObject | null {
  const value = getField(payload, place)
  if (damage === 'extra-field')
    return value === undefined ? (setField(payload, place, true) as JsonObject) : null
  if (value === undefined) return null
  if (damage === 'drop-field') return withoutField(payload, place) as JsonObject
  const damaged = damageValue(value, damage, dose)
  return damaged === undefined ? null : (setField(payload, place, damaged) as JsonObject)
}

/** A damaged value, or undefined when this value cannot be damaged so. */
function damageValue(value: Json, damage: Damage, { factor, bit, cut }: Dose): Json | undefined {
  switch (damage) {
    case 'bit-flip':
      return typeof value === 'number' ? flipBit(value, bit) : undefined
    case 'sign-flip':
      return typeof value === 'number' && value !== 0 ? -value : undefined
    case 'scale': {
      const scaled = typeof value === 'number' ? value * factor : NaN
      return Number.isFinite(scaled) ? scaled : undefined
    }
    case 'null':
      return value === null ? undefined : null
    case 'type-swap':
      return swapType(value)
    case 'truncate':
      if (typeof value === 'string')
        return value.length === 0 ? undefined : value.slice(0, Math.floor(cut * value.length))
      return Array.isArray(value) && value.length > 0
        ? (value as Json[]).slice(0, Math.floor(cut * value.length))
        : undefined
    default:
      return value
  }
}

function swapType(value: Json): Json {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string')
    return Number.isFinite(Number(value)) && value.trim() !== '' ? Number(value) : [value]
  return value === null ? 0 : JSON.stringify(value)
}

/** Flips a bit of the mantissa: the value stays finite, and its sign and magnitude stay about the same. */
function flipBit(value: number, bit: number): number {
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setFloat64(0, value)
  const at = 7 - (bit >> 3)
  bytes.setUint8(at, bytes.getUint8(at) ^ (1 << (bit & 7)))
  return bytes.getFloat64(0)
}

function withoutField(root: Json, [key, ...rest]: Place): Json {
  if (rest.length > 0) {
    const inside = getField(root, [key ?? ''])
    return inside === undefined ? root : setField(root, [key ?? ''], withoutField(inside, rest))
  }
  if (Array.isArray(root)) return (root as Json[]).filter((_, index) => index !== key)
  return isObject(root) ? Object.fromEntries(Object.entries(root).filter(([name]) => name !== key)) : root
}
