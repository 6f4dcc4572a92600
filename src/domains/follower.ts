import { present } from '../base/assert.ts'
import type { RandomStream } from '../base/random.ts'
import type { PhaseSpan, ProfileContext, ProfileKind, ProfileRun } from '../kinds/contracts.ts'

/** What a source keeps of the profile it follows: the current value, and the next after a switch. */
export class ProfileFollower {
  value: number
  readonly #context: Omit<ProfileContext, 'startValue'>
  #switches = 0
  #run!: ProfileRun
  #spans: readonly PhaseSpan[] = []

  constructor(kind: ProfileKind, params: never, context: ProfileContext) {
    this.#context = context
    this.value = context.startValue
    this.#follow(kind, params)
  }

  next(): number {
    return (this.value = this.#run.next())
  }

  stress(): number {
    return this.#run.stress()
  }

  width(): number {
    return this.#run.width()
  }

  halted(): boolean {
    return this.#run.halted()
  }

  get halts(): boolean {
    return this.#run.halts
  }

  get signed(): boolean {
    return this.#run.signed
  }

  phase(): PhaseSpan {
    return present(this.#spans[this.#run.phaseIndex()], 'phase')
  }

  /** Goes on from the current value. The new profile draws from streams of its own. */
  switchTo(kind: ProfileKind, params: never): void {
    this.#switches++
    this.#follow(kind, params)
  }

  #follow(kind: ProfileKind, params: never): void {
    const nth = this.#switches
    const random = (purpose: string): RandomStream =>
      this.#context.random(nth === 0 ? purpose : `${purpose}/${nth}`)
    this.#spans = kind.phases(params)
    this.#run = kind.start(params, { ...this.#context, startValue: this.value, random })
  }
}
