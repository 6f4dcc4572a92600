import type { Domain } from '../../kinds/contracts.ts'
import { thresholdAlarm } from './agents/threshold-alarm.ts'
import { sensorExamples } from './examples.ts'
import { sensor } from './sensor.ts'

export const sensors: Domain = {
  name: 'sensors',
  title: 'Sensors',
  sources: [sensor],
  agents: [thresholdAlarm],
  assertions: [],
  topics: [
    { topic: 'sensor.reading', fields: ['value'] },
    { topic: 'alarm.raised', fields: ['value'] },
    { topic: 'alarm.cleared', fields: ['value'] },
    { topic: 'sensor.silent', fields: ['quietMs'] },
  ],
  examples: sensorExamples,
}
