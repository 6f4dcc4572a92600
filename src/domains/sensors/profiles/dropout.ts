import { z } from 'zod'
import type { RandomStream } from '../../../base/random.ts'
import { defineProfile, type PhaseSpan, type ProfileRun } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { revert } from '../../motions.ts'
import { runPhases } from '../../phases.ts'

const params = z.object({
  chance: field(z.number().min(0).max(1).default(0.05), {
    label: 'Chance',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.5],
    help: 'Of a dropout beginning in a step that has none.',
  }),
  length: field(z.number().min(1).max(1_000_000).default(3), {
    label: 'Mean length',
    unit: 'steps',
    control: 'slider',
    soft: [1, 50],
  }),
  reads: field(z.number().min(-1_000_000).max(1_000_000).default(0), {
    label: 'Reads meanwhile',
    unit: '°C',
    control: 'slider',
    soft: [-50, 100],
    help: 'What a broken wire reads: mostly zero or the end of the scale.',
  }),
})

const SPANS: readonly PhaseSpan[] = [
  { name: 'Reading', phase: 'normal', steps: Infinity },
  { name: 'Dropout', phase: 'critical', steps: Infinity },
]

/** A loose contact: dropouts of random length in which the sensor reads one fixed, wrong value. */
export const dropout = defineProfile({
  name: 'dropout',
  title: 'Dropout',
  summary: 'A loose contact: now and then readings drop to a fixed, wrong value for a few steps.',
  source: 'Two-state Markov chain (Gilbert 1960)',
  params,
  describe: (p) => `${Math.round(p.chance * 1_000) / 10} % a step, ${p.length} long`,
  phases: () => SPANS,
  start(p, context) {
    const value = runPhases(
      [{ name: 'Reading', phase: 'normal', steps: Infinity, motion: (x) => revert(x, 0.2) }],
      'linear',
      context,
    )
    return new LooseContact(value, p, context.random('dropout'))
  },
  examples: [
    { title: 'A loose contact', params: {} },
    { title: 'Seldom but long', params: { chance: 0.01, length: 15, reads: -40 } },
  ],
})

/** Covers the values of another run while the contact is open. One uniform a step, whatever comes of it. */
class LooseContact implements ProfileRun {
  readonly block: ProfileRun['block']
  readonly halts: readonly number[] = []
  readonly signed = true
  readonly #under: ProfileRun
  readonly #params: z.output<typeof params>
  readonly #random: RandomStream
  readonly #draws: Float64Array
  #open = false

  constructor(under: ProfileRun, own: z.output<typeof params>, random: RandomStream) {
    const size = under.block.values.length
    this.#under = under
    this.#params = own
    this.#random = random
    this.#draws = new Float64Array(size)
    this.block = { ...under.block, values: new Float64Array(size), phases: new Uint16Array(size) }
  }

  fill(): void {
    this.#under.fill()
    this.#random.uniforms(this.#draws)
    const { values, phases } = this.block
    const { chance, length, reads } = this.#params
    for (let step = 0; step < values.length; step++) {
      const drawn = this.#draws[step]!
      this.#open = this.#open ? drawn >= 1 / length : drawn < chance
      values[step] = this.#open ? reads : this.#under.block.values[step]!
      phases[step] = this.#open ? 1 : 0
    }
  }
}
