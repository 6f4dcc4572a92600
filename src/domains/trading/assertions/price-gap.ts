import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { plural, shown } from '../../../kinds/monitor/conclude.ts'
import { formationMonitor, percent, priceShape, steps } from './price-monitor.ts'

/** A jump from one price to the next; filled when the price comes back to where it jumped from. */
export const priceGap = defineAssertion({
  name: 'price-gap',
  title: 'Gap',
  group: 'Trading',
  summary: 'The price jumps from one event to the next by so much, and is or is not filled.',
  source: 'Gaps of chart analysis: |P_t / P_(t−1) − 1|',
  params: z.object({
    ...priceShape,
    size: percent('Jump of', 2),
    outcome: field(z.enum(['any', 'filled', 'open']).default('any'), {
      label: 'And then',
      texts: {
        any: 'anything',
        filled: 'comes back to where it jumped from',
        open: 'does not come back in time',
      },
    }),
    within: steps('Within', 20),
    wanted: field(z.enum(['occurs', 'never']).default('never'), {
      label: 'It',
      texts: { occurs: 'has to occur', never: 'must not occur' },
    }),
  }),
  describe: ({ size, outcome }) => `jump of ${size} %${outcome === 'any' ? '' : `, ${outcome}`}`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { size, outcome, within } = params
    let last = Number.NaN
    let gap: {
      readonly from: number
      readonly up: boolean
      readonly index: number
      readonly seq: number
      readonly text: string
    } | null = null
    const what = `${outcome === 'any' ? '' : `${outcome} `}gap of ${size} % or more`
    return formationMonitor(params, what, ({ price, seq, index }) => {
      const before = last
      last = price
      if (gap !== null) {
        const { from, up, text } = gap
        const witness = [seq, gap.seq]
        if (up ? price <= from : price >= from) {
          gap = null
          if (outcome === 'filled') return { text: `${text}, and came back to it`, witness }
        } else if (index - gap.index >= within) {
          gap = null
          if (outcome === 'open')
            return { text: `${text}, and did not come back within ${plural(within, 'price')}`, witness }
        }
      }
      const jump = 100 * Math.abs(price / before - 1)
      if (gap !== null || !(jump >= size)) return null
      const text = `the price jumped by ${shown(jump)} % from ${shown(before)} to ${shown(price)}`
      if (outcome === 'any') return { text, witness: [seq] }
      gap = { from: before, up: price > before, index, seq, text }
      return null
    })
  },
  examples: [
    {
      title: 'No jump of two percent',
      params: { event: 'tick' },
      given: [100, 101, 99.5].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'A jump',
      params: { event: 'tick' },
      given: [100, 103].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', witness: [1] },
    },
    {
      title: 'A gap that is filled',
      params: { event: 'tick', outcome: 'filled', within: 3, wanted: 'occurs' },
      given: [100, 103, 102, 100].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', witness: [3, 1] },
    },
  ],
})
