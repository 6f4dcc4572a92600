import { z } from 'zod'
import { present } from '../base/assert.ts'
import { canonicalJson, getField, parseFieldPath } from '../base/json.ts'
import type { BusEvent } from './contracts.ts'
import { field } from './form.ts'
import { fieldPath, topicGlob, topicName } from './topic.ts'

/** Parameters that many agents have. */

/** Topics that the agent hears. */
export const hears = (label: string, preset: string, help?: string) =>
  field(topicGlob.default(preset), {
    label,
    control: 'topic-pattern',
    ...(help === undefined ? {} : { help }),
  })

/** A topic that the agent publishes to. */
export const publishesTo = (label: string, preset: string, help?: string) =>
  field(topicName.default(preset), { label, control: 'topic', ...(help === undefined ? {} : { help }) })

export const keyParam = (help: string) =>
  field(fieldPath.default('id'), { label: 'Key', control: 'field-path', help })

/** A duration with a slider up to `soft`. */
export const duration = (label: string, presetMs: number, softMs: number, help?: string) =>
  field(z.int().min(0).max(86_400_000).default(presetMs), {
    label,
    unit: 'ms',
    control: 'slider',
    soft: [0, softMs],
    ...(help === undefined ? {} : { help }),
  })

/** A probability or share from 0 to 1. */
export const share = (label: string, preset: number, help?: string) =>
  field(z.number().min(0).max(1).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    ...(help === undefined ? {} : { help }),
  })

/** A whole number from 1, with a slider up to `soft`. */
export const count = (label: string, preset: number, most: number, soft: number, help?: string) =>
  field(z.int().min(1).max(most).default(preset), {
    label,
    control: 'slider',
    soft: [1, soft],
    ...(help === undefined ? {} : { help }),
  })

/** Reads what tells one thing from another as a text; undefined when the event has no such field. */
export function keyReader(path: string): (event: BusEvent) => string | undefined {
  const segments = present(parseFieldPath(path), 'key')
  return (event) => {
    const found = getField(event.payload, segments)
    return found === undefined ? undefined : canonicalJson(found)
  }
}
