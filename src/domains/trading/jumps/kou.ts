import { z } from 'zod'
import { exp, log } from '../../../base/math.ts'
import { field } from '../../../kinds/form.ts'
import { defineJumps } from './contract.ts'
import { poissonCount } from './poisson-count.ts'

const mean = (label: string, preset: number) =>
  field(z.number().min(0.0001).max(0.9).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0.001, 0.2],
    help: 'Mean of ln(price after / price before), as a size.',
  })

/** Exponential jumps with a mean of their own for either direction. */
export const kou = defineJumps({
  name: 'kou',
  title: 'Kou',
  summary: 'Sudden moves with exponential sizes, falls and rises apart.',
  source: 'Kou (2002), double exponential jump diffusion',
  params: z.object({
    rate: field(z.number().min(0).max(10).default(0.01), {
      label: 'Rate',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 0.1],
      help: 'Jumps a step, on average.',
    }),
    upShare: field(z.number().min(0).max(1).default(0.4), {
      label: 'Rises',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 1],
      help: 'Share of the jumps that go up.',
    }),
    meanUp: mean('Mean rise', 0.02),
    meanDown: mean('Mean fall', 0.03),
  }),
  describe: ({ rate }) => `${rate} a step`,
  start: ({ rate, upShare, meanUp, meanDown }) => {
    if (rate === 0) return null
    return (context) => {
      const counts = context.random('jump-count')
      // The number of jumps, and with it of draws, is chance: sizes have a stream of their own.
      const sizes = context.random('jump-size-exponential')
      const compensator = rate * (upShare / (1 - meanUp) + (1 - upShare) / (1 + meanDown) - 1)
      const chanceOfNone = exp(-rate)
      return {
        draw(moves) {
          counts.uniforms(moves)
          for (let k = 0; k < moves.length; k++) {
            let move = -compensator
            for (let n = poissonCount(moves[k]!, rate, chanceOfNone); n > 0; n--) {
              const up = sizes.uniform() < upShare
              move -= log(sizes.uniform()) * (up ? meanUp : -meanDown)
            }
            moves[k] = move
          }
        },
      }
    }
  },
  examples: [{ title: 'Falls are larger', params: {} }],
})
