import { z } from 'zod'
import { topicMatcher } from '../../base/topic.ts'
import { defineAssertion, type Conclusion, type Monitor } from '../contracts.ts'
import { field } from '../form.ts'
import { topicGlob } from '../topic.ts'

type Matcher = (topic: string) => boolean

/** Events occur in an order: with others in between, or one directly after the other. */
export const eventSequence = defineAssertion({
  name: 'event-sequence',
  title: 'Event sequence',
  group: 'Counts and order',
  summary: 'Events occur in a given order, with others in between or one directly after the other.',
  source: 'Subsequence and substring acceptance on a finite trace',
  params: z.object({
    topics: field(z.array(topicGlob).min(1).max(100).default(['PriceUpdate', 'PriceUpdate']), {
      label: 'Order',
      control: 'topic-list',
    }),
    contiguous: field(z.boolean().default(false), {
      label: 'Nothing in between',
      help: 'Directly one after the other, among the events named below.',
    }),
    among: field(z.array(topicGlob).max(100).default([]), {
      label: 'Among',
      control: 'topic-list',
      when: { contiguous: [true] },
      help: 'Events that may not come in between; none means all events.',
    }),
  }),
  describe: ({ topics, contiguous }) => topics.join(contiguous ? ' ⇢ ' : ' → '),
  topics: ({ topics, contiguous, among }) =>
    !contiguous ? topics : among.length === 0 ? ['**'] : [...among, ...topics],
  monitor: ({ topics, contiguous }) => (contiguous ? contiguousMonitor(topics) : subsequenceMonitor(topics)),
  examples: [
    {
      title: 'An order is filled after it is sent, whatever happens in between',
      params: { topics: ['order', 'fill'] },
      given: [
        { topic: 'order', atMs: 0, payload: {} },
        { topic: 'tick', atMs: 1, payload: {} },
        { topic: 'fill', atMs: 2, payload: {} },
      ],
      expect: { verdict: 'holds', witness: [0, 2] },
    },
    {
      title: 'Contiguous refuses the gap',
      params: { topics: ['order', 'fill'], contiguous: true },
      given: [
        { topic: 'order', atMs: 0, payload: {} },
        { topic: 'tick', atMs: 1, payload: {} },
        { topic: 'fill', atMs: 2, payload: {} },
      ],
      expect: { verdict: 'violated', pending: true },
    },
    {
      title: 'A false start does not hide the real one',
      params: { topics: ['a', 'a', 'b'], contiguous: true },
      given: ['a', 'a', 'a', 'b'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'holds', witness: [1, 2, 3] },
    },
  ],
})

/** One pointer into the list: the greedy match is the earliest one. O(1) an event. */
function subsequenceMonitor(topics: readonly string[]): Monitor {
  const matchers: readonly Matcher[] = topics.map(topicMatcher)
  const matched: number[] = []
  return {
    endsDecided: true,
    observe(event) {
      if (matched.length < matchers.length && matchers[matched.length]?.(event.topic) === true)
        matched.push(event.seq)
      return matched.length === matchers.length ? 'holds' : 'open'
    },
    conclude: () => conclusion(topics, ' → ', matched, matched.length),
  }
}

/** Every prefix length that the last events match is kept: a nondeterministic automaton, O(length) an event. */
function contiguousMonitor(topics: readonly string[]): Monitor {
  const matchers: readonly Matcher[] = topics.map(topicMatcher)
  const recent: number[] = []
  let prefixes: readonly number[] = []
  let best: { readonly length: number; readonly witness: readonly number[] } = { length: 0, witness: [] }
  return {
    observe(event) {
      if (best.length === matchers.length) return 'holds'
      recent.push(event.seq)
      if (recent.length > matchers.length) recent.shift()
      prefixes = [...prefixes, 0]
        .filter((length) => matchers[length]?.(event.topic) === true)
        .map((length) => length + 1)
      const longest = prefixes.reduce((most, length) => Math.max(most, length), 0)
      if (longest > best.length) best = { length: longest, witness: recent.slice(-longest) }
      return best.length === matchers.length ? 'holds' : 'open'
    },
    conclude: () => conclusion(topics, ' ⇢ ', best.witness, best.length),
  }
}

function conclusion(
  topics: readonly string[],
  arrow: string,
  witness: readonly number[],
  length: number,
): Conclusion {
  const holds = length === topics.length
  const reached = topics.slice(0, length).join(arrow)
  return {
    verdict: holds ? 'holds' : 'violated',
    vacuous: false,
    pending: !holds,
    message: holds
      ? `Found ${reached}.`
      : `Expected ${topics.join(arrow)}; ${length === 0 ? `no ${topics[0]} was found` : `found ${reached}, then no ${topics[length]}`}.`,
    expected: topics.join(arrow),
    actual: length === 0 ? 'nothing of it' : reached,
    witness: [...witness],
  }
}
