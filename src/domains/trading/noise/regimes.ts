import { z } from 'zod'
import { field } from '../../../kinds/form.ts'
import { defineNoise } from './contract.ts'

const chance = (label: string, preset: number) =>
  field(z.number().min(0.0001).max(1).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0.001, 0.2],
    help: 'Chance of leaving it in a step.',
  })

/** Two volatilities; a Markov chain says which. Their mean square is the source's variance. */
export const regimes = defineNoise({
  name: 'regimes',
  title: 'Calm and turbulent spells',
  summary: 'Volatility jumps between a calm and a turbulent level.',
  source: 'Hamilton (1989), Markov regime switching',
  params: z.object({
    ratio: field(z.number().min(1).max(50).default(4), {
      label: 'Turbulent over calm',
      unit: 'x',
      control: 'slider',
      soft: [1, 10],
      help: 'Volatility in turbulence, in calm volatilities.',
    }),
    leaveCalm: chance('Calm', 0.01),
    leaveTurbulence: chance('Turbulence', 0.05),
  }),
  describe: ({ ratio }) => `${ratio} × in turbulence`,
  start({ ratio, leaveCalm, leaveTurbulence }, context) {
    const returns = context.random('noise')
    const switches = context.random('regime')
    const turbulence = leaveCalm / (leaveCalm + leaveTurbulence)
    const calm = 1 / Math.sqrt(1 - turbulence + turbulence * ratio * ratio)
    const levels = [calm, calm * ratio]
    let state = switches.uniform() < turbulence ? 1 : 0
    let draws = new Float64Array(0)
    return {
      varies: true,
      draw(z, factor) {
        if (draws.length !== z.length) draws = new Float64Array(z.length)
        returns.normals(z)
        switches.uniforms(draws)
        for (let k = 0; k < z.length; k++) {
          if (draws[k]! < (state === 0 ? leaveCalm : leaveTurbulence)) state = 1 - state
          factor[k] = levels[state]!
        }
      },
    }
  },
  examples: [{ title: 'One spell in six is turbulent', params: {} }],
})
