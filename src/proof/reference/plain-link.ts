import type { JsonObject } from '../../base/json.ts'
import type { Millis } from '../../base/time.ts'
import type { BusEvent, Decision } from '../../kinds/contracts.ts'
import type { LinkReport } from '../../log/report.ts'
import { eventOf, type PlainHit, type Row } from './plain-bus.ts'
import type { PlainFault } from './plain-faults.ts'
import type { PlainGate } from './plain-gate.ts'
import type { PlainAgent, World } from './plain-parts.ts'
import { lead, type Way } from './plain-way.ts'

/** One agent's own copy of an event. */
interface Copy {
  readonly topic: string
  readonly source: string
  payload: JsonObject
  atMs: Millis
  readonly seq: number
  readonly cause: number
  hits: PlainHit[]
  changed: boolean
  /** It does not arrive as it was delivered to everybody else. */
  touched: boolean
  failure: string | null
}

/** What stands between the bus and an agent whose copies or timers faults act on. */
export class PlainLink {
  readonly agent: PlainAgent
  readonly #world: World
  readonly #faults: readonly PlainFault[]
  readonly #way: Way<Copy>
  readonly #counts = { offered: 0, injected: 0, duplicated: 0, delivered: 0, dropped: 0, failed: 0 }
  #held = 0
  #mailbox: (Copy | (() => void))[] = []
  #state: 'up' | 'paused' | 'down' = 'up'
  #ordeals = 0
  #keepsMailbox = true

  constructor(agent: PlainAgent, faults: readonly PlainFault[], world: World) {
    this.agent = agent
    this.#world = world
    this.#faults = faults
    this.#way = this.#delivering()
    for (const fault of faults) if (fault.hook === 'timer') fault.gateAt(agent.id)
    agent.timers = {
      onSet: (name, afterMs, cause) => this.#timerSet(name, afterMs, cause),
      onDue: (fire) => {
        if (this.#state === 'up') fire()
        else this.#mailbox.push(fire)
      },
    }
  }

  report(): LinkReport {
    const waiting = this.#mailbox.filter((entry) => typeof entry !== 'function').length
    return { subscriber: this.agent.id, ...this.#counts, inFlight: this.#held + waiting }
  }

  /** A delivered event is offered to the agent. */
  hear({ topic, source, payload, atMs, cause }: Row, seq: number): void {
    this.#counts.offered++
    const copy: Copy = {
      topic,
      source,
      payload,
      atMs,
      seq,
      cause,
      hits: [],
      changed: false,
      touched: false,
      failure: null,
    }
    lead(this.#way, copy, 0, 0)
  }

  heal(): void {
    if (this.#state !== 'up') this.#recover(++this.#ordeals)
  }

  #gatesOf(event: { readonly topic: string; readonly source: string }): PlainGate[] {
    return this.#faults
      .filter((fault) => fault.hook === 'deliver' && fault.isFor(event))
      .map((fault) => fault.gateAt(this.agent.id))
  }

  #timerSet(name: string, afterMs: Millis, cause: number): Millis | null {
    const { bus } = this.#world
    const { id } = this.agent
    const shown = eventOf(
      {
        topic: '$timer',
        source: id,
        atMs: bus.nowMs,
        payload: { name, afterMs },
        stage: 'delivered',
        cause,
        hits: [],
      },
      -1,
    )
    let takes: Millis | null = afterMs
    for (const fault of this.#faults.filter(({ hook }) => hook === 'timer')) {
      const gate = fault.gateAt(id)
      if (takes === null || !gate.actsOn(shown)) continue
      const decision = gate.intercept(shown)
      if (decision.do === 'pass') continue
      gate.acted()
      if (decision.do === 'drop') takes = null
      else if (decision.do === 'delay') takes += decision.byMs
      bus.mark('$link.timer', id, { subscriber: id, timer: name, afterMs: takes }, cause, [
        [fault.index, decision.do, gate.matched],
      ])
    }
    return takes
  }

  #delivering(): Way<Copy> {
    const { bus } = this.#world
    const later = (copy: Copy, afterMs: Millis) => {
      this.#held++
      bus.schedule(afterMs, () => {
        this.#held--
        this.#reach(copy)
      })
    }
    return {
      gates: (copy) => this.#gatesOf(copy),
      show: (copy) => this.#shown(copy, copy.seq),
      noteHit: (copy, hit) => {
        copy.hits.push(hit)
        copy.touched = true
      },
      replace: (copy, payload) => {
        copy.payload = payload
        copy.changed = true
      },
      twin: (copy) => {
        this.#counts.duplicated++
        return { ...copy, hits: [...copy.hits], touched: true, failure: null }
      },
      inject: ({ atMs, seq, cause }, source, topic, payload) => {
        this.#counts.injected++
        return {
          topic,
          source,
          payload,
          atMs,
          seq,
          cause,
          hits: [],
          changed: true,
          touched: true,
          failure: null,
        }
      },
      arrive: (copy) => this.#arrive(copy),
      hold: (copy, afterMs) => {
        this.#late('held', copy)
        later(copy, afterMs)
      },
      send: later,
      park: (copy) => {
        this.#held++
        this.#late('held', copy)
      },
      unpark: (copy) => {
        this.#held--
        copy.atMs = bus.nowMs
      },
      drop: (copy) => this.#drop(copy),
      suffer: (copy, decision) => this.#suffer(copy, decision),
    }
  }

  #shown({ topic, source, atMs, payload, cause }: Copy, seq: number): BusEvent {
    return eventOf({ topic, source, atMs, payload, cause, stage: 'delivered', hits: [] }, seq)
  }

  #reach(copy: Copy): void {
    copy.atMs = this.#world.bus.nowMs
    this.#arrive(copy)
  }

  #arrive(copy: Copy): void {
    if (this.#state === 'up') this.#hand(copy)
    else if (this.#state === 'paused' || this.#keepsMailbox) {
      copy.touched = true
      this.#mailbox.push(copy)
    } else this.#drop(copy)
  }

  #hand(copy: Copy): void {
    const seq = copy.touched ? this.#note('delivered', copy, copy.seq) : copy.seq
    this.#counts.delivered++
    this.agent.take(this.#shown(copy, seq))
    if (copy.failure !== null) this.#note('failed', copy, seq, { message: copy.failure })
  }

  #late(what: string, copy: Copy): void {
    copy.touched = true
    this.#note(what, copy, copy.seq)
  }

  #drop(copy: Copy): void {
    this.#note('dropped', copy, copy.seq)
    this.#counts.dropped++
  }

  #suffer(copy: Copy, ordeal: Decision): boolean {
    if (ordeal.do === 'fail') {
      copy.failure = ordeal.message
      if (ordeal.handled) return false
      this.#note('failed', copy, copy.seq, { message: ordeal.message })
      this.#counts.failed++
      return true
    }
    if (ordeal.do !== 'crash' && ordeal.do !== 'pause') throw new Error(`no ordeal: ${ordeal.do}`)
    if (ordeal.do === 'crash') {
      this.agent.stop()
      this.#keepsMailbox = ordeal.keepMailbox
      const waiting = this.#mailbox.filter((entry) => typeof entry !== 'function')
      this.#mailbox = ordeal.keepMailbox ? waiting : []
      if (!ordeal.keepMailbox) for (const lost of waiting) this.#drop(lost)
    }
    this.#state = ordeal.do === 'crash' || this.#state === 'down' ? 'down' : 'paused'
    const nth = ++this.#ordeals
    this.#note(ordeal.do === 'crash' ? 'crashed' : 'paused', copy, copy.seq)
    this.#world.bus.schedule(ordeal.do === 'crash' ? ordeal.downMs : ordeal.forMs, () => this.#recover(nth))
    return false
  }

  /** Only the end of the last ordeal lets the agent go on; then what waited comes first. */
  #recover(nth: number): void {
    if (nth !== this.#ordeals || this.#state === 'up') return
    const { id } = this.agent
    const wasDown = this.#state === 'down'
    this.#state = 'up'
    const mark = this.#world.bus.mark(
      wasDown ? '$link.restarted' : '$link.resumed',
      id,
      { subscriber: id },
      -1,
    )
    if (wasDown) this.agent.restart(mark)
    for (const entry of this.#mailbox.splice(0)) {
      if (typeof entry === 'function') entry()
      else this.#reach(entry)
    }
  }

  #note(what: string, copy: Copy, cause: number, more: JsonObject = {}): number {
    const { id } = this.agent
    const note = {
      subscriber: id,
      event: copy.topic,
      ...(copy.changed && { payload: copy.payload }),
      ...more,
    }
    return this.#world.bus.mark(`$link.${what}`, id, note, cause, copy.hits)
  }
}
