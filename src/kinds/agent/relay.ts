import { z } from 'zod'
import { hears, publishesTo } from '../agent-params.ts'
import { compileCondition, conditionSchema, describeCondition } from '../condition.ts'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'
import { Latency, latencyOf, latencyShape } from '../latency.ts'

/** Passes events on to another topic: a network hop, a gateway, a filter. */
export const relay = defineAgent({
  name: 'relay',
  title: 'Relay',
  group: 'Messages',
  summary: 'Passes events on to another topic after a latency, in order or not.',
  source: 'Content filter and message channel (Hohpe and Woolf 2003)',
  params: z.object({
    from: hears('From', 'PriceUpdate'),
    condition: field(conditionSchema.optional(), { label: 'Only if', control: 'condition' }),
    to: publishesTo('To', 'relayed'),
    ...latencyShape(50),
    keepOrder: field(z.boolean().default(true), {
      label: 'Keep the order',
      help: 'On: a quick event waits for a slow one before it. Off: it overtakes.',
    }),
  }),
  describe: ({ from, to, condition }) =>
    `${from} → ${to}${condition === undefined ? '' : ` if ${describeCondition(condition)}`}`,
  subscribes: ({ from }) => [from],
  publishes: ({ to }) => [to],
  start(params, context) {
    const accepts = params.condition === undefined ? () => true : compileCondition(params.condition)
    const latency = new Latency(latencyOf(params), context.random)
    let relayed = 0
    let lastDueMs = 0
    return {
      onEvent(event) {
        // A pattern may match what the relay itself sends: that goes round only once.
        if (event.source === context.id || !accepts(event)) return
        const drawnMs = event.atMs + latency.next()
        const dueMs = params.keepOrder ? Math.max(drawnMs, lastDueMs) : drawnMs
        lastDueMs = dueMs
        relayed++
        context.publish(params.to, event.payload, dueMs - event.atMs)
        context.record({ relayed, latencyMs: dueMs - event.atMs })
      },
    }
  },
  examples: [
    {
      title: 'Only wide spreads, 80 ms later',
      params: { condition: { field: 'spread', is: 'gt', value: 1 }, to: 'feed.wide', latencyMs: 80 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100, spread: 0.5 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 100, spread: 2 } },
      ],
      expect: [{ topic: 'feed.wide', atMs: 1_080, payload: { price: 100, spread: 2 } }],
    },
  ],
})
