import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Decision } from '../kinds/contracts.ts'
import type { LinkReport } from '../log/report.ts'
import type { AgentRun, TimerGuard } from './agents.ts'
import type { BusPlace } from './bus-place.ts'
import { Copy } from './copy.ts'
import type { FaultRun } from './fault.ts'
import { Gate } from './gate.ts'
import type { Listener } from './message.ts'
import { Passage, type Road } from './passage.ts'

type Ordeal = Extract<Decision, { do: 'fail' | 'pause' | 'crash' }>

/**
 * An agent whose own copies of events, or timers, faults act on. Stands between the bus and the agent; other
 * agents have none, and pay nothing.
 *
 * What happens here is in the log as marks, `$link.held`, `$link.dropped`, `$link.delivered` and so on,
 * caused by the record of the event: for everybody else the event was delivered.
 */
export class Subscriber implements TimerGuard, Road<Copy> {
  readonly #agent: AgentRun
  readonly #place: BusPlace
  readonly #faults: readonly FaultRun[]
  readonly #timerGates: readonly Gate[]
  readonly #passage = new Passage<Copy>(this)
  readonly #counts = { offered: 0, injected: 0, duplicated: 0, delivered: 0, dropped: 0, failed: 0 }
  /** Copies that are held or parked. */
  #held = 0
  /** What waits for the agent while it is paused or down, in order. */
  #mailbox: (Copy | (() => void))[] = []
  #state: 'up' | 'paused' | 'down' = 'up'
  /** Counts pauses and crashes: only the end of the last one lets the agent go on. */
  #ordeals = 0
  #keepsMailbox = true

  constructor(agent: AgentRun, faults: readonly FaultRun[], place: BusPlace) {
    this.#agent = agent
    this.#place = place
    this.#faults = faults.filter(({ hook }) => hook === 'deliver')
    this.#timerGates = faults.filter(({ hook }) => hook === 'timer').map((fault) => fault.gateAt(agent.id))
    agent.timers = this
  }

  /** The link from a publisher's topic to this agent. */
  link(topic: string, source: string): Listener {
    // No fault touches what a fault injected: a chain of injections could never end.
    const gates = source.startsWith('fault:')
      ? []
      : this.#faults
          .filter(({ targets }) => targets(topic, source))
          .map((fault) => fault.gateAt(this.#agent.id))
    return { attention: undefined, hear: (event) => this.#offer(event, gates) }
  }

  report(): LinkReport {
    const waiting = this.#mailbox.filter((entry) => entry instanceof Copy).length
    return { subscriber: this.#agent.id, ...this.#counts, inFlight: this.#held + waiting }
  }

  /** Every fault is healed: it goes on. */
  heal(): void {
    if (this.#state !== 'up') this.#recover(++this.#ordeals)
  }

  onSet(name: string, afterMs: Millis, cause: number): Millis | null {
    const { nowMs } = this.#place.bus
    const event = new Copy('$timer', this.#agent.id, nowMs, { name, afterMs }, -1, cause, [])
    let takes: Millis | null = afterMs
    for (const gate of this.#timerGates) {
      if (takes === null || !gate.admits(nowMs) || !gate.sees(event)) continue
      const decision = gate.intercept(event)
      if (decision.do === 'pass') continue
      gate.acted(nowMs)
      if (decision.do === 'drop') takes = null
      else if (decision.do === 'delay') takes += decision.byMs
      const after = { subscriber: this.#agent.id, timer: name, afterMs: takes }
      const seq = this.#place.bus.mark('$link.timer', this.#agent.id, after, cause)
      this.#place.bus.noteHits(seq, [{ fault: gate.fault, decision: decision.do, match: gate.matched }])
    }
    return takes
  }

  onDue(fire: () => void): void {
    if (this.#state === 'up') fire()
    else this.#mailbox.push(fire)
  }

  // ---------------------------------------------------------------------- the way of a copy past faults

  gates({ gates }: Copy): readonly Gate[] {
    return gates
  }

  show(copy: Copy): BusEvent {
    return copy
  }

  replace(copy: Copy, payload: JsonObject): void {
    copy.replace(payload)
  }

  twin(copy: Copy): Copy {
    this.#counts.duplicated++
    return copy.twin()
  }

  inject(trigger: Copy, { source }: Gate, topic: string, payload: JsonObject): Copy {
    this.#counts.injected++
    const copy = new Copy(topic, source, trigger.atMs, payload, trigger.seq, trigger.cause, [])
    copy.isInjected = true
    return copy
  }

  arrive(copy: Copy): void {
    if (this.#state === 'up') this.#hand(copy)
    else if (this.#state === 'paused' || this.#keepsMailbox) {
      copy.isLate = true
      this.#mailbox.push(copy)
    } else this.drop(copy)
  }

  hold(copy: Copy, afterMs: Millis): void {
    copy.isLate = true
    this.#note('held', copy)
    this.send(copy, afterMs)
  }

  send(copy: Copy, afterMs: Millis): void {
    this.#held++
    this.#place.bus.schedule(afterMs, () => {
      this.#held--
      this.#reach(copy)
    })
  }

  park(copy: Copy): void {
    this.#held++
    copy.isLate = true
    this.#note('held', copy)
  }

  unpark(copy: Copy): Millis {
    this.#held--
    return (copy.atMs = this.#place.bus.nowMs)
  }

  drop(copy: Copy): void {
    this.#note('dropped', copy)
    this.#counts.dropped++
  }

  suffer(copy: Copy, ordeal: Ordeal): boolean {
    if (ordeal.do === 'fail') {
      copy.failure = ordeal.message
      if (ordeal.handled) return false
      this.#note('failed', copy, { message: ordeal.message })
      this.#counts.failed++
      return true
    }
    const crashes = ordeal.do === 'crash'
    if (crashes) {
      this.#agent.stop()
      this.#keepsMailbox = ordeal.keepMailbox
      this.#forget()
    }
    this.#state = crashes || this.#state === 'down' ? 'down' : 'paused'
    const number = ++this.#ordeals
    this.#note(crashes ? 'crashed' : 'paused', copy)
    this.#place.bus.schedule(crashes ? ordeal.downMs : ordeal.forMs, () => this.#recover(number))
    return false
  }

  // ------------------------------------------------------------------------------------------- helpers

  #offer(event: BusEvent, gates: readonly Gate[]): void {
    this.#counts.offered++
    const { atMs } = event
    const first = gates.length === 0 ? -1 : Gate.firstAdmitting(gates, 0, atMs)
    if (first < 0 && this.#state === 'up') {
      this.#counts.delivered++
      this.#agent.hear(event)
      return
    }
    const copy = new Copy(event.topic, event.source, atMs, event.payload, event.seq, event.cause, gates)
    if (first < 0) this.arrive(copy)
    else this.#passage.enter(copy, first, 0, atMs)
  }

  /** A copy that was under way is there. */
  #reach(copy: Copy): void {
    copy.atMs = this.#place.bus.nowMs
    this.arrive(copy)
  }

  #hand(copy: Copy): void {
    if (copy.isTouched) copy.seq = this.#note('delivered', copy)
    this.#counts.delivered++
    this.#agent.hear(copy)
    if (copy.failure !== null) this.#note('failed', copy, { message: copy.failure })
  }

  /** A crash loses timers, and the mailbox unless it is kept elsewhere. */
  #forget(): void {
    const waiting = this.#mailbox.filter((entry) => entry instanceof Copy)
    this.#mailbox = this.#keepsMailbox ? waiting : []
    if (!this.#keepsMailbox) for (const copy of waiting) this.drop(copy)
  }

  /** The agent goes on, unless another ordeal came meanwhile; what waited comes first, in order. */
  #recover(number: number): void {
    if (number !== this.#ordeals || this.#state === 'up') return
    const { id } = this.#agent
    const wasDown = this.#state === 'down'
    this.#state = 'up'
    const mark = this.#place.bus.mark(
      wasDown ? '$link.restarted' : '$link.resumed',
      id,
      { subscriber: id },
      -1,
    )
    if (wasDown) this.#agent.restart(mark)
    for (const entry of this.#mailbox.splice(0)) {
      if (entry instanceof Copy) this.#reach(entry)
      else entry()
    }
  }

  /** Writes down what becomes of a copy, and which faults did it. */
  #note(what: string, copy: Copy, more: JsonObject = {}): number {
    const { topic, isChanged, payload, seq, hits } = copy
    const { id } = this.#agent
    const changed = isChanged || copy.isInjected ? { payload } : {}
    const note = { subscriber: id, event: topic, ...changed, ...more }
    const mark = this.#place.bus.mark(`$link.${what}`, id, note, seq)
    if (hits !== null) this.#place.bus.noteHits(mark, hits)
    return mark
  }
}
