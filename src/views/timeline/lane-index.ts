import { present } from '../../base/assert.ts'
import type { Channel, EventLog } from '../../log/event-log.ts'
import { isInjected } from '../log/format.ts'
import { SeqList } from '../log/seq-list.ts'
import { StepSpans } from './step-spans.ts'

/** All records of one topic, in time order, and again those that are not plain deliveries. */
export interface Lane {
  readonly id: string
  readonly topic: string
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

/** Where a channel's records go. */
type Place =
  { readonly lane: Lane; readonly channel: Channel; readonly injected: boolean } | 'entered' | 'left'

export const MARKS_LANE = '$marks'

const emptyLane = (id: string, topic: string): Lane => ({
  id,
  topic,
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
  readonly steps = new StepSpans()
  /** The engine's own marks other than those of steps: verdicts, switches, notes, states. */
  readonly marks = emptyLane(MARKS_LANE, 'Marks')
  /** Of every topic. */
  readonly touched = new SeqList()
  readonly #lanes: Lane[] = []
  readonly #byTopic = new Map<string, Lane>()
  readonly #places: Place[] = []
  #rows = 0
  #hits = 0

  constructor(log: EventLog) {
    this.log = log
  }

  /** One lane a topic, in the order in which the topics appeared. */
  get lanes(): readonly Lane[] {
    return this.#lanes
  }

  /** How many rows of the log are sorted in. */
  get rows(): number {
    return this.#rows
  }

  /** Sorts in the rows up to `end`. */
  extend(end: number): void {
    const until = Math.min(end, this.log.count)
    for (; this.#rows < until; this.#rows++) this.#sort(this.#rows)
  }

  laneOf(topic: string): Lane | undefined {
    return this.#byTopic.get(topic)
  }

  #sort(seq: number): void {
    const place = this.#placeOf(this.log.channelIdAt(seq))
    const hit = this.#takeHits(seq)
    if (place === 'entered') this.steps.enter(this.log.channelAt(seq).source, this.log.timeAt(seq), seq)
    else if (place === 'left') this.#leave(seq)
    else this.#add(place, seq, hit)
  }

  #add({ lane, channel, injected }: Exclude<Place, string>, seq: number, hit: boolean): void {
    lane.all.push(seq)
    if (channel.stage === 'held') lane.held.push(seq)
    else if (channel.stage === 'dropped') lane.dropped.push(seq)
    if (!hit && !injected) return
    lane.touched.push(seq)
    this.touched.push(seq)
    if (channel.stage !== 'delivered') return
    const cause = this.log.causeAt(seq)
    if (cause < 0 || this.log.channelAt(cause).stage !== 'held') return
    // An event injected because of a held one has it as its cause as well, but is another event.
    if (injected || this.log.channelAt(cause).topic !== channel.topic) return
    lane.released.push(seq)
    lane.longestHoldMs = Math.max(lane.longestHoldMs, this.log.timeAt(seq) - this.log.timeAt(cause))
  }

  #leave(seq: number): void {
    const { outcome } = this.log.payloadAt(seq)
    this.steps.leave(this.log.channelAt(seq).source, this.log.timeAt(seq), outcome === 'failed')
  }

  /** True when a fault acted on the row. The hits of a log are in the order of its rows. */
  #takeHits(seq: number): boolean {
    const { hits } = this.log
    let hit = false
    for (let next = hits[this.#hits]; next !== undefined && next.seq <= seq; next = hits[++this.#hits])
      hit ||= next.seq === seq
    return hit
  }

  #placeOf(id: number): Place {
    const known = this.#places[id]
    if (known !== undefined) return known
    const channel = present(this.log.channels[id], 'channel')
    const place = this.#newPlace(channel)
    this.#places[id] = place
    return place
  }

  #newPlace(channel: Channel): Place {
    if (channel.topic === '$step.entered' && channel.stage === 'mark') return 'entered'
    if (channel.topic === '$step.left' && channel.stage === 'mark') return 'left'
    const lane = channel.stage === 'mark' ? this.marks : this.#laneFor(channel.topic)
    return { lane, channel, injected: isInjected(channel) }
  }

  #laneFor(topic: string): Lane {
    const known = this.#byTopic.get(topic)
    if (known !== undefined) return known
    const lane = emptyLane(topic, topic)
    this.#lanes.push(lane)
    this.#byTopic.set(topic, lane)
    return lane
  }
}
