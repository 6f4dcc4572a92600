import { printMillis } from '../base/time.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { element, INK, label, picture, SERIES } from './picture.ts'

const WIDTH = 1_080
const GUTTER = 190
const LANE = 26
const TOP = 28
const MOST_LANES = 24
/** Marks of a lane that fall on the same column of this width are one mark. */
const COLUMN = 2

interface Lane {
  readonly topic: string
  readonly columns: Map<number, { count: number; hit: boolean }>
  count: number
}

/** Every topic a lane, every event a mark at its time; those that a fault acted on stand out. */
export function timelineSvg(document: ScenarioDocument, log: EventLog): string {
  const endMs = Math.max(1, log.count === 0 ? 1 : log.timeAt(log.count - 1))
  const column = (timeMs: number) => Math.floor(((timeMs / endMs) * (WIDTH - GUTTER - 20)) / COLUMN)
  const all = [...lanesOf(log, column).values()]
  const lanes = all.toSorted((a, b) => b.count - a.count).slice(0, MOST_LANES)
  const height = TOP + lanes.length * LANE + 12 + (all.length > lanes.length ? 18 : 0)
  return picture(WIDTH, height, `Events of ${document.name} over virtual time`, [
    ...axis(endMs, height),
    ...lanes.flatMap((lane, index) => laneMarks(lane, TOP + index * LANE, index)),
    ...(all.length > lanes.length
      ? [label(`and ${all.length - lanes.length} more topics`, { x: 12, y: height - 8, fill: INK.quiet })]
      : []),
  ])
}

function lanesOf(log: EventLog, column: (timeMs: number) => number): Map<string, Lane> {
  const lanes = new Map<string, Lane>()
  const hits = new Set(log.hits.map(({ seq }) => seq))
  log.scan(0, log.count, (seq, timeMs, channelId) => {
    const { topic, stage } = log.channels[channelId]!
    if (stage === 'mark') return
    let lane = lanes.get(topic)
    if (lane === undefined) lanes.set(topic, (lane = { topic, columns: new Map(), count: 0 }))
    lane.count++
    const at = column(timeMs)
    const cell = lane.columns.get(at)
    if (cell === undefined) lane.columns.set(at, { count: 1, hit: hits.has(seq) })
    else {
      cell.count++
      cell.hit ||= hits.has(seq)
    }
  })
  return lanes
}

function axis(endMs: number, height: number): string[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const x = GUTTER + share * (WIDTH - GUTTER - 20)
    return [
      element('line', { x1: x, x2: x, y1: TOP - 6, y2: height - 8, stroke: INK.grid }),
      label(printMillis(Math.round(share * endMs)), {
        x,
        y: 15,
        fill: INK.quiet,
        'font-size': 11,
        'text-anchor': share === 1 ? 'end' : 'middle',
      }),
    ]
  })
}

function laneMarks({ topic, columns, count }: Lane, y: number, index: number): string[] {
  const colour = SERIES[index % SERIES.length]!
  const marks = [...columns].map(([at, cell]) =>
    element('rect', {
      x: GUTTER + at * COLUMN,
      y: y + (cell.hit ? 2 : 6),
      width: COLUMN,
      height: cell.hit ? LANE - 6 : LANE - 14,
      fill: cell.hit ? INK.fault : colour,
    }),
  )
  return [
    label(topic, { x: 12, y: y + 16 }, 22),
    label(String(count), {
      x: GUTTER - 10,
      y: y + 16,
      fill: INK.quiet,
      'text-anchor': 'end',
      'font-size': 11,
    }),
    ...marks,
  ]
}
