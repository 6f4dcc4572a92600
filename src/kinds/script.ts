import { z } from 'zod'
import { present } from '../base/assert.ts'
import type { Json, JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import { isTopic } from '../base/topic.ts'
import type { Answer, Moment, Script, ScriptCommand, ScriptShape, StartScript } from '../sandbox/script.ts'
import type { BusEvent } from './contracts.ts'
import { field, type FieldMeta } from './form.ts'
import { isPlainJson, jsonObject } from './topic.ts'

const MOST_CHARACTERS = 100_000
const MOST_DELAY_MS = 86_400_000

/** The parameter that holds a person's code, with what the code must have and is given. */
export const codeField = (shape: ScriptShape, example: string, meta: Omit<FieldMeta, 'control' | 'script'>) =>
  field(z.string().max(MOST_CHARACTERS).default(example), { ...meta, control: 'code', script: shape })

/** A parameter whose value scripts read as `settings`. */
export const settingsField = () =>
  field(jsonObject.default({}), {
    label: 'Settings',
    control: 'json',
    help: 'A JSON object; the code reads it as settings.',
  })

/** The machine of a kind's code. Where a kind has code, whoever runs it has prepared the sandbox. */
export const startScript = (
  context: { readonly script?: StartScript | undefined },
  code: string,
  shape: ScriptShape,
  settings: JsonObject,
): Script => present(context.script, 'sandbox for the scripts of this scenario')(code, shape, settings)

/** An event as scripts see it: plain data of their own. */
export const eventForScript = ({ seq, topic, source, atMs, payload }: BusEvent): JsonObject => ({
  seq,
  topic,
  source,
  atMs,
  payload,
})

export const momentOf = ({ seq, topic, atMs }: BusEvent): Moment => ({ seq, topic, atMs })

/** What the commands of scripts do; a kind gives those that its shape allows. */
export interface CommandHandlers {
  publish?(topic: string, payload: JsonObject, afterMs: Millis): void
  setTimer?(name: string, afterMs: Millis): void
  record?(state: JsonObject): void
  set?(variable: string, value: Json): void
  note?(text: string): void
  fail?(reason: string): void
}

/**
 * Carries out what a script asked for, in its order. The first command that makes no sense ends the run,
 * with words that say what was expected.
 */
export function obey(
  script: Script,
  answer: Answer,
  handlers: CommandHandlers,
  publishes: readonly string[],
  moment: Moment | null,
): void {
  const mayPublish = (topic: string) => publishes.includes(topic)
  for (const command of answer.commands) {
    const refused = obeyOne(command, handlers, mayPublish)
    if (refused !== null) return script.refuse(refused, moment)
  }
}

/** Null when it was done, else what was expected. */
function obeyOne(
  [name, first, second, third]: ScriptCommand,
  handlers: CommandHandlers,
  mayPublish: (topic: string) => boolean,
): string | null {
  switch (name) {
    case 'publish': {
      const afterMs = third ?? 0
      const payload = second ?? {}
      if (typeof first !== 'string' || !isTopic(first))
        return 'publish(topic, payload, afterMs) with a topic such as "order.placed"'
      if (!mayPublish(first)) return `a topic that the part says it publishes; add "${first}" to its list`
      if (!isPayload(payload)) return `publish("${first}", …) with a plain JSON object`
      if (!isDelay(afterMs, 0)) return `publish("${first}", …) after whole milliseconds, at most a day`
      handlers.publish?.(first, payload, afterMs)
      return null
    }
    case 'setTimer':
      if (typeof first !== 'string') return 'setTimer(name, afterMs) with a name'
      if (!isDelay(second, 1)) return `setTimer("${first}", …) after 1 to 86,400,000 whole milliseconds`
      handlers.setTimer?.(first, second)
      return null
    case 'record':
      if (!isPayload(first)) return 'record(state) with a plain JSON object'
      handlers.record?.(first)
      return null
    case 'set':
      if (typeof first !== 'string' || !VARIABLE.test(first))
        return 'set(name, value) with a name such as "phase"'
      if (!isPlainJson(second ?? null)) return `set("${first}", …) with plain JSON`
      handlers.set?.(first, second ?? null)
      return null
    case 'note':
      handlers.note?.(textOf(first))
      return null
    case 'fail':
      handlers.fail?.(textOf(first))
      return null
    default:
      return 'a command it was given'
  }
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/
const MOST_TEXT = 1_000

const isDelay = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= MOST_DELAY_MS

const isPayload = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && isPlainJson(value)

const textOf = (value: Json | undefined): string =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).slice(0, MOST_TEXT)
