import { Maximize2, X, ZoomIn, ZoomOut } from 'lucide-react'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from 'react'
import { fieldsOfSource } from '../../catalog.ts'
import type { SourceSpec } from '../../document/types.ts'
import { axisTime, readable, timeTicks } from '../charts/axis.ts'
import type { ChartMarker } from '../charts/chart.ts'
import { SeriesChart } from '../charts/SeriesChart.tsx'
import { RangeChip } from '../log/RangeChip.tsx'
import type { Moment } from '../../run/moment.ts'
import { useOtherRun } from '../store/compare.ts'
import { focusRecord } from '../store/running.ts'
import { studio, useStudio, type RunState } from '../store/studio.ts'
import { useThrottledRun } from '../store/use-throttled-run.ts'
import { IconButton } from '../ui/Button.tsx'
import { Legend, Toggle } from './Legend.tsx'
import { legendOf, markersOf, seqOf, type Scene } from './markers.ts'
import { indexOf } from './price-index.ts'
import { curveOf, extentMs, phasesOf, witnessesOf } from './run-view.ts'
import { useWheelZoom, useWindow, type TimeWindow, type WindowControl } from './useWindow.ts'
import styles from './CurvesPanel.module.css'

/** Ten times a second is live enough for an eye, and leaves the page free. */
const EVERY_MS = 100
/** Key of the switch for the values as they were published. */
const PUBLISHED = 'published'

interface RunCurveProps {
  /** Of the document that ran. */
  readonly source: SourceSpec
  readonly children: ReactNode
}

/** The values a source delivered, with what else happened marked on their curve. */
export function RunCurve({ source, children }: RunCurveProps) {
  const run = useThrottledRun(EVERY_MS)
  const focused = useStudio((state) => state.focusedSeq)
  const moment = useStudio((state) => state.moment)
  const frame = useRef<HTMLDivElement>(null)
  const shown = useWindow(extentMs(run))
  const [hidden, toggleHidden] = useToggles()
  const [extra, toggleExtra] = useToggles()
  useWheelZoom(frame, shown)
  const { scene, disturbed, markers, legend, phases, xs, lines } = useScene(
    run,
    source,
    shown,
    hidden,
    extra,
    useOtherSeries(run, source),
  )
  const cycleMs = scene.document.clock.cycleMs
  const describeX = useCallback(
    (ms: number) => `${axisTime(ms)} · cycle ${Math.floor(ms / cycleMs)}`,
    [cycleMs],
  )
  const others = fieldsOfSource(source).slice(1)
  const name = source.name || source.id
  return (
    <>
      <div className={styles['bar']}>
        {children}
        {(others.length > 0 || disturbed) && (
          <fieldset className={styles['toggles']} aria-label="Further values">
            {disturbed && (
              <Toggle pressed={!hidden.has(PUBLISHED)} onToggle={() => toggleHidden(PUBLISHED)}>
                as published
              </Toggle>
            )}
            {others.map((other) => (
              <Toggle key={other} pressed={extra.has(other)} onToggle={() => toggleExtra(other)}>
                {other}
              </Toggle>
            ))}
          </fieldset>
        )}
        {scene.other !== null && <OtherRun label={`${scene.field}, ${scene.other.label}`} />}
        <RangeChip />
        {moment !== null && <ValueAt moment={moment} scene={scene} />}
        <Zoom shown={shown} />
      </div>
      <div ref={frame} className={styles['chart']}>
        <SeriesChart
          className={styles['figure'] ?? ''}
          label={summary(name, scene)}
          xs={xs}
          lines={lines}
          phases={phases}
          markers={markers}
          domain={[shown.fromMs, shown.toMs]}
          ticksOf={timeTicks}
          formatX={axisTime}
          describeX={describeX}
          formatValue={readable}
          focusX={
            moment?.atMs ?? (focused !== null && focused < run.log.count ? run.log.timeAt(focused) : null)
          }
          onMarker={focusMarker}
        />
        {scene.series.length === 0 && (
          <p className={styles['waiting']}>No value of {name} has been delivered yet.</p>
        )}
      </div>
      <Legend items={legend} hidden={hidden} onToggle={toggleHidden} />
    </>
  )
}

/** Names the curve of the run that is compared; choosing it ends the comparison. */
const OtherRun = ({ label }: { readonly label: string }) => (
  <button
    type="button"
    className={styles['otherRun']}
    title="Take this curve away"
    onClick={() => studio.setState({ comparing: null })}
  >
    <i aria-hidden />
    {label}
    <X aria-hidden size={12} />
  </button>
)

/** The last value that had been delivered at the moment that is shown. */
const ValueAt = ({ moment, scene }: { readonly moment: Moment; readonly scene: Scene }) => {
  const at = scene.series.seqs.firstAt(moment.rows) - 1
  const value = at < 0 ? 'no value yet' : `${scene.field} ${readable(scene.series.values.at(at))}`
  return (
    <p className={styles['valueAt']}>
      {axisTime(moment.atMs)}: <strong>{value}</strong>
    </p>
  )
}

const focusMarker = (marker: ChartMarker): void => focusRecord(seqOf(marker))

function summary(name: string, { series, field, fromMs, toMs }: Scene): string {
  const count = series.length
  const ends =
    count === 0 ? '' : ` From ${readable(series.values.at(0))} to ${readable(series.values.at(count - 1))}.`
  return `${name}: ${field} as delivered, ${axisTime(fromMs)} to ${axisTime(toMs)}, ${count} values in all.${ends}`
}

function useScene(
  run: RunState,
  source: SourceSpec,
  { fromMs, toMs }: TimeWindow,
  hidden: ReadonlySet<string>,
  extra: ReadonlySet<string>,
  other: Scene['other'],
) {
  const { log } = run
  const document = run.document!
  const index = indexOf(log, document)
  const upToDate = index.update()
  const { rowsRead } = index
  const [, goOn] = useReducer((turn: number) => turn + 1, 0)
  // A long log that is met for the first time is read in turns, so that the page never waits.
  useEffect(() => {
    const timer = upToDate ? undefined : setTimeout(goOn, 0)
    return () => clearTimeout(timer)
  }, [upToDate, rowsRead])
  const nth = Math.max(0, document.sources.indexOf(source))
  const series = index.series[nth]!
  const [field = 'value'] = fieldsOfSource(source)
  return useMemo(() => {
    const disturbed = index.lanes.some(({ source, hit }) => source === nth && hit !== null)
    const published = disturbed && !hidden.has(PUBLISHED) ? index.published[nth] : undefined
    const scene: Scene = { log, document, index, source: nth, series, published, other, field, fromMs, toMs }
    const witnesses = witnessesOf(run)
    return {
      scene,
      disturbed,
      ...curveOf(scene, [...extra]),
      markers: markersOf(scene, witnesses, hidden),
      legend: legendOf(scene, witnesses),
      phases: phasesOf(run, source, index, extentMs(run)),
    }
    // oxlint-disable-next-line react/exhaustive-deps -- `rowsRead` tells that the index grew
  }, [run, source, log, document, index, nth, series, field, fromMs, toMs, hidden, extra, other, rowsRead])
}

/** What the same source delivered in the run that is compared with this one, if any. */
function useOtherSeries(run: RunState, source: SourceSpec): Scene['other'] {
  const kept = useOtherRun(run)
  return useMemo(() => {
    const document = kept?.run.document ?? null
    if (kept === null || document === null) return null
    const index = indexOf(kept.run.log, document)
    const nth = document.sources.findIndex(({ id }) => id === source.id)
    while (!index.update());
    const series = index.series[nth]
    return series === undefined ? null : { label: `run ${kept.nth}`, series }
  }, [kept, source])
}

function useToggles(): [ReadonlySet<string>, (key: string) => void] {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  return [
    keys,
    (key) =>
      setKeys((known) => {
        const next = new Set(known)
        if (!next.delete(key)) next.add(key)
        return next
      }),
  ]
}

const Zoom = ({ shown }: { readonly shown: WindowControl }) => (
  <div className={styles['zoom']}>
    <IconButton icon={ZoomIn} label="Zoom in" onClick={() => shown.zoom(0.5)} />
    <IconButton icon={ZoomOut} label="Zoom out" disabled={!shown.zoomed} onClick={() => shown.zoom(2)} />
    <IconButton
      icon={Maximize2}
      label="Show the whole run"
      disabled={!shown.zoomed}
      onClick={() => shown.reset()}
    />
  </div>
)
