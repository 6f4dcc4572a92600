import { printMillis } from '../base/time.ts'
import { findKind, sourceKinds } from '../catalog.ts'
import type { ScenarioDocument, SourceSpec } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { element, INK, label, picture, SERIES } from './picture.ts'

const WIDTH = 1_080
const HEIGHT = 240
const LEFT = 64
const RIGHT = 16
const TOP = 30
const BOTTOM = 26
const MOST_COLUMNS = 500
/** Below each other in one picture: what a page and a canvas can hold. */
const MOST_CHARTS = 24

interface Point {
  readonly atMs: number
  readonly value: number
  readonly hit: boolean
}

/** One curve for each source: the first field of what was delivered, and where a fault acted on it. */
export const chartSvgs = (document: ScenarioDocument, log: EventLog): string[] =>
  document.sources.flatMap((source, index) => {
    const points = pointsOf(source, log)
    return points.length < 2 ? [] : [chartSvg(source, points, SERIES[index % SERIES.length]!)]
  })

/** All of them in one picture, below each other; null where no source delivered enough to draw. */
export function chartsSvg(document: ScenarioDocument, log: EventLog): string | null {
  const charts = chartSvgs(document, log)
  const shown = charts.slice(0, MOST_CHARTS)
  if (shown.length === 0) return null
  const left = charts.length - shown.length
  return picture(WIDTH, shown.length * HEIGHT + (left > 0 ? 24 : 0), `Curves of ${document.name}`, [
    ...shown.map((chart, at) => element('g', { transform: `translate(0 ${at * HEIGHT})` }, [chart])),
    ...(left > 0
      ? [label(`and ${left} more sources`, { x: 12, y: shown.length * HEIGHT + 15, fill: INK.quiet })]
      : []),
  ])
}

function pointsOf(source: SourceSpec, log: EventLog): Point[] {
  const field = findKind(sourceKinds, source.kind)?.fields[0]
  if (field === undefined) return []
  const hits = new Set(log.hits.map(({ seq }) => seq))
  const points: Point[] = []
  const wanted = new Set(
    log.channels
      .filter(
        ({ stage, topic, source: from }) =>
          stage === 'delivered' && topic === source.topic && from === source.id,
      )
      .map(({ id }) => id),
  )
  log.scan(0, log.count, (seq, atMs, channelId) => {
    if (!wanted.has(channelId)) return
    const value = log.numberAt(seq, field)
    if (Number.isFinite(value)) points.push({ atMs, value, hit: hits.has(seq) })
  })
  return points
}

function chartSvg(source: SourceSpec, points: readonly Point[], colour: string): string {
  const endMs = Math.max(1, points.at(-1)?.atMs ?? 1)
  let low = Infinity
  let high = -Infinity
  for (const { value } of points) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const span = high - low || Math.abs(high) || 1
  const x = (atMs: number) => LEFT + (atMs / endMs) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => TOP + (1 - (value - low) / span) * (HEIGHT - TOP - BOTTOM)
  const line = extremes(points, endMs).map(({ atMs, value }) => `${round(x(atMs))} ${round(y(value))}`)
  const name = source.name || source.id
  return picture(WIDTH, HEIGHT, `${name}: from ${number(low)} to ${number(high)}`, [
    label(name, { x: 12, y: 18, 'font-weight': 600 }),
    ...[low, low + span / 2, low + span].flatMap((value) => [
      element('line', { x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value), stroke: INK.grid }),
      label(number(value), {
        x: LEFT - 8,
        y: y(value) + 4,
        fill: INK.quiet,
        'font-size': 11,
        'text-anchor': 'end',
      }),
    ]),
    ...[0, 0.5, 1].map((share) =>
      label(printMillis(Math.round(share * endMs)), {
        x: x(share * endMs),
        y: HEIGHT - 8,
        fill: INK.quiet,
        'font-size': 11,
        'text-anchor': share === 0 ? 'start' : share === 1 ? 'end' : 'middle',
      }),
    ),
    element('path', { d: `M${line.join(' L')}`, fill: 'none', stroke: colour, 'stroke-width': 1.5 }),
    ...points
      .filter(({ hit }) => hit)
      .slice(0, 200)
      .map(({ atMs, value }) => element('circle', { cx: x(atMs), cy: y(value), r: 3.5, fill: INK.fault })),
  ])
}

/** Of many points the first, lowest, highest and last of each column: no peak is lost. */
function extremes(points: readonly Point[], endMs: number): readonly Point[] {
  if (points.length <= 2 * MOST_COLUMNS) return points
  const kept: Point[] = []
  for (let at = 0; at < points.length;) {
    const column = Math.floor((points[at]!.atMs / endMs) * MOST_COLUMNS)
    let [low, high, last] = [at, at, at]
    for (; at < points.length && Math.floor((points[at]!.atMs / endMs) * MOST_COLUMNS) === column; at++) {
      if (points[at]!.value < points[low]!.value) low = at
      if (points[at]!.value > points[high]!.value) high = at
      last = at
    }
    for (const index of [...new Set([low, high, last])].toSorted((a, b) => a - b)) kept.push(points[index]!)
  }
  return kept
}

const round = (value: number): number => Math.round(value * 100) / 100
const number = (value: number): string => String(Number(value.toPrecision(6)))
