import type { Domain } from '../../kinds/contracts.ts'
import { plausibilityCheck } from './agents/plausibility-check.ts'
import { thresholdAlarm } from './agents/threshold-alarm.ts'
import { watchdog } from './agents/watchdog.ts'
import { sensorExamples } from './examples/index.ts'
import { sensor } from './sensor.ts'

export const sensors: Domain = {
  name: 'sensors',
  title: 'Sensors',
  sources: [sensor],
  agents: [thresholdAlarm, watchdog, plausibilityCheck],
  assertions: [],
  topics: [
    { topic: 'sensor.reading', fields: ['value'] },
    { topic: 'alarm.raised', fields: ['value'] },
    { topic: 'alarm.cleared', fields: ['value'] },
    { topic: 'sensor.silent', fields: ['sensor', 'quietMs'] },
    { topic: 'sensor.back', fields: ['sensor', 'quietMs'] },
    { topic: 'sensor.trusted', fields: ['value'] },
    { topic: 'sensor.suspect', fields: ['sensor', 'value', 'reason'] },
  ],
  examples: sensorExamples,
}
