import type { z } from 'zod'
import type { Kind, SourceKind } from '../../kinds/contracts.ts'
import { describeForm, type Field } from '../../kinds/form.ts'
import type { Dice } from './dice.ts'
import { randomProgram } from './programs.ts'

/** What parameters may refer to. */
export interface Surroundings {
  readonly topics: readonly string[]
  readonly fields: readonly string[]
  readonly cycleMs: number
  readonly sources: readonly string[]
  /** The kinds of the sources, in their order. */
  readonly sourceKinds: readonly SourceKind[]
  readonly agents: readonly string[]
  readonly faults: readonly string[]
  readonly assertions: readonly string[]
  readonly steps: readonly string[]
}

type Params = Record<string, unknown>

const MOST_TRIES = 4

const forms = new WeakMap<z.ZodObject, readonly Field[]>()
const strictSchemas = new WeakMap<z.ZodObject, z.ZodObject>()

function formOf(params: z.ZodObject): readonly Field[] {
  const form = forms.get(params) ?? describeForm(params)
  forms.set(params, form)
  return form
}

/** Strict at this level: a parameter that the kind does not know is refused. */
function strictly(params: z.ZodObject): z.ZodObject {
  const schema = strictSchemas.get(params) ?? params.strict()
  strictSchemas.set(params, schema)
  return schema
}

/**
 * Parameters for a kind, found by asking its form: fields are left at their defaults or get a value of
 * their sort, out of a small range, so that things meet. Where a combination is refused, an example or
 * the defaults stand in.
 */
export function randomParams(kind: Pick<Kind, 'params'>, dice: Dice, around: Surroundings): Params {
  const { examples = [] } = kind as { examples?: readonly { readonly params: Params }[] }
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const base =
      examples.length > 0 && dice.chance(0.3) ? untied(kind.params, dice.pick(examples).params) : {}
    const drawn = { ...base, ...randomFields(kind.params, dice, around) }
    const coded = { ...drawn, ...program(kind, dice) }
    if (strictly(kind.params).safeParse(coded).success) return coded
  }
  return program(kind, dice)
}

/** The code of a kind that has some, with what the code needs beside it. */
function program({ params }: Pick<Kind, 'params'>, dice: Dice): Params {
  const shape = formOf(params).find(({ script }) => script !== undefined)?.script
  return shape === undefined ? {} : randomProgram(shape, dice)
}

/** The same for an envelope, whose conditions must all hold: only few of them are set. */
export function randomEnvelope(params: z.ZodObject, dice: Dice, around: Surroundings): Params {
  const drawn = dice.some(Object.entries(randomFields(params, dice, around)), 0.25)
  const envelope = Object.fromEntries(drawn)
  return params.safeParse(envelope).success ? envelope : {}
}

function randomFields(params: z.ZodObject, dice: Dice, around: Surroundings): Params {
  const drawn: Params = {}
  for (const field of formOf(params)) {
    if (!TIED.has(field.control) && dice.chance(0.4)) continue
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const value = randomValue(field, dice, around, drawn)
      if (value === undefined) break
      if (!field.schema.safeParse(value).success) continue
      drawn[field.name] = value
      break
    }
  }
  return drawn
}

/** Fields whose default would name something that the scenario does not have. */
const TIED: ReadonlySet<Field['control']> = new Set([
  'topic',
  'topic-pattern',
  'topic-list',
  'field-path',
  'source',
  'fault',
  'agent',
  'assertion',
  'assertions',
  'step',
  'profile',
])

/** An example without what it refers to. */
const untied = (params: z.ZodObject, example: Params): Params => {
  const tied = new Set(formOf(params).flatMap(({ name, control }) => (TIED.has(control) ? [name] : [])))
  return Object.fromEntries(Object.entries(example).filter(([name]) => !tied.has(name)))
}

function randomValue(field: Field, dice: Dice, around: Surroundings, others: Params): unknown {
  const anyOf = (list: readonly string[]) => (list.length === 0 ? undefined : dice.pick(list))
  switch (field.control) {
    case 'number':
    case 'slider':
      return randomNumber(field, dice, around)
    case 'switch':
      return dice.chance(0.5)
    case 'select':
      return anyOf(field.options ?? [])
    case 'topic':
      return dice.pick(around.topics)
    case 'topic-pattern':
      return dice.chance(0.15) ? dice.pick(['*', '**', 'order.*']) : dice.pick(around.topics)
    case 'topic-list':
      return dice.list(0, 2, () => dice.pick(around.topics))
    case 'field-path':
      return field.defaultValue !== undefined && dice.chance(0.3)
        ? field.defaultValue
        : dice.pick(around.fields)
    case 'json':
      return dice.pick<unknown>([
        0,
        1,
        95,
        'high',
        true,
        null,
        {},
        { price: 90, kind: 'x', items: [1, 2, 3] },
        { a: { b: [1] }, items: [[], {}] },
        { id: 2, items: [1, 2, 3, 4, 5] },
        { id: 3, items: 'in pieces' },
      ])
    case 'source':
      return anyOf(around.sources)
    case 'fault':
      return anyOf(around.faults)
    case 'agent':
      return anyOf(around.agents)
    case 'agents':
      return dice.some(around.agents, 0.5)
    case 'steps':
      return dice.chance(0.3) ? dice.some(around.steps, 0.4) : []
    case 'assertion':
      return anyOf(around.assertions)
    case 'assertions':
      return dice.some(around.assertions, 0.5)
    case 'step':
      return anyOf(around.steps)
    case 'profile':
      return randomSpec(profilesOf(others['source'], around), dice, around)
    case 'kind':
      return randomSpec(field.kinds ?? [], dice, around)
    case 'list':
      return field.items && dice.list(1, 3, () => randomFields(field.items as z.ZodObject, dice, around))
    case 'condition':
      return randomCondition(dice, around, 2)
    default:
      return undefined
  }
}

/** What a source that was chosen before can follow. */
function profilesOf(source: unknown, { sources, sourceKinds }: Surroundings): readonly Kind[] {
  const index = typeof source === 'string' ? sources.indexOf(source) : 0
  return sourceKinds[Math.max(0, index)]?.profiles ?? []
}

/** A kind out of a list, with parameters. */
export function randomSpec(
  kinds: readonly Kind[],
  dice: Dice,
  around: Surroundings,
): { kind: string; params: Params } | undefined {
  if (kinds.length === 0) return undefined
  const kind = dice.pick(kinds)
  return { kind: kind.name, params: randomParams(kind, dice, around) }
}

function randomNumber(
  { unit, soft, min, max, whole, defaultValue }: Field,
  dice: Dice,
  around: Surroundings,
) {
  const [low, high] = [min ?? soft?.[0] ?? -10, max ?? soft?.[1] ?? 1_000]
  const drawn = (): number => {
    if (unit === 'ms')
      return dice.pick([0, 1, 250, 500, 1, 1.5, 2, 3.25].map((x) => (x < 10 ? x * around.cycleMs : x)))
    if (unit === 'cycles' || unit === 'events' || unit === 'steps' || unit === 'rounds')
      return low + dice.between(0, 6)
    if (unit === 'ratio') return dice.between(0, 20) / 20
    if (typeof defaultValue === 'number' && dice.chance(0.7))
      return defaultValue * dice.pick([0.5, 0.9, 1, 1.1, 2])
    const [from, to] = soft ?? [low, high]
    return from + dice.uniform() * (to - from)
  }
  const value = Math.min(high, Math.max(low, drawn()))
  return whole === true ? Math.round(value) : Math.round(value * 1_000) / 1_000
}

export function randomCondition(dice: Dice, around: Surroundings, levels: number): unknown {
  if (levels > 0 && dice.chance(0.25)) {
    const parts = dice.list(1, 2, () => randomCondition(dice, around, levels - 1))
    return dice.pick([{ all: parts }, { any: parts }, { not: parts[0] }])
  }
  const field = dice.pick(around.fields)
  const [is, value] = dice.pick<readonly [string, unknown]>([
    ['lt', 99],
    ['gt', 100],
    ['ge', 1],
    ['eq', 0],
    ['ne', 'high'],
    ['between', [90, 110]],
    ['exists', undefined],
    ['absent', undefined],
    ['in', [0, 1, 'high']],
  ])
  return value === undefined ? { field, is } : { field, is, value }
}
