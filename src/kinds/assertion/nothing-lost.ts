import { z } from 'zod'
import { topicsMatcher } from '../../base/topic.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { eventAt } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { topicGlob } from '../topic.ts'

/** What the bus lost, from the records of events that faults dropped. O(1) memory. */
export const nothingLost = defineAssertion({
  name: 'nothing-lost',
  title: 'Nothing lost',
  group: 'History',
  summary: 'No event, or at most so many, is lost on its way: dropped by a fault.',
  source: 'Conservation: published + injected + duplicated = delivered + dropped + in flight',
  params: z.object({
    topics: field(z.array(topicGlob).max(50).default([]), {
      label: 'Topics',
      control: 'topic-list',
      help: 'None means every topic.',
    }),
    max: field(z.int().min(0).max(1_000_000_000).default(0), { label: 'At most lost', unit: 'events' }),
  }),
  describe: ({ topics, max }) => `${max === 0 ? 'none' : `at most ${max}`} of ${topics.join(', ') || 'all'}`,
  topics: ({ topics }) => (topics.length === 0 ? ['**'] : topics),
  stages: () => ['delivered', 'dropped'],
  monitor({ topics, max }) {
    const sees = topicsMatcher(topics)
    const what = topics.length === 0 ? 'events' : topics.join(', ')
    const expected = max === 0 ? `no ${what} lost` : `at most ${max} of ${what} lost`
    let [delivered, lost] = [0, 0]
    const culprits: number[] = []
    let last = ''
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (!sees(event.topic)) return verdict
        if (event.stage === 'delivered') delivered++
        if (event.stage !== 'dropped' || verdict !== 'open') return verdict
        lost++
        if (culprits.length < 5) culprits.push(event.seq)
        last = `${event.topic} ${eventAt(event.seq, event.atMs)}`
        if (lost > max) verdict = 'violated'
        return verdict
      },
      conclude() {
        const actual = `${lost} lost of ${plural(delivered + lost, 'event')}`
        const told = { expected, actual, margin: max - lost, witness: culprits }
        if (verdict === 'violated')
          return violated({
            ...told,
            message: `Expected ${expected}, but ${last} was ${lost === 1 ? 'lost' : `the loss number ${lost}`}.`,
          })
        if (delivered + lost === 0) return vacuous({ ...told, message: `Nothing to judge: no ${what} came.` })
        return held({ ...told, message: `${plural(delivered, 'event')} delivered, ${lost} lost.` })
      },
    }
  },
  examples: [
    {
      title: 'A fill was dropped',
      params: { topics: ['fill'] },
      given: [
        { topic: 'fill', atMs: 0, payload: {} },
        { topic: 'fill', atMs: 1, payload: {}, stage: 'dropped' },
      ],
      expect: { verdict: 'violated', witness: [1], margin: -1 },
    },
    {
      title: 'One in three may be lost',
      params: { topics: ['tick'], max: 1 },
      given: [
        { topic: 'tick', atMs: 0, payload: {} },
        { topic: 'tick', atMs: 1, payload: {}, stage: 'dropped' },
        { topic: 'tick', atMs: 2, payload: {} },
      ],
      expect: { verdict: 'holds', actual: '1 lost of 3 events' },
    },
  ],
})
