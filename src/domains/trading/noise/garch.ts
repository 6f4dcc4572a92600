import { z } from 'zod'
import { field } from '../../../kinds/form.ts'
import { defineNoise } from './contract.ts'

const share = (label: string, preset: number, help: string) =>
  field(z.number().min(0).max(1).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    help,
  })

const LEAST_VARIANCE = 1e-6
const MOST_VARIANCE = 1e4

/** h' = omega + (alpha + gamma [r < 0]) r^2 + beta h, scaled to mean variance 1. */
export const garch = defineNoise({
  name: 'garch',
  title: 'GJR-GARCH',
  summary: 'Each move raises the next step’s volatility, a fall more than a rise.',
  source: 'Bollerslev (1986); Glosten, Jagannathan and Runkle (1993)',
  params: z
    .object({
      alpha: share('Reaction', 0.05, 'To the size of the last move.'),
      gamma: share('Extra after falls', 0.06, 'Zero is plain GARCH(1,1).'),
      beta: share('Memory', 0.9, 'Share of the last variance that stays.'),
    })
    .refine(({ alpha, beta, gamma }) => alpha + beta + gamma / 2 < 1, {
      path: ['beta'],
      message: 'reaction + memory + half the extra must be below 1, or volatility grows without bound',
    }),
  describe: ({ alpha, beta }) => `α ${alpha}, β ${beta}`,
  start({ alpha, beta, gamma }, context) {
    const returns = context.random('noise')
    const omega = 1 - alpha - beta - gamma / 2
    const variance = new Float64Array([1])
    return {
      varies: true,
      draw(z, factor) {
        returns.normals(z)
        let h = variance[0]!
        for (let k = 0; k < z.length; k++) {
          factor[k] = Math.sqrt(h)
          const r2 = h * z[k]! * z[k]!
          h = omega + (z[k]! < 0 ? alpha + gamma : alpha) * r2 + beta * h
          if (h > MOST_VARIANCE) h = MOST_VARIANCE
          else if (h < LEAST_VARIANCE) h = LEAST_VARIANCE
        }
        variance[0] = h
      },
    }
  },
  examples: [{ title: 'A fall weighs more', params: {} }],
})
