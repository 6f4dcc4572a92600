import { topicMatcher } from '../base/topic.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { compileCondition, type Condition } from '../kinds/condition.ts'
import type { BusEvent } from '../kinds/contracts.ts'
import type { Channel, EventLog, RowVisitor } from '../log/event-log.ts'
import { EventView, numericFields } from './event-view.ts'

/** Where a run is to pause: when a step is entered, an event of some topics is recorded, or a fault acts. */
export interface Breakpoint {
  readonly id: string
  readonly enabled: boolean
  readonly on: 'step' | 'topic' | 'fault'
  /** The step's or the fault's id, or a topic pattern. */
  readonly target: string
  /** Only for events of which this is true; for every one when null. */
  readonly when: Condition | null
}

/** A run paused here: at a record, for a breakpoint or, where that is null, because one step was asked for. */
export interface Stop {
  readonly seq: number
  readonly breakpoint: string | null
}

/** How far a run goes on: to its next record, or to the next entering or leaving of a step. */
export type StepBy = 'event' | 'step'

interface Compiled {
  readonly id: string | null
  /** Whether a record of this channel can be meant at all. */
  readonly concerns: (channel: Channel) => boolean
  /** Index of the fault that must have acted, or -1. */
  readonly fault: number
  readonly test: ((event: BusEvent) => boolean) | null
}

/**
 * Looks through what a run records for the first record at which it is to pause. It only looks: a run
 * with breakpoints is the same run.
 */
export class Watch {
  /** The record it found, until `goOn`. */
  stop: Stop | null = null
  readonly #log: EventLog
  readonly #breakpoints: readonly Compiled[]
  readonly #view: EventView
  readonly #byChannel: (readonly Compiled[])[] = []
  #step: Compiled | null = null
  #looked: number

  constructor(
    log: EventLog,
    document: ScenarioDocument,
    breakpoints: readonly Breakpoint[],
    from = log.count,
  ) {
    this.#log = log
    this.#looked = from
    this.#view = new EventView(log)
    this.#breakpoints = breakpoints.flatMap((breakpoint) =>
      breakpoint.enabled ? [compile(breakpoint, document)] : [],
    )
  }

  /** Records before this one have been looked at. */
  get looked(): number {
    return this.#looked
  }

  /** True while it looks for the end of one step. */
  get stepping(): boolean {
    return this.#step !== null
  }

  get idle(): boolean {
    return this.#breakpoints.length === 0 && this.#step === null
  }

  /** Goes on from a stop; with `by`, no further than one step. */
  goOn(by: StepBy | null = null): void {
    this.stop = null
    this.#step = by === null ? null : STEPS[by]
    this.#byChannel.length = 0
    if (by !== null) this.#looked = this.#log.count
  }

  /** Looks at what was recorded since; true when there is a record to pause at. */
  look(): boolean {
    if (this.stop === null) this.#log.visitRows(this.#looked, this.#log.count, this.#visit)
    if (this.stop === null) this.#looked = this.#log.count
    return this.stop !== null
  }

  readonly #visit: RowVisitor = (columns, from, to, firstSeq) => {
    for (let row = from; row < to && this.stop === null; row++) {
      const id = columns.channels[row]!
      const channel = this.#log.channels[id]!
      const candidates = (this.#byChannel[id] ??= this.#candidates(channel))
      if (candidates.length === 0) continue
      const seq = firstSeq + row - from
      this.#view.over(columns, channel, numericFields(channel), columns.values)
      this.#view.moveTo(row, columns.offsets[row]!, seq)
      const found = candidates.find(
        ({ fault, test }) =>
          (fault < 0 || this.#log.hitsAt(seq).some((hit) => hit.fault === fault)) &&
          (test === null || test(this.#view)),
      )
      if (found === undefined) continue
      this.stop = { seq, breakpoint: found.id }
      this.#looked = seq + 1
    }
  }

  #candidates(channel: Channel): readonly Compiled[] {
    const all = this.#step === null ? this.#breakpoints : [...this.#breakpoints, this.#step]
    return all.filter(({ concerns }) => concerns(channel))
  }
}

const STEPS: Readonly<Record<StepBy, Compiled>> = {
  event: { id: null, concerns: () => true, fault: -1, test: null },
  step: {
    id: null,
    concerns: ({ topic, stage }) => stage === 'mark' && topic.startsWith('$step.'),
    fault: -1,
    test: null,
  },
}

function compile({ id, on, target, when }: Breakpoint, document: ScenarioDocument): Compiled {
  const test = when === null ? null : compileCondition(when)
  if (on === 'step') {
    const concerns = ({ topic, source }: Channel) => topic === '$step.entered' && source === `step:${target}`
    return { id, concerns, fault: -1, test: null }
  }
  const matches = on === 'topic' ? topicMatcher(target) : () => true
  const fault = on === 'fault' ? document.faults.findIndex((spec) => spec.id === target) : -1
  const concerns = ({ topic, stage }: Channel) =>
    stage !== 'mark' && matches(topic) && (on === 'topic' || fault >= 0)
  return { id, concerns, fault, test }
}
