import type { Preset } from '../../../kinds/series-contracts.ts'
import { SECOND, MINUTE, market, phases } from './shared.ts'

/** A currency that lost its footing, and oil below zero. */
export const currencyAndOilPresets: readonly Preset[] = [
  {
    name: 'sterling-2016',
    title: 'Sterling flash crash, 7 October 2016',
    summary:
      'GBP/USD loses 9 % in under a minute in thin Asian hours; four fifths are back after ten minutes.',
    origin: 'BIS Markets Committee report, January 2017: 1.2600 to below 1.1500',
    uncertain: 'The low: 1.1378 was traded on one platform only.',
    source: market(1.26, 0.00003, { tick: '0.0001', spreadBps: 2 }),
    profile: phases([
      { name: 'Thin hours', steps: 120, shape: 'free' },
      { name: 'Crash', phase: 'critical', steps: 45, change: -0.09, shape: 'pump', stress: 20, spread: 10 },
      { name: 'Pause', phase: 'transition', steps: 10, stress: 0 },
      {
        name: 'Recovery',
        phase: 'recovery',
        steps: 600,
        change: 0.0811,
        shape: 'levelling',
        bend: 6,
        stress: 5,
      },
    ]),
    stepMs: SECOND,
    steps: 900,
  },
  {
    name: 'oil-negative-2020',
    title: 'Oil below zero, 20 April 2020',
    summary: 'The expiring WTI future falls from 17.73 through zero to −40.32 and settles at −37.63.',
    origin: 'CFTC release 8315-20 and staff report of November 2020',
    uncertain: 'How it went on after the settlement.',
    source: market(17.73, 0.003, { spreadBps: 15, realism: 0.6 }),
    profile: {
      kind: 'negative-price',
      params: { normal: 240, fall: 120, low: -40.32, hold: 2, recovery: 8, after: -37.63, stress: 6 },
    },
    stepMs: MINUTE,
    steps: 400,
  },
]
