import { present } from '../base/assert.ts'
import type { RandomStream } from '../base/random.ts'
import type { PhaseSpan, ProfileBlock, ProfileContext, ProfileKind, ProfileRun } from '../kinds/contracts.ts'

/** What a source keeps of the profile it follows: where it is in it, and the next one after a switch. */
export class ProfileFollower {
  /** It is at the step `block.values[at]`; beyond the block before the first `advance`, and after a switch. */
  at = 0
  readonly #context: ProfileContext
  #startValue = NaN
  #switches = 0
  #run!: ProfileRun
  #spans: readonly PhaseSpan[] = []

  constructor(kind: ProfileKind, params: never, context: ProfileContext) {
    this.#context = context
    this.#follow(kind, params, context.startValue)
  }

  get block(): ProfileBlock {
    return this.#run.block
  }

  get signed(): boolean {
    return this.#run.signed
  }

  /** Goes to the next step. True when the block is a new one, so that `at` is 0. */
  advance(): boolean {
    if (++this.at < this.#run.block.values.length) return false
    this.#run.fill()
    this.at = 0
    return true
  }

  /** The value of the next step: for sources that have no use for blocks. */
  next(): number {
    this.advance()
    return this.#run.block.values[this.at]!
  }

  phase(): PhaseSpan {
    const { phases } = this.#run.block
    return present(this.#spans[phases[this.at] ?? phases[0]!], 'phase')
  }

  /** True in phases in which nothing is published. */
  halted(): boolean {
    const { halts, block } = this.#run
    return halts.length > 0 && halts.includes(block.phases[this.at]!)
  }

  /** Whether the profile has such phases. */
  get halts(): boolean {
    return this.#run.halts.length > 0
  }

  /** Goes on from the current value. The new profile draws from streams of its own. */
  switchTo(kind: ProfileKind, params: never): void {
    this.#switches++
    this.#follow(kind, params, this.#run.block.values[this.at] ?? this.#startValue)
  }

  #follow(kind: ProfileKind, params: never, startValue: number): void {
    const nth = this.#switches
    const random = (purpose: string): RandomStream =>
      this.#context.random(nth === 0 ? purpose : `${purpose}/${nth}`)
    this.#spans = kind.phases(params)
    this.#run = kind.start(params, { ...this.#context, startValue, random })
    this.#startValue = startValue
    this.at = this.#run.block.values.length
  }
}
