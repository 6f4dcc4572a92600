import { z } from 'zod'
import { present } from '../base/assert.ts'
import type { PhaseSpan, ProfileContext, ProfileKind, ProfileRun, ScenarioPhase } from '../kinds/contracts.ts'
import { defineProfile } from '../kinds/contracts.ts'
import { field } from '../kinds/form.ts'
import { codeField, settingsField, startScript } from '../kinds/script.ts'
import type { Script, SeriesColumns, SeriesRule } from '../sandbox/script.ts'
import { BLOCK, ValueBlock } from './phases.ts'

/** What the code of a profile has and is given. */
export const PROFILE_SHAPE = { needs: ['next'], may: [], commands: [], series: true }

/** Steps that the sandbox is asked for at once: entering it is dear, a step in it is not. */
export const STEPS_AT_ONCE = 1_000
const MOST_VALUE = 1e15
const MOST_STRESS = 50

const phase = z.strictObject({
  name: field(z.string().min(1).max(60).default('Phase'), { label: 'Name', control: 'text' }),
  phase: field(
    z
      .enum(['initialization', 'normal', 'transition', 'critical', 'recovery', 'stabilization'])
      .default('normal'),
    { label: 'Sort' },
  ),
  steps: field(z.int().min(1).max(10_000_000).default(20), {
    label: 'Length',
    unit: 'steps',
    control: 'slider',
    soft: [1, 200],
  }),
})

/** What the values of a domain's scripts may be. */
interface Range {
  readonly least: number
  /** In words, such as `a number above 0`. */
  readonly expected: string
}

interface ScriptProfile {
  /** What a new profile begins with. */
  readonly example: string
  /** Another one, for the gallery and the reference page. */
  readonly title: string
  readonly code: string
  readonly settings: Record<string, number>
  readonly range: Range
}

/** A law of motion in JavaScript, for a domain: the same everywhere but in what its values may be. */
export function defineScriptProfile({ example, title, code, settings, range }: ScriptProfile): ProfileKind {
  const params = z.object({
    code: codeField(PROFILE_SHAPE, example, {
      label: 'Code',
      help: 'Needs next(at, source), which answers the next value. See docs/scripts.md.',
    }),
    settings: settingsField(),
    phases: field(z.array(phase).max(100).default([]), {
      label: 'Phases',
      control: 'list',
      item: 'phase',
      help: 'Stretches that the code is told of, and that curves show. The last one goes on; none is one phase.',
    }),
  })
  return defineProfile({
    name: 'script',
    title: 'Script',
    summary: 'Your own JavaScript makes each value from the one before; it runs in a sandbox.',
    source: 'QuickJS, F. Bellard, C. Gordon, B. Noordhuis and S. Ibarra Corretgé',
    params,
    describe: ({ phases }) => (phases.length === 0 ? 'a script' : `a script in ${phases.length} phases`),
    phases: ({ phases }) => spansOf(phases),
    start: (p, context) => {
      const script = startScript(context, p.code, PROFILE_SHAPE, p.settings)
      return new ScriptedRun(script, spansOf(p.phases), context, ruleOf(range))
    },
    examples: [
      { title: 'As it begins', params: {} },
      {
        title,
        params: {
          code,
          settings,
          phases: [
            { name: 'Before', steps: 30 },
            { name: 'Shock', phase: 'critical', steps: 10 },
            { name: 'After', phase: 'recovery', steps: 40 },
          ],
        },
      },
    ],
  })
}

interface Phase {
  readonly name: string
  readonly phase: ScenarioPhase
  readonly steps: number
}

/** The phases as they are listed; the last one has no end. */
const spansOf = (phases: readonly Phase[]): readonly PhaseSpan[] =>
  phases.length === 0
    ? [{ name: 'Script', phase: 'normal', steps: Infinity }]
    : phases.map((span, index) => (index === phases.length - 1 ? { ...span, steps: Infinity } : span))

const ruleOf = ({ least, expected }: Range): SeriesRule => ({
  least,
  most: MOST_VALUE,
  mostStress: MOST_STRESS,
  expected: `${expected}, or { value, stress } with a stress from 0 to ${MOST_STRESS}`,
})

/** What the code is given beside each step. */
type SourceFacts = Pick<ProfileContext, 'startValue' | 'resolution' | 'volatility' | 'stepMs'>

/**
 * Values that a script makes, many at a time; they are handed on block by block. When it fails at a step, those
 * before it are good: the failure is told once that very step is asked for, and is the same however far the
 * steps were made ahead.
 */
class ScriptedRun implements ProfileRun {
  readonly halts: readonly number[] = []
  readonly signed: boolean
  readonly block = new ValueBlock()
  made = BLOCK
  readonly #script: Script
  readonly #spans: readonly PhaseSpan[]
  readonly #facts: Record<keyof SourceFacts, number>
  readonly #rule: SeriesRule
  /** Steps of one phase that were made ahead, and how many of them have been handed on. */
  readonly #ahead: SeriesColumns = {
    values: new Float64Array(STEPS_AT_ONCE),
    stresses: new Float64Array(STEPS_AT_ONCE),
  }
  #aheadPhase = 0
  #there = 0
  #taken = 0
  #failing = false
  /** The step to be made next, where in which phase it is, and the value before it. */
  #step = 0
  #phase = 0
  #phaseStep = 0
  #value: number

  constructor(script: Script, spans: readonly PhaseSpan[], facts: SourceFacts, rule: SeriesRule) {
    const { startValue, resolution, volatility, stepMs } = facts
    this.#script = script
    this.#spans = spans
    this.#facts = { startValue, resolution, volatility, stepMs }
    this.#rule = rule
    this.#value = startValue
    this.signed = rule.least < 0
  }

  fill(): void {
    const { values, stresses, widths, phases } = this.block
    let filled = 0
    while (filled < BLOCK && (this.#taken < this.#there || this.#make())) {
      const count = Math.min(BLOCK - filled, this.#there - this.#taken)
      for (let nth = 0; nth < count; nth++) {
        const stress = this.#ahead.stresses[this.#taken]!
        values[filled + nth] = this.#ahead.values[this.#taken++]!
        stresses[filled + nth] = stress
        widths[filled + nth] = Math.sqrt(stress)
      }
      phases.fill(this.#aheadPhase, filled, filled + count)
      filled += count
    }
    this.made = filled
    // Nobody uses what stands behind the steps that were made, but it has to be something.
    values.fill(this.#value, filled)
    stresses.fill(1, filled)
    widths.fill(1, filled)
    phases.fill(this.#aheadPhase, filled)
    if (filled === 0)
      this.#script.endSeries({
        seq: -1,
        topic: '',
        atMs: this.#step * this.#facts.stepMs,
        step: this.#step,
      })
  }

  /** Makes steps ahead, at most to the end of the phase; false where there are none to come. */
  #make(): boolean {
    if (this.#failing) return false
    const { name, steps } = present(this.#spans[this.#phase], 'phase')
    const count = Math.min(STEPS_AT_ONCE, steps - this.#phaseStep)
    const { values, stresses } = this.#ahead
    const into = { values: values.subarray(0, count), stresses: stresses.subarray(0, count) }
    const start = { step: this.#step, value: this.#value, phase: name, phaseStep: this.#phaseStep }
    const made = this.#script.series('next', this.#facts, start, this.#rule, into)
    this.#failing = made < count
    this.#aheadPhase = this.#phase
    this.#taken = 0
    this.#there = made
    this.#step += made
    this.#phaseStep += made
    this.#value = made === 0 ? this.#value : values[made - 1]!
    if (this.#phaseStep === steps) {
      this.#phase++
      this.#phaseStep = 0
    }
    return made > 0
  }
}
