import { randomStream } from '../../base/random.ts'
import type { Millis } from '../../base/time.ts'
import type { FaultSpec } from '../../document/types.ts'
import { startLuck, type Luck } from '../../kinds/chance.ts'
import { compileCondition } from '../../kinds/condition.ts'
import type { BusEvent, ChaosKind, Interceptor } from '../../kinds/contracts.ts'
import type { World } from './plain-parts.ts'

/** An event that a fault has parked: how it goes on, and how it is lost. */
export interface Parked {
  goOn(): void
  lose(): void
}

/** What a gate asks its fault. */
export interface Fault {
  readonly index: number
  readonly spec: FaultSpec
  readonly kind: ChaosKind
  readonly fromMs: Millis
  readonly untilMs: Millis
  readonly active: boolean
}

/** A fault in one place: where events are published, or at one agent. It counts for itself. */
export class PlainGate {
  readonly fault: Fault
  readonly intercept: Interceptor
  matched = 0
  hits = 0
  firstHitMs: Millis | null = null
  lastHitMs: Millis | null = null
  readonly #world: World
  readonly #luck: Luck | null
  readonly #parked: Parked[] = []
  #owed: (() => void)[] = []
  /** Matches that do not count for the trigger: they came before the last event that began the count anew. */
  #forgotten = 0
  #fires = 0
  #onlyKept = false
  #restUntilMs = -1
  #keepUntilMs = -1

  constructor(fault: Fault, subscriber: string, world: World) {
    const { document, seed, bus } = world
    const { id } = fault.spec
    this.fault = fault
    this.#world = world
    const stream = (purpose: string) =>
      subscriber === ''
        ? randomStream(seed, 'fault', id, purpose)
        : randomStream(seed, 'fault', id, purpose, subscriber)
    this.#luck = startLuck(fault.spec, stream)
    const take = (place: number) => {
      const [parked] = this.#parked.splice(place, 1)
      if (parked === undefined) throw new Error(`nothing parked at ${place}`)
      return parked
    }
    const parked = this.#parked
    this.intercept = fault.kind.intercept(fault.spec.params, {
      random: stream('decision'),
      stream,
      common: (purpose) => randomStream(seed, 'fault', id, purpose),
      subscriber,
      participants: [...document.sources, ...document.agents].map((part) => part.id),
      cycleMs: document.clock.cycleMs,
      parking: {
        get count() {
          return parked.length
        },
        release: (place) => {
          const item = take(place)
          this.#owed.push(() => item.goOn())
        },
        discard: (place) => {
          const item = take(place)
          this.#owed.push(() => item.lose())
        },
      },
      schedule: (afterMs, action) =>
        bus.schedule(afterMs, () => {
          action(bus.nowMs)
          this.settle()
        }),
      keepUntil: (untilMs) => (this.#keepUntilMs = untilMs),
    })
  }

  get owes(): boolean {
    return this.#owed.length > 0
  }

  /** Whether it acts on an event of a topic and publisher that it is for. Each match takes one draw. */
  actsOn(event: BusEvent): boolean {
    const { spec, fromMs, untilMs, active } = this.fault
    const { nowMs } = this.#world.bus
    if (!active || nowMs < fromMs || nowMs >= untilMs) return false
    if (spec.where !== undefined && !compileCondition(spec.where)(event)) return false
    this.matched++
    const lucky = this.#luck === null || this.#luck.next()
    const match = this.matched - this.#forgotten
    const picked = {
      always: true,
      nth: match === spec.n,
      every: match % spec.n === 0,
      first: match <= spec.n,
      after: match > spec.n,
      burst: (match - 1) % (spec.n + spec.pause) < spec.n,
    }[spec.trigger]
    const left = spec.limit === 0 || this.#fires < spec.limit
    const fires = lucky && picked && left && nowMs >= this.#restUntilMs
    const keeps = nowMs < this.#keepUntilMs
    this.#onlyKept = !fires && keeps
    return fires || keeps
  }

  /** It did something with the event it was asked about. */
  acted(): void {
    const { nowMs } = this.#world.bus
    this.hits++
    this.firstHitMs ??= nowMs
    this.lastHitMs = nowMs
    if (this.#onlyKept) return
    this.#fires++
    this.#restUntilMs = nowMs + this.fault.spec.cooldownMs
  }

  recount(): void {
    this.#forgotten = this.matched
  }

  park(parked: Parked): void {
    this.#parked.push(parked)
  }

  /** Lets go, or loses, what it said it would. */
  settle(): void {
    while (this.#owed.length > 0) this.#owed.shift()?.()
  }

  releaseAll(): void {
    for (const parked of this.#parked.splice(0)) parked.goOn()
  }
}
