import { z } from 'zod'
import { topicMatcher } from '../../base/topic.ts'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { held, violated } from '../monitor/conclude.ts'
import { topicGlob } from '../topic.ts'

/** Each entry takes the first event that matches it; entries with the same pattern take one each. */
export const eventsAnyOrder = defineAssertion({
  name: 'events-any-order',
  title: 'All of these',
  group: 'Counts and order',
  summary: 'All of some events come, in any order.',
  source: 'Multiset inclusion',
  params: z.object({
    topics: field(z.array(topicGlob).min(1).max(100).default(['trading.order', 'trading.fill']), {
      label: 'Events',
      control: 'topic-list',
      help: 'A topic that stands twice has to come twice.',
    }),
  }),
  describe: ({ topics }) => `{ ${topics.join(', ')} }`,
  topics: ({ topics }) => topics,
  monitor({ topics }) {
    const matchers = topics.map(topicMatcher)
    const taken = topics.map(() => -1)
    let missing = topics.length
    const expected = `all of ${topics.join(', ')}, in any order`
    return {
      observe({ topic, seq }) {
        if (missing === 0) return 'holds'
        const used = new Set<string>()
        for (let index = 0; index < topics.length; index++) {
          const pattern = topics[index]!
          if (taken[index] !== -1 || used.has(pattern) || matchers[index]?.(topic) !== true) continue
          used.add(pattern)
          taken[index] = seq
          missing--
        }
        return missing === 0 ? 'holds' : 'open'
      },
      conclude() {
        const absent = topics.filter((_, index) => taken[index] === -1)
        const told = { expected, witness: taken }
        if (missing === 0)
          return held({ ...told, actual: 'all came', message: `All of ${topics.join(', ')} came.` })
        const actual = `missing: ${absent.join(', ')}`
        return violated({ ...told, actual, message: `Expected ${expected}; ${actual}.` }, true)
      },
    }
  },
  examples: [
    {
      title: 'Both sides have confirmed',
      params: { topics: ['buyer.ok', 'seller.ok'] },
      given: ['seller.ok', 'buyer.ok'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'holds', witness: [1, 0] },
    },
    {
      title: 'Twice is twice',
      params: { topics: ['ok', 'ok', 'done'] },
      given: ['ok', 'done'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: true, actual: 'missing: ok', witness: [0, 1] },
    },
  ],
})
