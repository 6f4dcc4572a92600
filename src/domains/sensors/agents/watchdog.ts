import { z } from 'zod'
import type { Millis } from '../../../base/time.ts'
import { hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'

/** Tells when a publisher falls silent and when it is back. Each publisher is watched from its first event on. */
export const watchdog = defineAgent({
  name: 'watchdog',
  title: 'Watchdog',
  group: 'Sensors',
  summary: 'Tells when a sensor has sent nothing for too long, and when it is back.',
  source: 'Watchdog timer; heartbeat failure detector (Chandra and Toueg 1996)',
  params: z.object({
    readings: hears('Watches', 'sensor.reading'),
    silentAfterMs: field(z.int().min(1).max(86_400_000).default(3_000), {
      label: 'Silent after',
      unit: 'ms',
      control: 'slider',
      soft: [1, 60_000],
    }),
    silent: publishesTo('Silence to', 'sensor.silent'),
    back: publishesTo('Return to', 'sensor.back'),
  }),
  describe: ({ readings, silentAfterMs }) => `${readings} silent after ${silentAfterMs} ms`,
  subscribes: ({ readings }) => [readings],
  publishes: ({ silent, back }) => [silent, back],
  start(params, context) {
    /** Of each publisher: when it was last heard, and whether its silence has been told. */
    const heard = new Map<string, { atMs: Millis; silent: boolean }>()
    let [silent, silences] = [0, 0]
    const record = () => context.record({ watched: heard.size, silent, silences })
    const watch = (sensor: string, afterMs: Millis) => context.setTimer(sensor, afterMs)
    return {
      onEvent(event) {
        if (event.source === context.id) return
        const known = heard.get(event.source)
        heard.set(event.source, { atMs: event.atMs, silent: false })
        if (known === undefined) {
          watch(event.source, params.silentAfterMs)
          record()
        } else if (known.silent) {
          silent--
          context.publish(params.back, { sensor: event.source, quietMs: event.atMs - known.atMs })
          watch(event.source, params.silentAfterMs)
          record()
        }
      },
      onTimer(sensor, atMs) {
        const known = heard.get(sensor)
        if (known === undefined) return
        const quietMs = atMs - known.atMs
        if (quietMs < params.silentAfterMs) return watch(sensor, params.silentAfterMs - quietMs)
        known.silent = true
        silent++
        silences++
        context.publish(params.silent, { sensor, quietMs })
        record()
      },
    }
  },
  examples: [
    {
      title: 'Silent for ten seconds',
      params: { silentAfterMs: 2_000 },
      given: [0, 1_000, 2_000, 12_000].map((atMs) => ({
        topic: 'sensor.reading',
        atMs,
        source: 'store',
        payload: { value: 4 },
      })),
      expect: [
        { topic: 'sensor.silent', atMs: 4_000, payload: { sensor: 'store', quietMs: 2_000 } },
        { topic: 'sensor.back', atMs: 12_000, payload: { sensor: 'store', quietMs: 10_000 } },
        { topic: 'sensor.silent', atMs: 14_000, payload: { sensor: 'store', quietMs: 2_000 } },
      ],
    },
  ],
})
