import type { JsonObject } from '../../base/json.ts'
import type { Millis } from '../../base/time.ts'
import type { BusEvent, Decision } from '../../kinds/contracts.ts'
import type { PlainHit } from './plain-bus.ts'
import type { PlainGate } from './plain-gate.ts'

/** What can happen to something on its way past faults, in one place. */
export interface Way<T> {
  gates(item: T): readonly PlainGate[]
  show(item: T): BusEvent
  noteHit(item: T, hit: PlainHit): void
  replace(item: T, payload: JsonObject): void
  twin(item: T): T
  inject(trigger: T, source: string, topic: string, payload: JsonObject): T
  arrive(item: T): void
  /** Arrives later, and the log says so; what was injected is only sent. */
  hold(item: T, afterMs: Millis): void
  send(item: T, afterMs: Millis): void
  park(item: T): void
  unpark(item: T): void
  drop(item: T): void
  /** What a subscriber suffers; true when that is the end of the event's way. */
  suffer(item: T, decision: Decision): boolean
}

/** Past all faults from `first` on, in their order; what is left goes on, `waitedMs` late already. */
export function lead<T>(way: Way<T>, item: T, first: number, waitedMs: Millis): void {
  const gates = way.gates(item)
  const after: (() => void)[] = []
  const owing: PlainGate[] = []
  let waitMs = waitedMs
  let over = false
  for (let index = first; index < gates.length && !over; index++) {
    const gate = gates[index]
    const event = way.show(item)
    if (gate === undefined || !gate.actsOn(event)) continue
    const decision = gate.intercept(event)
    if (gate.owes) owing.push(gate)
    if (decision.do === 'pass') continue
    gate.acted()
    way.noteHit(item, [gate.fault.index, decision.do, gate.matched])
    switch (decision.do) {
      case 'drop':
        way.drop(item)
        over = true
        break
      case 'delay':
        waitMs += decision.byMs
        break
      case 'replace':
        way.replace(item, decision.payload)
        break
      case 'inject': {
        const source = `fault:${gate.fault.spec.id}`
        const injected = way.inject(item, source, decision.topic, decision.payload)
        const { afterMs } = decision
        after.push(() => (afterMs > 0 ? way.send(injected, afterMs) : way.arrive(injected)))
        break
      }
      case 'duplicate':
        for (let copy = 1; copy <= decision.copies; copy++)
          lead(way, way.twin(item), index + 1, waitMs + copy * decision.spacingMs)
        break
      case 'split':
        decision.payloads.forEach((payload, place) => {
          const waited = waitMs + place * decision.spacingMs
          const piece = place === decision.payloads.length - 1 ? item : way.twin(item)
          way.replace(piece, payload)
          if (piece !== item) lead(way, piece, index + 1, waited)
        })
        waitMs += (decision.payloads.length - 1) * decision.spacingMs
        break
      case 'park': {
        const waited = waitMs
        way.park(item)
        gate.park({
          goOn: () => {
            way.unpark(item)
            lead(way, item, index + 1, waited)
          },
          lose: () => {
            way.unpark(item)
            way.drop(item)
          },
        })
        over = true
        break
      }
      default:
        over = way.suffer(item, decision)
    }
  }
  if (!over) {
    if (waitMs > 0) way.hold(item, waitMs)
    else way.arrive(item)
  }
  for (const send of after) send()
  for (const gate of owing) gate.settle()
}
