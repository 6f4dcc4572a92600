import { z } from 'zod'
import { exp } from '../../../base/math.ts'
import { field } from '../../../kinds/form.ts'
import { defineJumps } from './contract.ts'
import { poissonCount } from './poisson-count.ts'

/** Sum of N normal jumps a step, N Poisson: N mean + sqrt(N) deviation z, one variate each. */
export const merton = defineJumps({
  name: 'merton',
  title: 'Merton',
  summary: 'Sudden moves of normal size, up or down.',
  source: 'Merton (1976); defaults from hourly BTCUSDT 2017-2023, moves beyond five deviations',
  params: z.object({
    rate: field(z.number().min(0).max(10).default(0.005), {
      label: 'Rate',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 0.1],
      help: 'Jumps a step, on average.',
    }),
    mean: field(z.number().min(-1).max(1).default(-0.003), {
      label: 'Mean size',
      unit: 'ratio',
      control: 'slider',
      soft: [-0.1, 0.1],
    }),
    deviation: field(z.number().min(0).max(1).default(0.05), {
      label: 'Scatter of size',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 0.2],
    }),
  }),
  describe: ({ rate }) => `${rate} a step`,
  start: ({ rate, mean, deviation }) => {
    if (rate === 0) return null
    return (context) => {
      const counts = context.random('jump-count')
      const sizes = context.random('jump-normal')
      const compensator = rate * (exp(mean + 0.5 * deviation * deviation) - 1)
      const chanceOfNone = exp(-rate)
      let draws = new Float64Array(0)
      return {
        draw(moves) {
          if (draws.length !== moves.length) draws = new Float64Array(moves.length)
          counts.uniforms(draws)
          sizes.normals(moves)
          for (let k = 0; k < moves.length; k++) {
            const n = poissonCount(draws[k]!, rate, chanceOfNone)
            moves[k] = (n === 0 ? 0 : n * mean + Math.sqrt(n) * deviation * moves[k]!) - compensator
          }
        },
      }
    }
  },
  examples: [{ title: 'As Bitcoin by the hour', params: {} }],
})
