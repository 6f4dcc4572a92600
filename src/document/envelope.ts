import { z } from 'zod'
import { isTopicPattern } from '../base/topic.ts'
import { field } from '../kinds/form.ts'

export const topicPattern = z
  .string()
  .max(200)
  .refine(isTopicPattern, 'must be a topic pattern: dot-separated names, * for one segment, ** for any number')

const cycle = z.int().min(0).max(1_000_000_000)

/**
 * Which events a fault may touch, when, and how often: shared by every fault, so that no kind
 * repeats it. All conditions must hold; counts are of events that matched the ones before them.
 */
export const envelopeShape = {
  enabled: field(z.boolean().default(true), { label: 'Enabled', help: 'A step can switch a fault on or off during the run.' }),
  topics: field(z.array(topicPattern).max(50).default([]), {
    label: 'Topics',
    control: 'topic-list',
    help: 'Topic patterns; none means every topic. * is one segment, ** any number.',
  }),
  sources: field(z.array(z.string().min(1).max(100)).max(50).default([]), {
    label: 'Published by',
    control: 'topic-list',
    help: 'Ids of sources, agents or steps; none means everybody.',
  }),
  fromCycle: field(cycle.default(0), { label: 'From cycle', unit: 'cycles', help: 'First cycle in which it acts; cycles count from 0.' }),
  toCycle: field(cycle.optional(), {
    label: 'To cycle',
    unit: 'cycles',
    help: 'Last cycle in which it acts, included. The same as "from" means that one cycle; empty means to the end.',
  }),
  afterEvent: field(topicPattern.optional(), {
    label: 'After event',
    control: 'topic-pattern',
    help: 'Acts only once an event with this topic has been delivered.',
  }),
  trigger: field(z.enum(['always', 'nth', 'every', 'first']).default('always'), {
    label: 'Which matches',
    help: 'Always, only the n-th, every n-th, or the first n of the events that match.',
  }),
  n: field(z.int().min(1).max(1_000_000_000).default(1), {
    label: 'n',
    unit: 'events',
    when: { trigger: ['nth', 'every', 'first'] },
  }),
  probability: field(z.number().min(0).max(1).default(1), {
    label: 'Probability',
    unit: 'ratio',
    control: 'slider',
    help: 'Chance that it acts on an event that it may act on. Drawn from this fault’s own stream.',
  }),
  limit: field(z.int().min(0).max(1_000_000_000).default(0), {
    label: 'At most',
    unit: 'events',
    help: 'Stops acting after this many hits; 0 means no limit.',
  }),
}

export const envelopeSchema = z.object(envelopeShape)
export type FaultEnvelope = z.output<typeof envelopeSchema>
