import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { Pivots, type Pivot } from './pivots.ts'
import { formationMonitor, percent, priceShape, steps, wantedShape } from './price-monitor.ts'

/** Higher highs and higher lows, or lower ones, of confirmed swings. */
export const swingTrend = defineAssertion({
  name: 'swing-trend',
  title: 'Trend of swings',
  group: 'Trading',
  summary: 'Swing highs and lows rise (or fall) so many times in a row.',
  source: 'Dow theory; zigzag pivots',
  params: z.object({
    ...priceShape,
    direction: field(z.enum(['up', 'down']).default('up'), {
      label: 'Direction',
      texts: { up: 'higher highs and lows', down: 'lower highs and lows' },
    }),
    swings: steps('In a row', 2, 2),
    turn: percent('A swing turns by', 3),
    step: field(z.number().min(0).max(100).default(0), { label: 'Each beyond the last by', unit: '%' }),
    ...wantedShape,
  }),
  describe: ({ direction, swings, turn }) =>
    `${swings} ${direction === 'up' ? 'higher' : 'lower'} highs and lows of ${turn} %`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { direction, swings, turn, step } = params
    const pivots = new Pivots(turn / 100)
    const runs: Record<Pivot['kind'], Pivot[]> = { high: [], low: [] }
    const beyond = (before: Pivot, now: Pivot) =>
      direction === 'up'
        ? now.price > before.price * (1 + step / 100)
        : now.price < before.price * (1 - step / 100)
    const words = direction === 'up' ? 'higher' : 'lower'
    return formationMonitor(params, `${swings} ${words} highs and lows in a row`, (at) => {
      const pivot = pivots.add(at)
      if (pivot === null) return null
      const run = runs[pivot.kind]
      const before = run.at(-1)
      if (before !== undefined && !beyond(before, pivot)) run.length = 0
      run.push(pivot)
      if (run.length > swings) run.shift()
      if (runs.high.length < swings || runs.low.length < swings) return null
      const all = [...runs.high, ...runs.low].sort((a, b) => b.index - a.index)
      return {
        text: `${swings} ${words} highs and as many lows, confirmed at ${at.price}`,
        witness: all.map(({ seq }) => seq),
      }
    })
  },
  examples: [
    {
      title: 'Two higher highs and two higher lows',
      params: { event: 'tick', turn: 5 },
      given: [100, 120, 105, 130, 115, 140].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'holds' },
    },
    {
      title: 'The second high is lower',
      params: { event: 'tick', turn: 5 },
      given: [100, 120, 105, 115, 107, 110].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
