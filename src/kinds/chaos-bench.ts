import { present } from '../base/assert.ts'
import { randomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, ChaosContext, ChaosExample, Decision, Interceptor } from './contracts.ts'

type Released = NonNullable<ChaosExample<never>['released']>[number]

/**
 * What an interceptor needs around it, without a run: a clock, a place to park, seeded chance. Runs the
 * examples of kinds, and their tests.
 */
export class ChaosBench {
  readonly context: ChaosContext
  readonly released: Released[] = []
  /** Until when it wants to be asked about every event. */
  keptUntilMs = -1
  #nowMs: Millis = 0
  #timers: { readonly atMs: Millis; readonly action: (atMs: Millis) => void }[] = []
  #parked: number[] = []
  #owed: Released[] = []

  constructor(subscriber = 'agent', participants: readonly string[] = ['source', 'agent'], seed = '1') {
    const stream = (purpose: string) => randomStream(seed, 'bench', purpose)
    const parked = () => this.#parked
    const take = (place: number) => present(this.#parked.splice(place, 1)[0], `parked event ${place}`)
    this.context = {
      random: stream('decision'),
      stream: (purpose) => randomStream(seed, 'bench', purpose, subscriber),
      common: stream,
      subscriber,
      participants,
      cycleMs: 1_000,
      parking: {
        get count() {
          return parked().length
        },
        release: (place) => this.#owed.push({ atMs: this.#nowMs, event: take(place) }),
        discard: (place) => this.#owed.push({ atMs: this.#nowMs, event: take(place), lost: true }),
      },
      schedule: (afterMs, action) => {
        this.#timers.push({ atMs: this.#nowMs + afterMs, action })
      },
      keepUntil: (untilMs) => {
        this.keptUntilMs = untilMs
      },
    }
  }

  /** Lets time pass up to the event, and asks about it. Its record stands for it among those released. */
  ask(intercept: Interceptor, event: BusEvent): Decision {
    this.passTime(event.atMs - 1)
    this.#nowMs = event.atMs
    const decision = intercept(event)
    if (decision.do === 'park') this.#parked.push(event.seq)
    this.#settle()
    return decision
  }

  /** Calls what was scheduled up to `untilMs`. */
  passTime(untilMs: Millis): void {
    for (;;) {
      const [next] = this.#timers.toSorted((a, b) => a.atMs - b.atMs)
      if (next === undefined || next.atMs > untilMs) return
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#nowMs = next.atMs
      next.action(next.atMs)
      this.#settle()
    }
  }

  #settle(): void {
    this.released.push(...this.#owed.splice(0))
  }
}
