import { present } from '../../base/assert.ts'
import type { SourceSpec } from '../../document/types.ts'
import type { ChartLine, ChartPhase } from '../charts/chart.ts'
import type { RunState } from '../store/studio.ts'
import type { DeliveredSeries } from './delivered-series.ts'
import type { Scene, Witness } from './markers.ts'
import { phasesInTime, profileOfStep, type Followed } from './phases.ts'
import type { PriceIndex } from './price-index.ts'

const MOST_POINTS = 600
/** Up to here the axis shows the whole run from the start on; longer runs grow. */
const MOST_CYCLES_AHEAD = 500
const COLOURS = [
  'var(--series-1)',
  'var(--series-2)',
  'var(--series-3)',
  'var(--series-4)',
  'var(--series-5)',
] as const

/** How far the axis goes while nothing is zoomed: to the end, known or expected. */
export function extentMs({ document, progress, report }: RunState): number {
  const cycleMs = document?.clock.cycleMs ?? 1_000
  if (report !== null) return Math.max(report.durationMs, cycleMs)
  const atMs = progress?.atMs ?? 0
  const expected = progress?.expectedCycles ?? null
  const ahead = expected !== null && expected <= MOST_CYCLES_AHEAD ? expected * cycleMs : 0
  return Math.max(atMs, ahead, cycleMs)
}

/** The curve of the window, at most 600 points: the primary value and the fields that are switched on. */
export function curveOf(scene: Scene, fields: readonly string[]): { xs: number[]; lines: ChartLine[] } {
  const { log, series, field } = scene
  const picked = pickWindow(series, scene)
  const primary: ChartLine = {
    key: field,
    label: field,
    colour: COLOURS[0],
    values: picked.map((index) => series.values.at(index)),
  }
  const others = fields.map((name, nth): ChartLine => ({
    key: name,
    label: name,
    colour: COLOURS[(nth + 1) % COLOURS.length]!,
    secondary: true,
    values: picked.map((index) => log.numberAt(series.seqs.at(index), name)),
  }))
  return {
    xs: picked.map((index) => series.times.at(index)),
    lines: [primary, ...others, ...publishedLine(scene), ...otherLine(scene)],
  }
}

/** One point more on each side, so that the line leaves the window rather than ends in it. */
function pickWindow(series: DeliveredSeries, { fromMs, toMs }: Scene): number[] {
  const from = Math.max(0, series.times.firstAt(fromMs) - 1)
  const to = Math.min(series.length, series.times.firstAt(toMs + 1) + 1)
  return series.pick(from, to, MOST_POINTS)
}

function publishedLine(scene: Scene): ChartLine[] {
  const { published, field } = scene
  if (published === undefined) return []
  const picked = pickWindow(published, scene)
  return [
    {
      key: 'published',
      label: `${field} as published`,
      colour: 'var(--text-3)',
      secondary: true,
      values: picked.map((index) => published.values.at(index)),
      ownXs: picked.map((index) => published.times.at(index)),
    },
  ]
}

/** The same source in the run that this one is compared with. */
function otherLine(scene: Scene): ChartLine[] {
  const { other, field } = scene
  if (other === null) return []
  const picked = pickWindow(other.series, scene)
  return [
    {
      key: 'other',
      label: `${field}, ${other.label}`,
      colour: 'var(--series-4)',
      secondary: true,
      values: picked.map((index) => other.series.values.at(index)),
      ownXs: picked.map((index) => other.series.times.at(index)),
    },
  ]
}

export function phasesOf(
  run: RunState,
  source: SourceSpec,
  index: PriceIndex,
  untilMs: number,
): ChartPhase[] {
  const document = present(run.document, 'document of the run')
  const series = index.series[document.sources.indexOf(source)]
  const switches = index.switches
    .filter((change) => change.source === source.id)
    .flatMap(({ seq, step }): Followed[] => {
      const profile = profileOfStep(document, step)
      const atMs = run.log.timeAt(seq)
      const cycle = Math.ceil(atMs / document.clock.cycleMs)
      // Was this cycle's datum out before the switch? Then the next one is the first of the new profile.
      const before = series === undefined ? -1 : series.seqs.firstAt(seq) - 1
      const late = series !== undefined && before >= 0 && series.times.at(before) === atMs
      return profile === undefined ? [] : [{ fromCycle: late ? cycle + 1 : cycle, profile }]
    })
  return phasesInTime(document, source, switches, untilMs)
}

/** The events that decided assertions so far. */
export function witnessesOf({ document, progress, report, log }: RunState): Witness[] {
  const judged = report?.assertions ?? progress?.assertions.filter(({ decided }) => decided) ?? []
  return judged.flatMap(({ id, verdict, witness }) => {
    const spec = document?.assertions.find((assertion) => assertion.id === id)
    return witness
      .filter((seq) => seq < log.count)
      .map((seq) => ({ seq, verdict, assertion: spec?.name || id }))
  })
}
