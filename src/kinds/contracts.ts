import '../base/schema-settings.ts'
import type { z } from 'zod'
import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { AgentKind } from './agent-contracts.ts'
import type { AssertionKind } from './assertion-contracts.ts'
import type { DataImporter, Preset } from './series-contracts.ts'
import type { SourceKind } from './source-contracts.ts'

export * from './step-contracts.ts'
export * from './chaos-contracts.ts'
export * from './assertion-contracts.ts'
export * from './agent-contracts.ts'
export * from './source-contracts.ts'

/** What every kind tells the palette, the inspector, the reference pages and the document schema. */
export interface Kind<Name extends string = string, Params extends z.ZodObject = z.ZodObject> {
  /** Saved in documents: never rename it, add a migration instead. Equals the file's name. */
  readonly name: Name
  readonly title: string
  /** One sentence: palette tooltip and first line of the reference page. */
  readonly summary: string
  /** Kinds of a long list that belong together have the same: a heading in the library. */
  readonly group?: string
  /** Where the idea or formula comes from, for the reference page. */
  readonly source?: string
  /** Validation, defaults, units and form in one place; see `field` in form.ts. */
  readonly params: Params
  /** A few words that tell this one from others of its kind, such as `10 cycles`: for nodes and lists. */
  describe(params: z.output<Params>): string
}

/** What a record of the log says of its event. Subscribers see only what is `delivered`. */
export type Stage = 'delivered' | 'held' | 'dropped' | 'mark'

/**
 * An event as faults, monitors and agents see it. The engine lends one reused view per event:
 * read what you need while you are called, never keep the object. Payloads are plain JSON, immutable.
 */
export interface BusEvent {
  /** Its record in the log; -1 while it is being published and has none yet. */
  readonly seq: number
  readonly topic: string
  readonly source: string
  readonly atMs: Millis
  /** `delivered`, but for monitors that ask for other stages too. */
  readonly stage: Stage
  /** The record that led to it, or -1. */
  readonly cause: number
  /** Built on first use; prefer `number` on a hot path. */
  readonly payload: JsonObject
  /** A top-level numeric field, or NaN when it is absent or not a number. O(1), allocates nothing. */
  number(field: string): number
}

/** A kind with its parameters, as documents hold it. */
export interface Spec {
  readonly kind: string
  readonly params: Readonly<Record<string, unknown>>
}

/** An event as examples and tests write it. */
export interface PlainEvent {
  readonly topic: string
  readonly atMs: Millis
  readonly payload: JsonObject
  readonly source?: string
  readonly stage?: Stage
  readonly cause?: number
}

/** Everything one domain adds. The core knows domains only through this. */
export interface Domain {
  readonly name: string
  readonly title: string
  readonly sources: readonly SourceKind[]
  readonly presets?: readonly Preset[]
  readonly importers?: readonly DataImporter[]
  readonly agents: readonly AgentKind[]
  readonly assertions: readonly AssertionKind[]
  /** Topics offered in pickers, with the fields people will ask for. */
  readonly topics: readonly { readonly topic: string; readonly fields: readonly string[] }[]
  /** Example documents, as plain JSON: they pass through the same parser as everybody's. */
  readonly examples: readonly ExampleScenario[]
}

export interface ExampleScenario {
  readonly id: string
  readonly title: string
  /** What it teaches, in one or two sentences. */
  readonly teaches: string
  /** What the run says at the end: a planted defect is a violated assertion on purpose. */
  readonly verdict: 'passed' | 'failed'
  readonly document: unknown
}
