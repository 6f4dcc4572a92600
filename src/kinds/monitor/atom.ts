import { printMillis, type Millis } from '../../base/time.ts'
import { topicMatcher } from '../../base/topic.ts'
import { compileCondition, conditionSchema, describeCondition, type Condition } from '../condition.ts'
import type { BusEvent } from '../contracts.ts'
import { field, type FieldMeta } from '../form.ts'
import { topicGlob } from '../topic.ts'

/** Some events: those of a topic whose payload meets a condition, if there is one. */
export interface Atom {
  readonly topic: string
  readonly where: Condition | undefined
}

export const atom = (topic: string, where?: Condition): Atom => ({ topic, where })

type When = NonNullable<FieldMeta['when']>

/** The two form fields that name some events. They stand one below the other. */
export const topicField = (label: string, preset: string, help?: string, when?: When) =>
  field(topicGlob.default(preset), {
    label,
    control: 'topic-pattern',
    ...(help === undefined ? {} : { help }),
    ...(when === undefined ? {} : { when }),
  })

export const whereField = (label: string, when?: When) =>
  field(conditionSchema.optional(), {
    label,
    control: 'condition',
    ...(when === undefined ? {} : { when }),
  })

/** Compiles an atom. The topic is matched anew only when it is another than the last one. */
export function atomTest({ topic, where }: Atom): (event: BusEvent) => boolean {
  const matches = topicTest(topic)
  if (where === undefined) return matches
  const meets = compileCondition(where)
  return (event) => matches(event) && meets(event)
}

function topicTest(pattern: string): (event: BusEvent) => boolean {
  if (pattern === '**') return () => true
  if (!pattern.includes('*')) return ({ topic }) => topic === pattern
  const matches = topicMatcher(pattern)
  const known = new Map<string, boolean>()
  return ({ topic }) => {
    let found = known.get(topic)
    if (found === undefined) {
      found = matches(topic)
      known.set(topic, found)
    }
    return found
  }
}

/** `order`, or `order where quantity > 5`. */
export const atomText = ({ topic, where }: Atom): string =>
  where === undefined ? topic : `${topic} where ${describeCondition(where)}`

/** `#12 at 3 s`: a record as messages name it. */
export const eventAt = (seq: number, atMs: Millis): string => `#${seq} at ${printMillis(atMs)}`
