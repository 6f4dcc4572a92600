import { z } from 'zod'
import { agentKinds, assertionKinds, chaosKinds, sourceKinds, stepKinds } from '../catalog.ts'
import type { Kind, ProfileKind, SourceKind } from '../kinds/contracts.ts'
import { topicName } from '../kinds/topic.ts'
import { groupSchema, noteSchema } from './decoration-schema.ts'
import { assertionEnvelopeShape } from './assertion-envelope.ts'
import { envelopeShape, topicPattern } from './envelope.ts'
import { idSchema } from './ids.ts'
import type { Limits } from './types.ts'

const nameSchema = z.string().max(200).default('')
const coordinate = z.number().min(-1_000_000).max(1_000_000)

/** Defaults are generous for a browser and small enough to stop a mistake within seconds. */
export const DEFAULT_LIMITS: Limits = {
  maxEvents: 5_000_000,
  maxQueued: 100_000,
  maxPerInstant: 10_000,
  maxCycles: 10_000_000,
}

/** As far as limits may be raised. */
export const MOST_LIMITS: Limits = {
  maxEvents: 50_000_000,
  maxQueued: 10_000_000,
  maxPerInstant: 10_000_000,
  maxCycles: 100_000_000,
}

const limits = z
  .strictObject({
    maxEvents: z.int().min(1).max(MOST_LIMITS.maxEvents).default(DEFAULT_LIMITS.maxEvents),
    maxQueued: z.int().min(1).max(MOST_LIMITS.maxQueued).default(DEFAULT_LIMITS.maxQueued),
    maxPerInstant: z.int().min(1).max(MOST_LIMITS.maxPerInstant).default(DEFAULT_LIMITS.maxPerInstant),
    maxCycles: z.int().min(1).max(MOST_LIMITS.maxCycles).default(DEFAULT_LIMITS.maxCycles),
  })
  .prefault({})

/** One strict object for each kind of a list: `kind`, `params` and the fields all of them share. */
function items(kinds: readonly Kind[], shared: z.ZodRawShape) {
  const [first, ...rest] = kinds.map((kind) => item(kind, shared))
  if (first === undefined) return z.never()
  return z.discriminatedUnion('kind', [first, ...rest])
}

const item = (kind: Kind, shared: z.ZodRawShape) =>
  z.strictObject({
    id: idSchema,
    name: nameSchema,
    kind: z.literal(kind.name),
    params: kind.params.strict().prefault({}),
    ...shared,
  })

/** Each source kind brings the profiles it can follow. */
function sources(kinds: readonly SourceKind[]) {
  const [first, ...rest] = kinds.map((kind) =>
    item(kind, { topic: topicName.default(kind.defaultTopic), profile: profiles(kind.profiles) }),
  )
  if (first === undefined) return z.never()
  return z.discriminatedUnion('kind', [first, ...rest])
}

const profileSchemas = new WeakMap<ProfileKind, z.ZodObject>()

/** Made once for a kind: a document may name its profiles in many places. */
function profileSchema(kind: ProfileKind) {
  const known = profileSchemas.get(kind)
  if (known !== undefined) return known
  const schema = z.strictObject({ kind: z.literal(kind.name), params: kind.params.strict().prefault({}) })
  profileSchemas.set(kind, schema)
  return schema
}

export function profiles(kinds: readonly ProfileKind[]) {
  const [first, ...rest] = kinds.map(profileSchema)
  if (first === undefined) return z.never()
  return z.discriminatedUnion('kind', [first, ...rest])
}

const list = <S extends z.ZodType>(schema: S, most: number) => z.array(schema).max(most).default([])

/** Every way out that some step has. Which step has which is checked with the graph. */
const ways = [...new Set(stepKinds.flatMap(({ ports }) => ports.out.map(({ name }) => name)))]

const steps = list(
  items(stepKinds, {
    onFail: z.enum(['continue', 'stop', 'note', 'halt']).default('continue'),
    position: z.strictObject({ x: coordinate.default(0), y: coordinate.default(0) }).prefault({}),
  }),
  20_000,
)
const edges = list(z.strictObject({ from: idSchema, to: idSchema, on: z.enum(ways).default('next') }), 40_000)
const subscenario = z.strictObject({
  id: idSchema,
  name: nameSchema,
  params: list(
    z.strictObject({
      name: idSchema,
      label: nameSchema,
      targets: z
        .array(z.strictObject({ step: idSchema, field: z.string().min(1).max(100) }))
        .min(1)
        .max(100),
    }),
    100,
  ),
  steps,
  edges,
  notes: list(noteSchema, 2_000),
  groups: list(groupSchema, 2_000),
})

/** Version 1 of the document: every field, default and bound. The JSON Schema is printed from it. */
export const documentSchema = z.strictObject({
  $schema: z.string().max(500).optional(),
  format: z.literal('scenario-studio'),
  version: z.literal(1),
  name: z.string().min(1).max(200).default('Untitled scenario'),
  description: z.string().max(10_000).default(''),
  seed: z.string().max(200).default('1'),
  clock: z.strictObject({ cycleMs: z.int().min(1).max(86_400_000).default(1_000) }).prefault({}),
  limits,
  tail: z
    .strictObject({ cycles: z.int().min(1).max(1_000_000).default(10), topic: topicPattern.optional() })
    .optional(),
  sources: list(sources(sourceKinds), 200),
  agents: list(items(agentKinds, {}), 200),
  faults: list(items(chaosKinds, envelopeShape), 200),
  assertions: list(items(assertionKinds, assertionEnvelopeShape), 1_000),
  steps,
  edges,
  subscenarios: list(subscenario, 200),
  notes: list(noteSchema, 2_000),
  groups: list(groupSchema, 2_000),
})
