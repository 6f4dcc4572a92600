import { z } from 'zod'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { topicGlob } from '../topic.ts'

const cycle = z.int().min(0).max(1_000_000_000)

/** Absence, globally or within a window of cycles. Dwyer's absence pattern with a time scope. */
export const noEvent = defineAssertion({
  name: 'no-event',
  title: 'No event',
  group: 'Counts and order',
  summary: 'No event of a topic is delivered, during the whole run or in a window of cycles.',
  source: 'Dwyer, Avrunin, Corbett (1999): absence pattern',
  params: z
    .object({
      topic: field(topicGlob.default('system.failure'), { label: 'Topic', control: 'topic-pattern' }),
      fromCycle: field(cycle.default(0), { label: 'From cycle', unit: 'cycles' }),
      toCycle: field(cycle.optional(), {
        label: 'To cycle',
        unit: 'cycles',
        help: 'Included; empty means to the end of the run.',
      }),
    })
    .refine(({ fromCycle, toCycle }) => toCycle === undefined || toCycle >= fromCycle, {
      path: ['toCycle'],
      message: 'must not be before the first cycle of the window',
    }),
  describe: ({ topic, fromCycle, toCycle }) => `no ${topic}${windowText(fromCycle, toCycle)}`,
  topics: ({ topic }) => [topic],
  monitor({ topic, fromCycle, toCycle }, { cycleMs }) {
    const fromMs = fromCycle * cycleMs
    const untilMs = toCycle === undefined ? Infinity : (toCycle + 1) * cycleMs
    const where = windowText(fromCycle, toCycle)
    let culprit = -1
    let culpritMs = 0
    let found = 0
    return {
      observe(event) {
        if (event.atMs >= fromMs && event.atMs < untilMs) {
          found++
          if (culprit < 0) {
            culprit = event.seq
            culpritMs = event.atMs
          }
        }
        return culprit < 0 ? 'open' : 'violated'
      },
      conclude(atMs) {
        const vacuous = found === 0 && atMs <= fromMs && fromMs > 0
        return {
          verdict: found === 0 ? 'holds' : 'violated',
          vacuous,
          pending: false,
          message: vacuous
            ? `The run ended before cycle ${fromCycle}: the window was never entered.`
            : found === 0
              ? `No ${topic} was delivered${where}.`
              : `Expected no ${topic}${where}, but ${found === 1 ? 'one was' : `${found} were`} delivered, the first at ${culpritMs} ms (cycle ${Math.floor(culpritMs / cycleMs)}).`,
          expected: `no ${topic}${where}`,
          actual: `${found} delivered`,
          witness: culprit < 0 ? [] : [culprit],
        }
      },
    }
  },
  examples: [
    {
      title: 'Quiet in the first two cycles',
      params: { topic: 'alarm', fromCycle: 0, toCycle: 1 },
      given: [{ topic: 'alarm', atMs: 2_000, payload: {} }],
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'An alarm inside the window',
      params: { topic: 'alarm', fromCycle: 1, toCycle: 2 },
      given: [{ topic: 'alarm', atMs: 2_999, payload: {} }],
      expect: { verdict: 'violated', witness: [0] },
    },
    {
      title: 'A window that never opened proves nothing',
      params: { topic: 'alarm', fromCycle: 10 },
      given: [],
      endMs: 5_000,
      expect: { verdict: 'holds', vacuous: true },
    },
  ],
})

function windowText(fromCycle: number, toCycle: number | undefined): string {
  if (toCycle !== undefined) return ` in cycles ${fromCycle} to ${toCycle}`
  return fromCycle === 0 ? '' : ` from cycle ${fromCycle} on`
}
