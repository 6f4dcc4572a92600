import { z } from 'zod'
import { defineAssertion, type Verdict } from '../../../kinds/contracts.ts'
import { eventAt } from '../../../kinds/monitor/atom.ts'
import { held, plural, shown, vacuous, violated } from '../../../kinds/monitor/conclude.ts'
import { percent, priceReader, priceShape, steps, type PriceAt } from './price-monitor.ts'

/**
 * After each fall from a peak by so much, a part of the fall is won back within so many prices of the
 * trough. The trough is the lowest price until then.
 */
export const priceRecovery = defineAssertion({
  name: 'price-recovery',
  title: 'V-recovery',
  group: 'Trading',
  summary: 'After a fall the price wins back a part of it, within so many prices of the trough.',
  source: 'Arithmetic retracement of a drawdown',
  params: z.object({
    ...priceShape,
    drop: percent('After a fall of', 20),
    retrace: percent('Wins back', 80, 'Of the fall; 100 is all of it.'),
    within: steps('Within', 20),
  }),
  describe: ({ drop, retrace, within }) => `${retrace} % of a ${drop} % fall within ${within}`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { drop, retrace, within } = params
    const read = priceReader(params)
    const expected = `${retrace} % won back within ${plural(within, 'price')} of the trough of each fall of ${drop} %`
    let peak: PriceAt | null = null
    let trough: PriceAt | null = null
    let last: PriceAt | null = null
    let [recovered, slowest] = [0, 0]
    let verdict: Verdict = 'open'
    const share = (at: PriceAt) => (100 * (at.price - trough!.price)) / (peak!.price - trough!.price)
    return {
      observe(event) {
        const at = verdict === 'open' ? read(event) : undefined
        if (at === undefined) return verdict
        last = at
        if (peak === null) peak = at
        if (trough === null) {
          if (at.price > peak.price) peak = at
          if (at.price <= peak.price * (1 - drop / 100)) trough = at
        } else if (at.price < trough.price) trough = at
        else if (share(at) >= retrace) {
          const taken = at.index - trough.index
          slowest = Math.max(slowest, taken)
          if (taken > within) verdict = 'violated'
          else {
            recovered++
            peak = at
            trough = null
          }
        }
        return verdict
      },
      conclude() {
        if (trough === null || peak === null || last === null) {
          if (recovered === 0)
            return vacuous({
              expected,
              actual: 'no such fall',
              message: `Nothing to judge: the price never fell by ${drop} %.`,
            })
          const actual = `${plural(recovered, 'recovery', 'recoveries')}, the slowest after ${plural(slowest, 'price')}`
          return held({ expected, actual, message: `${actual}.`, margin: within - slowest })
        }
        const taken = last.index - trough.index
        const back = `${shown(share(last))} % won back ${plural(taken, 'price')} after the trough ${eventAt(trough.seq, trough.atMs)}`
        const told = {
          expected,
          actual: back,
          margin: within - taken,
          witness: [trough.seq, peak.seq, last.seq],
        }
        return violated({ ...told, message: `Expected ${expected}, found ${back}.` }, verdict === 'open')
      },
    }
  },
  examples: [
    {
      title: 'A flash crash that comes back',
      params: { event: 'tick', drop: 20, retrace: 80, within: 2 },
      given: [100, 75, 70, 85, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', vacuous: false, margin: 0 },
    },
    {
      title: 'It took too long',
      params: { event: 'tick', drop: 20, retrace: 80, within: 1 },
      given: [100, 75, 70, 85, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', pending: false, witness: [2, 0, 4] },
    },
    {
      title: 'Still down when the run ends',
      params: { event: 'tick', drop: 20, retrace: 80, within: 9 },
      given: [100, 75].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
