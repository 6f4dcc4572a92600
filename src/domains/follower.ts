import { present } from '../base/assert.ts'
import type { RandomStream } from '../base/random.ts'
import type { PhaseSpan, ProfileBlock, ProfileContext, ProfileKind, ProfileRun } from '../kinds/contracts.ts'

/** What a source keeps of the profile it follows: where it is in it, and the next one after a switch. */
export class ProfileFollower {
  /** It is at the step `block.values[at]`: before the block, where it is new, or beyond, where none has been made. */
  at = 0
  /** Behind the last step of the block that was made. */
  end = 0
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

  /** Makes a new block of steps, and stands before its first one. */
  renew(): void {
    const { values } = this.#run.block
    if (this.at >= 0 && this.at < values.length) this.#startValue = values[this.at]!
    this.#run.fill()
    this.end = this.#run.made ?? this.#run.block.values.length
    this.at = -1
  }

  /** The value of the next step: for sources that have no use for blocks. */
  next(): number {
    const { values } = this.#run.block
    if (this.at >= this.end - 1) this.renew()
    return values[++this.at]!
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
    this.end = this.at
  }
}
