import { z } from 'zod'
import { defineAssertion, type Conclusion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { topicGlob } from '../topic.ts'

const count = z.int().min(0).max(1_000_000_000).optional()

interface Bounds {
  readonly min: number
  readonly max: number
  readonly text: string
}

/** Nothing stated means at least one. */
function bounds(params: {
  min?: number | undefined
  max?: number | undefined
  exact?: number | undefined
}): Bounds {
  const { min, max, exact } = params
  if (exact !== undefined) return { min: exact, max: exact, text: `exactly ${exact}` }
  if (min !== undefined && max !== undefined) return { min, max, text: `between ${min} and ${max}` }
  if (max !== undefined) return { min: 0, max, text: `at most ${max}` }
  return { min: min ?? 1, max: Infinity, text: `at least ${min ?? 1}` }
}

/** How many events are delivered; violated by the first one too many, or at the end by too few. */
export const eventCount = defineAssertion({
  name: 'event-count',
  title: 'Event count',
  group: 'Counts and order',
  summary: 'Events of a topic are delivered at least, at most, or exactly so many times.',
  source: 'Our own',
  params: z
    .object({
      topic: field(topicGlob.default('PriceUpdate'), { label: 'Topic', control: 'topic-pattern' }),
      min: field(count, { label: 'At least', unit: 'events' }),
      max: field(count, { label: 'At most', unit: 'events' }),
      exact: field(count, {
        label: 'Exactly',
        unit: 'events',
        help: 'Instead of the two above. All empty means at least one.',
      }),
    })
    .refine(({ min, max, exact }) => exact === undefined || (min === undefined && max === undefined), {
      path: ['exact'],
      message: 'give either exactly, or at least / at most',
    })
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
      path: ['max'],
      message: 'must not be less than at least',
    }),
  describe: (params) => `${bounds(params).text} ${params.topic}`,
  topics: ({ topic }) => [topic],
  monitor(params) {
    const { min, max, text } = bounds(params)
    const witness: number[] = []
    let found = 0
    let last = -1
    let verdict: Verdict = max === Infinity && min === 0 ? 'holds' : 'open'
    /** So many more events; says which of them decides, or -1. */
    const decides = (events: number): number => {
      const before = found
      found += events
      if (verdict !== 'open') return -1
      const deciding = max === Infinity ? min : max + 1
      if (found < deciding) return -1
      verdict = max === Infinity ? 'holds' : 'violated'
      return deciding - before - 1
    }
    return {
      observe({ seq }) {
        if (decides(1) === 0) witness.push(seq)
        last = seq
        return verdict
      },
      observeBatch(batch) {
        const nth = decides(batch.count)
        if (nth >= 0) witness.push(batch.seq(nth))
        last = batch.seq(batch.count - 1)
        return verdict
      },
      conclude(): Conclusion {
        const holds = found >= min && found <= max
        const events = `${params.topic} ${found === 1 ? 'event' : 'events'}`
        const gap = found < min ? `${min - found} too few` : `${found - max} too many`
        return {
          verdict: holds ? 'holds' : 'violated',
          vacuous: false,
          pending: found < min,
          message: holds
            ? `Found ${found} ${events}, as asked: ${text}.`
            : `Expected ${text} ${params.topic}, found ${found}: ${gap}.`,
          expected: `${text} ${params.topic}`,
          actual: `${found} delivered`,
          witness: verdict !== 'open' ? witness : last < 0 ? [] : [last],
        }
      },
    }
  },
  examples: [
    {
      title: 'Two ticks are enough',
      params: { topic: 'tick', min: 2 },
      given: [
        { topic: 'tick', atMs: 0, payload: {} },
        { topic: 'tick', atMs: 1_000, payload: {} },
      ],
      expect: { verdict: 'holds', actual: '2 delivered', witness: [1] },
    },
    {
      title: 'One too few',
      params: { topic: 'tick', min: 2 },
      given: [{ topic: 'tick', atMs: 0, payload: {} }],
      expect: {
        verdict: 'violated',
        pending: true,
        message: 'Expected at least 2 tick, found 1: 1 too few.',
      },
    },
    {
      title: 'The second alarm is one too many',
      params: { topic: 'alarm.*', max: 1 },
      given: [
        { topic: 'alarm.low', atMs: 0, payload: {} },
        { topic: 'alarm.high', atMs: 5, payload: {} },
      ],
      expect: { verdict: 'violated', pending: false, witness: [1] },
    },
  ],
})
