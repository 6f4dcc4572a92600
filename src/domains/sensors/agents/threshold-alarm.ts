import { z } from 'zod'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { topicGlob, topicName } from '../../../kinds/topic.ts'

/** An alarm with hysteresis and a watchdog that tells when readings stop coming. */
export const thresholdAlarm = defineAgent({
  name: 'threshold-alarm',
  title: 'Threshold alarm',
  group: 'Sensors',
  summary: 'Raises an alarm above a threshold, clears it below another, and tells when readings stop coming.',
  source: 'ISA-18.2 alarm states; watchdog timer',
  params: z.object({
    readings: field(topicGlob.default('sensor.reading'), { label: 'Readings', control: 'topic-pattern' }),
    field: field(z.string().min(1).max(100).default('value'), { label: 'Field', control: 'field-path' }),
    raiseAbove: field(z.number().default(30), { label: 'Raise above', unit: '°C' }),
    clearBelow: field(z.number().default(25), { label: 'Clear below', unit: '°C' }),
    silentAfterMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Silent after',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
      help: 'Publishes sensor.silent when no reading comes for so long; 0 means never.',
    }),
    alarm: field(topicName.default('alarm.raised'), { label: 'Raised to', control: 'topic' }),
    clear: field(topicName.default('alarm.cleared'), { label: 'Cleared to', control: 'topic' }),
    silent: field(topicName.default('sensor.silent'), { label: 'Silence to', control: 'topic' }),
  }),
  describe: ({ raiseAbove, clearBelow }) => `raises above ${raiseAbove}, clears below ${clearBelow}`,
  subscribes: ({ readings }) => [readings],
  publishes: ({ alarm, clear, silent }) => [alarm, clear, silent],
  start(params, context) {
    let raised = false
    let lastAtMs = -1
    let watching = false
    return {
      onEvent(event) {
        const value = event.number(params.field)
        lastAtMs = event.atMs
        if (params.silentAfterMs > 0 && !watching) {
          watching = true
          context.setTimer('silence', params.silentAfterMs)
        }
        if (!raised && value > params.raiseAbove) {
          raised = true
          context.publish(params.alarm, { value })
          context.record({ state: 'raised' })
        } else if (raised && value < params.clearBelow) {
          raised = false
          context.publish(params.clear, { value })
          context.record({ state: 'clear' })
        }
      },
      onTimer(_name, atMs) {
        const quietMs = atMs - lastAtMs
        if (quietMs < params.silentAfterMs) {
          context.setTimer('silence', params.silentAfterMs - quietMs)
          return
        }
        watching = false
        context.publish(params.silent, { quietMs })
        context.record({ state: 'silent' })
      },
    }
  },
  examples: [
    {
      title: 'Raised once, cleared once',
      params: {},
      given: [
        { topic: 'sensor.reading', atMs: 0, payload: { value: 31 } },
        { topic: 'sensor.reading', atMs: 1_000, payload: { value: 32 } },
        { topic: 'sensor.reading', atMs: 2_000, payload: { value: 28 } },
        { topic: 'sensor.reading', atMs: 3_000, payload: { value: 24 } },
      ],
      expect: [
        { topic: 'alarm.raised', atMs: 0, payload: { value: 31 } },
        { topic: 'alarm.cleared', atMs: 3_000, payload: { value: 24 } },
      ],
    },
    {
      title: 'A dead sensor',
      params: { silentAfterMs: 2_000 },
      given: [
        { topic: 'sensor.reading', atMs: 0, payload: { value: 20 } },
        { topic: 'sensor.reading', atMs: 1_000, payload: { value: 20 } },
      ],
      expect: [{ topic: 'sensor.silent', atMs: 3_000, payload: { quietMs: 2_000 } }],
    },
  ],
})
