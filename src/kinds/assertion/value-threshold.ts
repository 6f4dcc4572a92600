import { z } from 'zod'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { Threshold, thresholdShape, thresholdText } from '../monitor/aggregate.ts'
import { atom, atomTest, topicField, whereField } from '../monitor/atom.ts'
import { numberReader } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

const params = z.object({
  event: topicField('Events', 'PriceUpdate'),
  where: whereField('Only where'),
  field: field(fieldPath.default('spread'), {
    label: 'Field',
    control: 'field-path',
    help: 'Events in which it is missing or not a number do not count.',
  }),
  ...thresholdShape(undefined, 1),
})

export const valueThreshold = defineAssertion({
  name: 'value-threshold',
  title: 'Threshold',
  group: 'Values',
  summary: 'An aggregate of a numeric field (mean, extreme, percentile, rate …) is beyond a threshold.',
  source: 'Grafana k6: thresholds on Trend, Gauge, Counter and Rate metrics',
  params,
  describe: (values) => thresholdText(values, values.field),
  topics: ({ event }) => [event],
  monitor(values) {
    const test = atomTest(atom(values.event, values.where))
    const read = numberReader(values.field)
    const threshold = new Threshold(values)
    return {
      observe(event) {
        if (threshold.verdict !== 'open' || !test(event)) return threshold.verdict
        const value = read(event)
        return Number.isNaN(value) ? threshold.verdict : threshold.add(value, event.seq, event.atMs)
      },
      conclude: (atMs) => threshold.conclude(atMs, `${values.event}.${values.field}`, ''),
    }
  },
  examples: [
    {
      title: 'Half of the spreads are below 0.2',
      params: { event: 'tick', field: 'spread', aggregate: 'med', bound: 0.2 },
      given: [0.1, 0.1, 0.9].map((spread, atMs) => ({ topic: 'tick', atMs, payload: { spread } })),
      expect: { verdict: 'holds', margin: 0.1 },
    },
    {
      title: 'The largest is too large, judged as it comes',
      params: {
        event: 'tick',
        field: 'spread',
        aggregate: 'max',
        comparison: 'le',
        bound: 0.5,
        judged: 'always',
      },
      given: [0.1, 0.75, 0.1].map((spread, atMs) => ({ topic: 'tick', atMs, payload: { spread } })),
      expect: { verdict: 'violated', margin: -0.25, witness: [1] },
    },
    {
      title: 'Nothing came',
      params: { event: 'tick', field: 'spread', aggregate: 'avg' },
      given: [],
      expect: { verdict: 'holds', vacuous: true },
    },
  ],
})
