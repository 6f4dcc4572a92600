import '../base/schema-settings.ts'
import { z } from 'zod'
import type { ScriptShape } from '../sandbox/script.ts'
import type { Kind } from './contracts.ts'

/** The unit a number is entered in; printed beside it and in the reference pages. */
export type Unit =
  | 'ms'
  | 'cycles'
  | 'events'
  | 'steps'
  | 'rounds'
  | 'bps'
  | 'ratio'
  | 'price'
  | 'seconds'
  | 'σ/step'
  | 'x'
  | '°C'
  | 'per second'
  | '%'

/**
 * How the inspector edits one parameter. Plain data: no React below `views/`.
 * `topic` is a full topic name, `topic-pattern` a glob; `source`, `fault`, `agent`, `assertion`,
 * `assertions`, `agents`, `step`, `steps`, `subscenario` pick from the document by id; `arguments` are values for a sub-scenario's
 * parameters; `field-path` is a dot path into a payload; `json` is any JSON; `kind` is a nested
 * `{ kind, params }` chosen from the kinds of a discriminated union; `list` is a list of objects, each with
 * a form of its own; `condition` is a condition on a payload, as condition.ts has it; `code` is JavaScript
 * that runs in the sandbox.
 */
export type Control =
  | 'number'
  | 'slider'
  | 'text'
  | 'multiline'
  | 'switch'
  | 'select'
  | 'topic'
  | 'topic-pattern'
  | 'topic-list'
  | 'field-path'
  | 'json'
  | 'source'
  | 'fault'
  | 'assertion'
  | 'agent'
  | 'agents'
  | 'steps'
  | 'assertions'
  | 'step'
  | 'subscenario'
  | 'arguments'
  | 'profile'
  | 'kind'
  | 'list'
  | 'data'
  | 'condition'
  | 'code'

export interface FieldMeta {
  readonly label: string
  readonly unit?: Unit
  readonly control?: Control
  /** One sentence under the field. */
  readonly help?: string
  /** Range of a slider where it is narrower than the schema's: what people usually want. */
  readonly soft?: readonly [min: number, max: number]
  /** The kinds a `kind` control chooses from. */
  readonly kinds?: readonly Kind[]
  /** What one element of a `list` is called, such as `phase`. */
  readonly item?: string
  /** How the options of a choice read, where their names alone do not say it. */
  readonly texts?: Readonly<Record<string, string>>
  /** What the code of a `code` control must have and may do. */
  readonly script?: ScriptShape
  /** Heading under which the inspector folds it away, together with others of the same. */
  readonly fold?: string
  /** Show the field only when another has one of these values; for a nested kind, its name. */
  readonly when?: Readonly<Record<string, readonly (string | number | boolean)[]>>
}

const metas = new WeakMap<z.ZodType, FieldMeta>()

/** Describes a parameter for the inspector and the reference pages, next to its schema. */
export const field = <S extends z.ZodType>(schema: S, meta: FieldMeta): S => {
  // Two parameters may share one schema, but never one description.
  const own = schema.clone()
  metas.set(own, meta)
  return own
}

export interface Field extends FieldMeta {
  readonly name: string
  readonly control: Control
  readonly optional: boolean
  readonly defaultValue?: unknown
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
  readonly options?: readonly string[]
  /** The parameters of one element of a `list`. */
  readonly items?: z.ZodObject
  readonly schema: z.ZodType
}

/** The form of a kind, in declaration order. Throws when a parameter lacks `field()`: a bug in the kind. */
export function describeForm(params: z.ZodObject): Field[] {
  return Object.entries(params.shape).map(([name, schema]) => describeField(name, schema as z.ZodType))
}

function describeField(name: string, schema: z.ZodType): Field {
  const meta = metas.get(schema)
  if (meta === undefined) throw new Error(`parameter "${name}" has no field() description`)
  const { inner, optional, defaultValue } = unwrap(schema)
  const base = {
    name,
    schema,
    optional,
    ...(defaultValue === undefined ? {} : { defaultValue }),
  }
  if (inner instanceof z.ZodNumber) {
    const min = finite(inner.minValue)
    const max = finite(inner.maxValue)
    return {
      ...base,
      control: 'number',
      whole: inner.format === 'safeint' || inner.format === 'int32',
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...meta,
    }
  }
  if (inner instanceof z.ZodBoolean) return { ...base, control: 'switch', ...meta }
  if (inner instanceof z.ZodEnum)
    return { ...base, control: 'select', options: inner.options.map(String), ...meta }
  if (inner instanceof z.ZodString) return { ...base, control: 'text', ...meta }
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodObject)
    return { ...base, control: 'list', items: inner.element, ...meta }
  return { ...base, control: 'json', ...meta }
}

function unwrap(schema: z.ZodType): { inner: z.ZodType; optional: boolean; defaultValue: unknown } {
  let inner = schema
  let optional = false
  let defaultValue: unknown
  for (;;) {
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
      defaultValue = inner.def.defaultValue
      inner = inner.def.innerType as z.ZodType
    } else if (inner instanceof z.ZodOptional) {
      optional = true
      inner = inner.def.innerType as z.ZodType
    } else return { inner, optional, defaultValue }
  }
}

/** Zod's own bounds for `int()` are the safe integers: no limit worth showing. */
const finite = (bound: number | null): number | undefined =>
  bound === null || !Number.isFinite(bound) || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound
