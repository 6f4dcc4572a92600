import { z } from 'zod'
import type { Millis } from '../../base/time.ts'
import { count, duration, hears, keyParam, keyReader, publishesTo } from '../agent-params.ts'
import { defineAgent } from '../contracts.ts'

/** Passes the first event of each key on and holds back the rest: at-least-once becomes once. */
export const deduplicator = defineAgent({
  name: 'deduplicator',
  title: 'Deduplicator',
  group: 'Messages',
  summary: 'Passes the first event of each key on; others with the same key within a window are duplicates.',
  source: 'Idempotent Receiver (Hohpe and Woolf 2003)',
  params: z.object({
    events: hears('Events', 'request'),
    key: keyParam('What makes two events the same. An event without it passes.'),
    windowMs: duration(
      'Remembers for',
      60_000,
      600_000,
      'Counted from the first of a key; 0 means for ever.',
    ),
    memory: count(
      'Remembers at most',
      10_000,
      1_000_000,
      100_000,
      'Keys; beyond that the oldest is forgotten.',
    ),
    passed: publishesTo('Passes to', 'request.once'),
    duplicates: publishesTo('Duplicates to', 'request.duplicate'),
  }),
  describe: ({ events, key, windowMs }) =>
    `${events} by ${key}${windowMs === 0 ? '' : ` within ${windowMs} ms`}`,
  subscribes: ({ events }) => [events],
  publishes: ({ passed, duplicates }) => [passed, duplicates],
  start(params, context) {
    const keyOf = keyReader(params.key)
    /** When each key was first seen; a map keeps the order, so the oldest comes first. */
    const seen = new Map<string, Millis>()
    let [passed, duplicates] = [0, 0]
    const forget = (nowMs: Millis) => {
      if (params.windowMs === 0) return
      for (const [key, atMs] of seen) {
        if (nowMs - atMs < params.windowMs) return
        seen.delete(key)
      }
    }
    return {
      onEvent(event) {
        if (event.source === context.id) return
        const key = keyOf(event)
        forget(event.atMs)
        if (key !== undefined && seen.has(key)) {
          duplicates++
          context.publish(params.duplicates, event.payload)
        } else {
          if (key !== undefined) seen.set(key, event.atMs)
          const [oldest] = seen.size > params.memory ? seen.keys() : []
          if (oldest !== undefined) seen.delete(oldest)
          passed++
          context.publish(params.passed, event.payload)
        }
        context.record({ passed, duplicates, known: seen.size })
      },
    }
  },
  examples: [
    {
      title: 'The same order twice, and again after the window',
      params: { key: 'orderId', windowMs: 1_000 },
      given: [0, 500, 1_000].map((atMs) => ({ topic: 'request', atMs, payload: { orderId: 'a' } })),
      expect: [
        { topic: 'request.once', atMs: 0, payload: { orderId: 'a' } },
        { topic: 'request.duplicate', atMs: 500, payload: { orderId: 'a' } },
        { topic: 'request.once', atMs: 1_000, payload: { orderId: 'a' } },
      ],
    },
  ],
})
