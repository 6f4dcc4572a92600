import { present } from '../../base/assert.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { Channel, EventLog } from '../../log/event-log.ts'
import { isInjected } from '../log/format.ts'
import { SeqList } from '../log/seq-list.ts'
import type { Grouping } from '../store/timeline.ts'
import type { Items } from './density.ts'
import {
  faultLane,
  injectedLane,
  isAgent,
  laneOfChannel,
  restLane,
  stepLane,
  type LaneName,
} from './grouping.ts'
import { StepSpans } from './step-spans.ts'

/** The records of one lane in time order, and again those that are not plain deliveries. */
export interface Lane extends LaneName {
  readonly all: SeqList
  readonly held: SeqList
  readonly dropped: SeqList
  /** Made or changed by a fault, whatever their stage. */
  readonly touched: SeqList
  /** Deliveries that were held before: the cause of each is the record of the hold. */
  readonly released: SeqList
  /** The longest hold that has ended, in virtual milliseconds: how far before a delivery its hold may lie. */
  longestHoldMs: number
}

/** Where a channel's records go: into one lane, or where each of them says itself. */
interface Place {
  readonly lane: Lane | 'row'
  readonly channel: Channel
  readonly injected: boolean
}

export interface LaneOptions {
  readonly grouping: Grouping
  readonly document: ScenarioDocument | null
  /** Which records lanes have at all; null for every one. */
  readonly passes: ((seq: number) => boolean) | null
}

export const BY_TOPIC: LaneOptions = { grouping: 'topic', document: null, passes: null }

export const MARKS_LANE: LaneName = { id: '$marks', name: 'Marks', rank: 0 }

const emptyLane = (name: LaneName): Lane => ({
  ...name,
  all: new SeqList(),
  held: new SeqList(),
  dropped: new SeqList(),
  touched: new SeqList(),
  released: new SeqList(),
  longestHoldMs: 0,
})

/**
 * Sorts the rows of a log into lanes, each row once, and can go on as the log grows. Four bytes a row;
 * because a lane is in time order, how many of its events lie between two moments is two binary
 * searches: zoomed-out views are exact, with no pyramid of sums to keep.
 */
export class LaneIndex {
  readonly log: EventLog
  readonly grouping: Grouping
  readonly steps = new StepSpans()
  /** The engine's own marks other than those of steps: verdicts, switches, notes, states. */
  readonly marks = emptyLane(MARKS_LANE)
  /** Of every lane. */
  readonly touched = new SeqList()
  readonly #document: ScenarioDocument | null
  readonly #passes: LaneOptions['passes']
  /** What passed; where everything does, no list is needed. */
  readonly #passed = new SeqList()
  readonly #lanes: Lane[] = []
  readonly #byId = new Map<string, Lane>()
  readonly #marks: StepMark[] = []
  readonly #places: Place[] = []
  /** Steps that go on, in the order in which they were entered. */
  readonly #open: string[] = []
  /** The lane of events that nothing else decides, until another step goes on. */
  #current: Lane | null = null
  #rows = 0
  #hits = 0

  constructor(log: EventLog, { grouping, document, passes }: LaneOptions = BY_TOPIC) {
    this.log = log
    this.grouping = grouping
    this.#document = document
    this.#passes = passes
  }

  /** The lanes in the order in which they appeared. */
  get lanes(): readonly Lane[] {
    return this.#lanes
  }

  /** How many rows of the log are sorted in. */
  get rows(): number {
    return this.#rows
  }

  /** Every record that passes: row n is record n where all do. */
  get shown(): Items {
    return this.#passes === null ? everything(this.#rows) : this.#passed
  }

  /** Sorts in the rows up to `end`. */
  extend(end: number): void {
    const until = Math.min(end, this.log.count)
    for (; this.#rows < until; this.#rows++) this.#sort(this.#rows)
  }

  laneOf(id: string): Lane | undefined {
    return this.#byId.get(id)
  }

  #sort(seq: number): void {
    const id = this.log.channelIdAt(seq)
    const hit = this.#takeHits(seq)
    const passes = this.#passes === null || this.#passes(seq)
    if (passes && this.#passes !== null) this.#passed.push(seq)
    const about = (this.#marks[id] ??= stepMarkOf(this.#channel(id)))
    if (about === 'entered') this.#enter(seq)
    else if (about === 'left') this.#leave(seq)
    // A lane of which nothing passes is not there.
    if (!passes || about !== 'other') return
    const place = (this.#places[id] ??= this.#newPlace(this.#channel(id)))
    if (place.lane === 'row') this.#addByRow(place, seq, hit)
    else this.#add(place.lane, place, seq, hit)
    if (hit || place.injected) this.touched.push(seq)
  }

  #channel(id: number): Channel {
    return present(this.log.channels[id], 'channel')
  }

  #add(lane: Lane, { channel, injected }: Place, seq: number, hit: boolean): void {
    lane.all.push(seq)
    if (channel.stage === 'held') lane.held.push(seq)
    else if (channel.stage === 'dropped') lane.dropped.push(seq)
    if (!hit && !injected) return
    lane.touched.push(seq)
    if (channel.stage !== 'delivered') return
    const cause = this.log.causeAt(seq)
    // An event injected because of a held one has it as its cause as well, but is another event.
    if (injected || cause < 0 || this.log.channelAt(cause).topic !== channel.topic) return
    if (!lane.held.has(cause)) return
    lane.released.push(seq)
    lane.longestHoldMs = Math.max(lane.longestHoldMs, this.log.timeAt(seq) - this.log.timeAt(cause))
  }

  /** By step: into that of the one entered last that still goes on. By fault: of each that had a hand in it. */
  #addByRow(place: Place, seq: number, hit: boolean): void {
    if (this.grouping === 'step' || (!hit && !place.injected))
      return this.#add((this.#current ??= this.#currentLane()), place, seq, hit)
    const names = place.injected ? [injectedLane(place.channel.source, this.#document)] : []
    if (hit) for (const { fault } of this.log.hitsAt(seq)) names.push(faultLane(fault, this.#document))
    for (const lane of new Set(names.map((name) => this.#laneFor(name)))) this.#add(lane, place, seq, hit)
  }

  #currentLane(): Lane {
    const step = this.#open.at(-1)
    const name =
      this.grouping === 'fault' || step === undefined
        ? restLane(this.grouping)
        : stepLane(step, this.#document)
    return this.#laneFor(name)
  }

  #enter(seq: number): void {
    const { source } = this.log.channelAt(seq)
    this.steps.enter(source, this.log.timeAt(seq), seq)
    this.#open.push(source)
    this.#current = null
  }

  #leave(seq: number): void {
    const { source } = this.log.channelAt(seq)
    const { outcome } = this.log.payloadAt(seq)
    this.steps.leave(source, this.log.timeAt(seq), outcome === 'failed')
    const at = this.#open.lastIndexOf(source)
    if (at >= 0) this.#open.splice(at, 1)
    this.#current = null
  }

  /** True when a fault acted on the row. The hits of a log are in the order of its rows. */
  #takeHits(seq: number): boolean {
    const { hits } = this.log
    let hit = false
    for (let next = hits[this.#hits]; next !== undefined && next.seq <= seq; next = hits[++this.#hits])
      hit ||= next.seq === seq
    return hit
  }

  #newPlace(channel: Channel): Place {
    const injected = isInjected(channel)
    if (channel.stage === 'mark') {
      // What an agent notes of itself stands with what it does.
      const own = this.grouping === 'agent' && isAgent(channel.source, this.#document)
      if (!own) return { lane: this.marks, channel, injected }
    }
    const choice = laneOfChannel(this.grouping, channel, this.#document)
    return { lane: choice === 'row' ? 'row' : this.#laneFor(choice), channel, injected }
  }

  #laneFor(name: LaneName): Lane {
    const known = this.#byId.get(name.id)
    if (known !== undefined) return known
    const lane = emptyLane(name)
    this.#lanes.push(lane)
    this.#byId.set(name.id, lane)
    return lane
  }
}

type StepMark = 'entered' | 'left' | 'other'

function stepMarkOf({ topic, stage }: Channel): StepMark {
  if (stage !== 'mark') return 'other'
  return topic === '$step.entered' ? 'entered' : topic === '$step.left' ? 'left' : 'other'
}

/** Every row of a log as a list. */
const everything = (rows: number): Items => ({
  length: rows,
  at: (index) => (index >= 0 && index < rows ? index : -1),
  lowerBound: (seq) => Math.min(seq, rows),
})
