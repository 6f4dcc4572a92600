import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** The subscriber is off the list for a while: what is published then passes it by, and nobody keeps it. */
export const subscriptionChurn = defineChaos({
  name: 'subscription-churn',
  title: 'Subscription churn',
  group: 'Subscribers',
  summary: 'From a hit on, the subscriber is unsubscribed for a while: what comes then never reaches it.',
  source: 'membership nemeses of Jepsen; rebalancing of consumer groups',
  hooks: ['deliver'],
  params: z.object({
    offMs: field(z.int().min(1).max(86_400_000).default(3_000), {
      label: 'Unsubscribed for',
      unit: 'ms',
      control: 'slider',
      soft: [100, 60_000],
      help: 'From the event that it hits; then it subscribes again. A hit within that time does not prolong it.',
    }),
  }),
  describe: ({ offMs }) => `off for ${offMs} ms`,
  intercept({ offMs }, { keepUntil }) {
    let untilMs = -1
    return ({ atMs }) => {
      if (atMs >= untilMs) {
        untilMs = atMs + offMs
        keepUntil(untilMs)
      }
      return { do: 'drop' }
    }
  },
  examples: [
    {
      title: 'Two prices pass it by; then a hit begins the next time off',
      params: { offMs: 2_000 },
      given: [0, 1_000, 2_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: {} })),
      expect: [{ do: 'drop' }, { do: 'drop' }, { do: 'drop' }],
    },
  ],
})
