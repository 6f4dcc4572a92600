import { z } from 'zod'
import { defineSource } from '../../kinds/contracts.ts'
import { field } from '../../kinds/form.ts'
import { BlockAhead } from '../block-ahead.ts'
import { ProfileFollower } from '../follower.ts'
import { SeriesStatistics } from '../series-statistics.ts'
import { drift } from './profiles/drift.ts'
import { dropout } from './profiles/dropout.ts'
import { script } from './profiles/script.ts'
import { seasonal } from './profiles/seasonal.ts'
import { spike } from './profiles/spike.ts'
import { steady } from './profiles/steady.ts'
import { stuck } from './profiles/stuck.ts'

/** A reading, rounded to the sensor's resolution of a hundredth. */
const PER_UNIT = 100

export const sensor = defineSource({
  name: 'sensor',
  title: 'Sensor',
  summary: 'A measured value such as a temperature, moved by a profile.',
  source: 'Our own: a profile, measurement noise, rounding to the resolution',
  params: z.object({
    setPoint: field(z.number().min(-1_000_000).max(1_000_000).default(21), {
      label: 'Set point',
      unit: '°C',
      control: 'slider',
      soft: [-20, 100],
    }),
    noise: field(z.number().min(0).max(10_000).default(0.1), {
      label: 'Noise',
      unit: '°C',
      control: 'slider',
      soft: [0, 2],
      help: 'Standard deviation of one step’s change.',
    }),
  }),
  describe: ({ setPoint, noise }) => `round ${setPoint} °C, noise ${noise}`,
  defaultTopic: 'sensor.reading',
  fields: ['value'],
  profiles: [steady, drift, seasonal, spike, stuck, dropout, script],
  start({ setPoint, noise }, profile, profileParams, context) {
    const follower = new ProfileFollower(profile, profileParams, {
      ...context,
      startValue: setPoint,
      resolution: 1 / PER_UNIT,
      volatility: noise,
    })
    const series = new SeriesStatistics()
    const rows = new Float64Array(follower.block.values.length)
    const fill = (): void => {
      const { values } = follower.block
      for (let k = 0; k < rows.length; k++) {
        const value = Math.round(values[k]! * PER_UNIT) / PER_UNIT
        // -0 and 0 print alike but do not digest alike.
        rows[k] = value === 0 ? 0 : value
      }
    }
    const ahead = new BlockAhead(follower, { rows, primary: rows, fill }, series)
    return {
      ahead,
      next: (out) => ahead.next(out),
      switchProfile(kind, params) {
        ahead.see()
        follower.switchTo(kind, params)
      },
      phase: () => follower.phase(),
      statistics() {
        ahead.see()
        return series.common('°C')
      },
    }
  },
})
