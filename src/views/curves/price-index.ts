import { findKind, sourceKinds } from '../../catalog.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { Channel, EventLog, Hit } from '../../log/event-log.ts'
import { Column } from './columns.ts'
import { DeliveredSeries } from './delivered-series.ts'

/** Records of one sort, in order: the events of a topic, or what a fault did. */
export interface Lane {
  /** Lanes with the same key are shown and hidden together. */
  readonly key: string
  readonly topic: string
  /** Which fault acted, and how; null for the events of a topic. */
  readonly hit: { readonly fault: number; readonly decision: Hit['decision'] } | null
  /** The records say that an event did not arrive here: dropped, or held back. */
  readonly absent: boolean
  /** Index of the source whose datum it is, or -1. */
  readonly source: number
  readonly seqs: Column
}

/** A step made a source follow another profile. */
export interface ProfileSwitch {
  readonly seq: number
  readonly step: string
  readonly source: string
}

/** What the records of a channel mean to the chart; found once per channel. */
interface Plan {
  /** Null for what was held or dropped. */
  readonly series: DeliveredSeries | null
  readonly field: string
  readonly source: number
  readonly lane: Lane | null
}

const MOST_ROWS_AT_ONCE = 400_000

/** Where in a log each source's values, each topic's events and each fault's acts are. Follows a growing log. */
export class PriceIndex {
  readonly series: readonly DeliveredSeries[]
  /** The values at the time they were published, whatever became of them; where no fault can act, none. */
  readonly published: readonly DeliveredSeries[]
  readonly lanes: Lane[] = []
  readonly switches: ProfileSwitch[] = []
  readonly #log: EventLog
  readonly #document: ScenarioDocument
  readonly #plans: Plan[] = []
  readonly #lanes = new Map<string, Lane>()
  #rows = 0
  #hits = 0

  constructor(log: EventLog, document: ScenarioDocument) {
    this.#log = log
    this.#document = document
    this.series = document.sources.map(() => new DeliveredSeries())
    this.published = document.faults.length === 0 ? [] : document.sources.map(() => new DeliveredSeries())
  }

  /** Rows of the log that are in the index. */
  get rowsRead(): number {
    return this.#rows
  }

  /** Reads what was added since, as much as fits into a frame. Returns whether it is up to date. */
  update(mostRows = MOST_ROWS_AT_ONCE): boolean {
    const log = this.#log
    const end = Math.min(log.count, this.#rows + mostRows)
    for (; this.#rows < end; this.#rows++) this.#take(this.#rows)
    for (let hit = log.hits[this.#hits]; hit !== undefined && hit.seq < end; hit = log.hits[++this.#hits])
      this.#takeHit(hit)
    return end === log.count
  }

  #take(seq: number): void {
    const id = this.#log.channelIdAt(seq)
    const plan = (this.#plans[id] ??= this.#plan(this.#log.channelAt(seq)))
    if (plan.source >= 0) {
      const value = this.#log.numberAt(seq, plan.field)
      if (!Number.isFinite(value)) return
      plan.series?.add(seq, this.#log.timeAt(seq), value)
      const published = this.published[plan.source]
      if (published !== undefined && !this.#isHeldBefore(seq))
        published.add(seq, this.#log.timeAt(seq), value)
    } else if (plan.lane !== null) plan.lane.seqs.push(seq)
    else if (this.#log.channelAt(seq).topic === '$profile.switched') this.#takeSwitch(seq)
  }

  /** A delivery out of a hold is the second record of its event: it was published with the first. */
  #isHeldBefore(seq: number): boolean {
    const cause = this.#log.causeAt(seq)
    return cause >= 0 && this.#log.channelAt(cause).stage === 'held'
  }

  #plan({ topic, source, stage }: Channel): Plan {
    const at = this.#document.sources.findIndex((spec) => spec.id === source && spec.topic === topic)
    const spec = this.#document.sources[at]
    if (spec !== undefined) {
      const [field = ''] = findKind(sourceKinds, spec.kind)?.fields ?? []
      return { series: stage === 'delivered' ? this.series[at]! : null, field, source: at, lane: null }
    }
    const lane = stage === 'delivered' ? this.#lane(`topic ${topic}`, topic, null, false, -1) : null
    return { series: null, field: '', source: -1, lane }
  }

  #takeHit({ seq, fault, decision }: Hit): void {
    const { source } = this.#plans[this.#log.channelIdAt(seq)]!
    const { topic, stage } = this.#log.channelAt(seq)
    const key = source < 0 ? `fault ${fault} ${topic}` : `fault ${fault} source ${source}`
    this.#lane(key, topic, { fault, decision }, stage !== 'delivered', source).seqs.push(seq)
  }

  #takeSwitch(seq: number): void {
    const source = this.#log.payloadAt(seq)['source']
    const step = this.#log.channelAt(seq).source.replace(/^step:/, '')
    if (typeof source === 'string') this.switches.push({ seq, step, source })
  }

  #lane(key: string, topic: string, hit: Lane['hit'], absent: boolean, source: number): Lane {
    const name = `${key} ${absent} ${hit?.decision}`
    const known = this.#lanes.get(name)
    if (known !== undefined) return known
    const lane: Lane = { key, topic, hit, absent, source, seqs: new Column(64) }
    this.#lanes.set(name, lane)
    this.lanes.push(lane)
    return lane
  }
}

const indices = new WeakMap<EventLog, PriceIndex>()

/** The index of a log; made once, so that coming back to the panel costs nothing. */
export function indexOf(log: EventLog, document: ScenarioDocument): PriceIndex {
  const known = indices.get(log)
  if (known !== undefined) return known
  const index = new PriceIndex(log, document)
  indices.set(log, index)
  return index
}
