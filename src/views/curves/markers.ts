import type { ScenarioDocument } from '../../document/types.ts'
import type { EventLog, Hit } from '../../log/event-log.ts'
import { axisTime, readable } from '../charts/axis.ts'
import type { ChartMarker, MarkerShape } from '../charts/chart.ts'
import type { DeliveredSeries } from './delivered-series.ts'
import type { Lane, PriceIndex } from './price-index.ts'

/** A marker stands for all records of its lane within this share of the window. */
const BUCKETS = 80
const MOST_WITNESSES = 100

/** An event that decided an assertion. */
export interface Witness {
  readonly seq: number
  readonly verdict: 'holds' | 'violated'
  readonly assertion: string
}

export interface LegendItem {
  readonly key: string
  readonly label: string
  readonly shape: MarkerShape
  readonly colour: string
  readonly count: number
}

/** What the curve of one source is drawn from. */
export interface Scene {
  readonly log: EventLog
  readonly document: ScenarioDocument
  readonly index: PriceIndex
  /** Index of the source in the document. */
  readonly source: number
  readonly series: DeliveredSeries
  /** Values at the time of their publication; undefined where they are the same. */
  readonly published: DeliveredSeries | undefined
  /** Of a run that is compared with this one. */
  readonly other: { readonly label: string; readonly series: DeliveredSeries } | null
  /** Name of the primary value. */
  readonly field: string
  readonly fromMs: number
  readonly toMs: number
}

const DECISIONS: Readonly<Record<Hit['decision'], { readonly shape: MarkerShape; readonly done: string }>> = {
  drop: { shape: 'cross', done: 'lost' },
  delay: { shape: 'diamond', done: 'delayed' },
  replace: { shape: 'square', done: 'changed' },
  duplicate: { shape: 'pentagon', done: 'doubled' },
  split: { shape: 'pentagon', done: 'split' },
  inject: { shape: 'triangle', done: 'followed by an injected event' },
  park: { shape: 'diamond', done: 'kept back' },
  fail: { shape: 'cross', done: 'failed at a subscriber' },
  pause: { shape: 'circle', done: 'held up by a paused subscriber' },
  crash: { shape: 'circle', done: 'met by a crash of its subscriber' },
}

const TOPIC_SHAPES: readonly MarkerShape[] = ['circle', 'triangle', 'square', 'pentagon']
const TOPIC_COLOURS = [2, 3, 4, 5, 6, 7, 8].map((nth) => `var(--series-${nth})`)

interface Look {
  readonly label: string
  readonly shape: MarkerShape
  readonly colour: string
}

/** Lanes that concern this source: its own faults, and everything that is no datum of another source. */
const lanesOf = ({ index, source }: Scene): Lane[] =>
  index.lanes.filter((lane) => lane.source === source || lane.source < 0)

function lookOf(lane: Lane, { document, index }: Scene): Look {
  if (lane.hit !== null) {
    const fault = document.faults[lane.hit.fault]
    const name = fault?.name || fault?.id || 'Fault'
    const other = lane.source < 0 ? ` on ${lane.topic}` : ''
    return { label: `${name}${other}`, shape: DECISIONS[lane.hit.decision].shape, colour: 'var(--fault)' }
  }
  const topics = index.lanes.filter(({ hit }) => hit === null)
  const nth = topics.indexOf(lane)
  return {
    label: lane.topic,
    shape: TOPIC_SHAPES[nth % TOPIC_SHAPES.length]!,
    colour: TOPIC_COLOURS[nth % TOPIC_COLOURS.length]!,
  }
}

/** What the markers mean, how many there are, and what they are hidden by. */
export function legendOf(scene: Scene, witnesses: readonly Witness[]): LegendItem[] {
  const items = new Map<string, LegendItem>()
  for (const lane of lanesOf(scene)) {
    const known = items.get(lane.key)
    // A delayed event is there twice, held and delivered: it counts once.
    const counted = lane.hit?.decision === 'delay' && !lane.absent ? 0 : lane.seqs.length
    items.set(lane.key, {
      ...(known ?? { key: lane.key, ...lookOf(lane, scene) }),
      count: (known?.count ?? 0) + counted,
    })
  }
  if (witnesses.length > 0)
    items.set('witness', {
      key: 'witness',
      label: 'Deciding events',
      shape: 'flag',
      colour: 'var(--text-2)',
      count: witnesses.length,
    })
  return [...items.values()]
}

export function markersOf(
  scene: Scene,
  witnesses: readonly Witness[],
  hidden: ReadonlySet<string>,
): ChartMarker[] {
  const markers = lanesOf(scene)
    .filter(({ key }) => !hidden.has(key))
    .flatMap((lane) => laneMarkers(lane, scene))
  if (!hidden.has('witness'))
    markers.push(
      ...witnesses.slice(0, MOST_WITNESSES).map((witness, nth) => witnessMarker(witness, nth, scene)),
    )
  return markers.filter(({ y }) => Number.isFinite(y)).toSorted((a, b) => a.x - b.x)
}

/** One marker for each part of the window in which the lane has records. O(BUCKETS log n). */
function laneMarkers(lane: Lane, scene: Scene): ChartMarker[] {
  const { log, fromMs, toMs } = scene
  const look = lookOf(lane, scene)
  const widthMs = Math.max((toMs - fromMs) / BUCKETS, 1e-9)
  const end = lane.seqs.firstAt(log.firstAt(toMs + 1))
  const markers: ChartMarker[] = []
  for (let at = lane.seqs.firstAt(log.firstAt(fromMs)); at < end;) {
    const seq = lane.seqs.at(at)
    const bucket = Math.floor((log.timeAt(seq) - fromMs) / widthMs)
    const untilMs = Math.floor(fromMs + (bucket + 1) * widthMs) + 1
    const next = Math.max(at + 1, Math.min(end, lane.seqs.firstAt(log.firstAt(untilMs))))
    markers.push(laneMarker(lane, look, seq, next - at, scene))
    at = next
  }
  return markers
}

function laneMarker(
  lane: Lane,
  { label, shape, colour }: Look,
  seq: number,
  count: number,
  scene: Scene,
): ChartMarker {
  const { log } = scene
  const origin = lane.hit?.decision === 'delay' && !lane.absent ? originOf(seq, scene) : undefined
  return {
    key: `${lane.key} ${lane.absent} ${seq}`,
    x: log.timeAt(seq),
    y: levelOf(seq, scene),
    shape,
    colour,
    hollow: lane.absent && shape !== 'cross',
    count,
    title: count === 1 ? `${label}, event #${seq}` : `${label}: ${count} events`,
    lines: describe(lane, seq, count, scene),
    ...(origin !== undefined && { origin }),
  }
}

function describe(lane: Lane, seq: number, count: number, { log, field }: Scene): string[] {
  const at = axisTime(log.timeAt(seq))
  const cause = log.causeAt(seq)
  const value = log.numberAt(seq, field)
  const shown = Number.isFinite(value) ? [`${field} ${readable(value)}`] : []
  if (count > 1)
    return [
      `The first at ${at}.`,
      ...(lane.hit === null ? [] : [`${lane.topic} ${DECISIONS[lane.hit.decision].done}.`]),
    ]
  if (lane.hit === null) return [`Delivered at ${at}.`, ...shown]
  if (lane.hit.decision === 'delay') {
    if (lane.absent) return [`${lane.topic} published at ${at}, held back.`, ...shown]
    return [
      `${lane.topic} published at ${cause < 0 ? at : axisTime(log.timeAt(cause))}, delivered at ${at}.`,
      ...shown,
    ]
  }
  return [`${lane.topic} ${DECISIONS[lane.hit.decision].done} at ${at}.`, ...shown]
}

/** The event's own value where it has one, such as the price of a fill; else the curve's at that time. */
function levelOf(seq: number, { log, series, field }: Scene): number {
  const own = log.numberAt(seq, field)
  if (Number.isFinite(own)) return own
  const known = series.valueBefore(seq)
  return Number.isFinite(known) ? known : series.length > 0 ? series.values.at(0) : Number.NaN
}

function originOf(seq: number, scene: Scene): ChartMarker['origin'] {
  const cause = scene.log.causeAt(seq)
  return cause < 0 ? undefined : { x: scene.log.timeAt(cause), y: levelOf(cause, scene) }
}

function witnessMarker({ seq, verdict, assertion }: Witness, nth: number, scene: Scene): ChartMarker {
  const holds = verdict === 'holds'
  return {
    key: `witness ${nth} ${seq}`,
    x: scene.log.timeAt(seq),
    y: levelOf(seq, scene),
    shape: holds ? 'pennant' : 'flag',
    colour: holds ? 'var(--ok)' : 'var(--bad)',
    count: 1,
    title: `${holds ? 'Holds' : 'Violated'}: ${assertion}`,
    lines: [`Decided by event #${seq} at ${axisTime(scene.log.timeAt(seq))}.`],
  }
}

/** The log record that a marker stands for, or the first of several. */
export const seqOf = ({ key }: ChartMarker): number => Number(key.slice(key.lastIndexOf(' ') + 1))
