import { z } from 'zod'
import { exp, log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift, pinned } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { accelerating, levelling } from '../../shapes.ts'
import { percent, share, steps, stress } from './shared.ts'

const params = z.object({
  normal: steps('Normal', 60),
  crash: steps('Crash', 20),
  severity: share('Severity', 0.3, 'How far the price falls, as a share of the price before the crash.'),
  hold: steps('At the low', 0),
  recovery: steps('Recovery', 40),
  recoveryExtent: share('Recovered', 1, 'Share of the fall that is won back; 1 is all of it.', 2),
  crashShape: field(z.int().min(1).max(8).default(2), {
    label: 'Crash shape',
    control: 'slider',
    soft: [1, 8],
    help: '1 falls evenly; 2 accelerates; 8 plunges at the end, as on 6 May 2010.',
  }),
  stress: stress('Stress in the crash', 4),
})

type Params = z.output<typeof params>

const legsOf = (p: Params): Leg[] => [
  { name: 'Normal', phase: 'normal', steps: p.normal, motion: () => drift(0, 'log') },
  {
    name: 'Crash',
    phase: 'critical',
    steps: p.crash,
    stress: p.stress,
    motion: (x) => pinned(x, x + log(1 - p.severity), p.crash, accelerating(p.crashShape)),
  },
  {
    name: 'Low',
    phase: 'transition',
    steps: p.hold,
    stress: Math.sqrt(p.stress),
    motion: (x) => pinned(x, x, p.hold, (u) => u),
  },
  {
    name: 'Recovery',
    phase: 'recovery',
    steps: p.recovery,
    stress: Math.sqrt(p.stress),
    motion(x) {
      // The price before the crash follows from the low and the severity: the crash is pinned.
      const low = exp(x)
      const before = p.crash === 0 ? low : low / (1 - p.severity)
      return pinned(x, log(low + p.recoveryExtent * (before - low)), p.recovery, levelling(3))
    },
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: () => drift(0, 'log') },
]

/** Calm, a sudden fall to an exact low, and a recovery to an exact level. */
export const flashCrash = defineProfile({
  name: 'flash-crash',
  title: 'Flash crash',
  summary: 'A sudden fall and a quick recovery: the low and the level after recovery are exact.',
  source: 'SEC/CFTC report on 6 May 2010; phases pinned by a Brownian bridge',
  params,
  describe: (p) => `−${percent(p.severity)} in ${p.crash}, recovery in ${p.recovery}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'A third off in 20 steps', params: {} },
    {
      title: '2010: at the very end of the fall',
      params: { crashShape: 8, severity: 0.09, recoveryExtent: 0.85 },
    },
  ],
})
