import { z } from 'zod'
import { hears, publishesTo, share } from '../agent-params.ts'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'
import { Latency, latencyOf, latencyShape } from '../latency.ts'
import { Template, TEMPLATE_HELP } from '../template.ts'
import { jsonObject } from '../topic.ts'

/** A service: answers every request, refuses some, and sometimes says nothing at all. */
export const requestReply = defineAgent({
  name: 'request-reply',
  title: 'Request and reply',
  group: 'Services',
  summary: 'Answers requests after a latency; some fail, some are never answered.',
  source: 'Request-Reply with correlation identifier (Hohpe and Woolf 2003)',
  params: z.object({
    requests: hears('Requests', 'request'),
    replies: publishesTo('Replies to', 'reply'),
    failures: publishesTo('Failures to', 'reply.failed'),
    reply: field(jsonObject.default({ id: '{{id}}', ok: true }), {
      label: 'Reply',
      control: 'json',
      help: TEMPLATE_HELP,
    }),
    failure: field(jsonObject.default({ id: '{{id}}', reason: 'failed' }), {
      label: 'Failure',
      control: 'json',
      help: TEMPLATE_HELP,
    }),
    failureRate: share('Failure rate', 0, 'Share of requests that are answered with a failure.'),
    silentRate: share('Silent rate', 0, 'Share of requests that are never answered.'),
    ...latencyShape(200),
  }),
  describe: ({ requests, failureRate, silentRate, latencyMs }) => {
    const parts = [`${requests} after ${latencyMs} ms`]
    if (failureRate > 0) parts.push(`${percent(failureRate)} fail`)
    if (silentRate > 0) parts.push(`${percent(silentRate)} silent`)
    return parts.join(', ')
  },
  subscribes: ({ requests }) => [requests],
  publishes: ({ replies, failures }) => [replies, failures],
  start(params, context) {
    const reply = new Template(params.reply)
    const failure = new Template(params.failure)
    const latency = new Latency(latencyOf(params), context.stream('latency'))
    const chance = context.stream('outcome')
    const silentBelow = params.failureRate + params.silentRate
    let [answered, failed, silent] = [0, 0, 0]
    return {
      onEvent(event) {
        const afterMs = latency.next()
        const drawn = chance.uniform()
        if (drawn < params.failureRate) {
          failed++
          context.publish(params.failures, failure.fillIn(event), afterMs)
        } else if (drawn < silentBelow) silent++
        else {
          answered++
          context.publish(params.replies, reply.fillIn(event), afterMs)
        }
        context.record({ answered, failed, silent })
      },
    }
  },
  examples: [
    {
      title: 'An answer carries the key of its request',
      params: { reply: { id: '{{id}}', price: 12 } },
      given: [{ topic: 'request', atMs: 1_000, payload: { id: 7 } }],
      expect: [{ topic: 'reply', atMs: 1_200, payload: { id: 7, price: 12 } }],
    },
    {
      title: 'A service that is down',
      params: { failureRate: 1, latencyMs: 20 },
      given: [{ topic: 'request', atMs: 0, payload: { id: 'a' } }],
      expect: [{ topic: 'reply.failed', atMs: 20, payload: { id: 'a', reason: 'failed' } }],
    },
    {
      title: 'A service that says nothing',
      params: { silentRate: 1 },
      given: [{ topic: 'request', atMs: 0, payload: { id: 'a' } }],
      expect: [],
    },
  ],
})

const percent = (ratio: number): string => `${Math.round(ratio * 1_000) / 10} %`
