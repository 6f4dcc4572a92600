import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Decision } from '../kinds/contracts.ts'
import { Gate } from './gate.ts'
import type { MessageHit } from './message.ts'

/** Something on its way that faults act on. */
export interface Traveller {
  hits: MessageHit[] | null
}

/** How travellers of one place are shown to faults, recorded and sent on. */
export interface Road<T extends Traveller> {
  gates(item: T): readonly Gate[]
  show(item: T): BusEvent
  replace(item: T, payload: JsonObject): void
  /** A copy that has gone through the same so far. */
  twin(item: T): T
  inject(trigger: T, gate: Gate, topic: string, payload: JsonObject): T
  /** Is there now. */
  arrive(item: T): void
  /** Is there `afterMs` from now; the delay of a fault is on record, the sending of an injected event is not. */
  hold(item: T, afterMs: Millis): void
  send(item: T, afterMs: Millis): void
  /** Waits for its fault, until `unpark`. */
  park(item: T): void
  unpark(item: T): Millis
  drop(item: T): void
  /** What a subscriber suffers. True when the event's way ends there. */
  suffer(item: T, decision: Extract<Decision, { do: 'fail' | 'pause' | 'crash' }>): boolean
}

/** An event that a fault injected, to be sent after the one that triggered it. */
interface Follower<T> {
  readonly item: T
  readonly afterMs: Millis
}

/** Leads events past the faults of a place, in the order of the document. */
export class Passage<T extends Traveller> {
  readonly #road: Road<T>

  constructor(road: Road<T>) {
    this.#road = road
  }

  /**
   * Applies the faults from `first` on, which has admitted the event already (-1 means none has); then
   * sends on what is left of it, and what the faults let go.
   */
  enter(item: T, first: number, delayMs: Millis, atMs: Millis): void {
    const road = this.#road
    const gates = road.gates(item)
    let waitMs = delayMs
    let followers: Follower<T>[] | null = null
    let owing: Gate[] | null = null
    let over = false
    for (let at = first; at >= 0 && !over; at = over ? -1 : Gate.firstAdmitting(gates, at + 1, atMs)) {
      const gate = gates[at]!
      const event = road.show(item)
      if (!gate.sees(event)) continue
      const decision = gate.intercept(event)
      if (gate.owes) (owing ??= []).push(gate)
      if (decision.do === 'pass') continue
      gate.acted(atMs)
      ;(item.hits ??= []).push({ fault: gate.fault, decision: decision.do, match: gate.matched })
      switch (decision.do) {
        case 'drop':
          road.drop(item)
          over = true
          break
        case 'delay':
          waitMs += decision.byMs
          break
        case 'replace':
          road.replace(item, decision.payload)
          break
        case 'inject': {
          const { topic, payload, afterMs } = decision
          ;(followers ??= []).push({ item: road.inject(item, gate, topic, payload), afterMs })
          break
        }
        case 'duplicate':
          this.#duplicate(item, at + 1, waitMs, atMs, decision)
          break
        case 'split':
          waitMs = this.#split(item, at + 1, waitMs, atMs, decision)
          break
        case 'park':
          this.#park(item, gate, at + 1, waitMs)
          over = true
          break
        default:
          over = road.suffer(item, decision)
      }
    }
    if (!over) {
      if (waitMs > 0) road.hold(item, waitMs)
      else road.arrive(item)
    }
    if (followers !== null) this.#sendAll(followers)
    if (owing !== null) owing.forEach((gate) => gate.settle())
  }

  #sendAll(followers: readonly Follower<T>[]): void {
    for (const { item, afterMs } of followers) {
      if (afterMs > 0) this.#road.send(item, afterMs)
      else this.#road.arrive(item)
    }
  }

  #duplicate(
    item: T,
    next: number,
    waitMs: Millis,
    atMs: Millis,
    { copies, spacingMs }: Extract<Decision, { do: 'duplicate' }>,
  ): void {
    for (let copy = 1; copy <= copies; copy++) {
      const twin = this.#road.twin(item)
      const first = Gate.firstAdmitting(this.#road.gates(twin), next, atMs)
      this.enter(twin, first, waitMs + copy * spacingMs, atMs)
    }
  }

  /** Sends all pieces but the last, which is the item from now on; returns how long that one waits. */
  #split(
    item: T,
    next: number,
    waitMs: Millis,
    atMs: Millis,
    { payloads, spacingMs }: Extract<Decision, { do: 'split' }>,
  ): Millis {
    const road = this.#road
    const last = payloads.length - 1
    payloads.forEach((payload, place) => {
      const piece = place < last ? road.twin(item) : item
      road.replace(piece, payload)
      if (piece === item) return
      this.enter(piece, Gate.firstAdmitting(road.gates(piece), next, atMs), waitMs + place * spacingMs, atMs)
    })
    return waitMs + last * spacingMs
  }

  #park(item: T, gate: Gate, next: number, waitMs: Millis): void {
    const road = this.#road
    road.park(item)
    gate.park({
      goOn: () => {
        const atMs = road.unpark(item)
        this.enter(item, Gate.firstAdmitting(road.gates(item), next, atMs), waitMs, atMs)
      },
      lose: () => {
        road.unpark(item)
        road.drop(item)
      },
    })
  }
}
