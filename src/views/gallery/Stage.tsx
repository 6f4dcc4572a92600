import { useMemo, useRef, type ReactNode } from 'react'
import { sourceFields } from '../../kinds/source-fields.ts'
import { axisTime, readable } from '../charts/axis.ts'
import { valueRange, logRange, type Range } from '../charts/chart.ts'
import { SeriesChart } from '../charts/SeriesChart.tsx'
import { ForeignCode } from './ForeignCode.tsx'
import { FieldPanel } from './FieldPanel.tsx'
import { useGallery } from './gallery-store.ts'
import { LookBar } from './LookBar.tsx'
import { panelsOf } from './model/panels.ts'
import {
  drawCandles,
  drawCompared,
  drawFan,
  drawLine,
  primaryOf,
  rangeOfFan,
  type Drawing,
} from './model/stage.ts'
import { paintHead } from './paint-stage.ts'
import { printStep, wholeTicks } from './model/step-axis.ts'
import { PlayBar } from './PlayBar.tsx'
import { Ticker } from './Ticker.tsx'
import type { Detail } from './use-detail.ts'
import { useFullScreen, useStageKeys } from './use-full-screen.ts'
import { usePlayback } from './use-playback.ts'
import styles from './stage.module.css'

const AXIS_PX = 58

interface StageProps {
  readonly detail: Detail
  /** Drawn over the chart of a single line, such as handles to drag. */
  readonly overlay?: ReactNode
  /** Axes that must not move while something is dragged on them. */
  readonly frozen?: { readonly domain: readonly [number, number]; readonly range: Range } | null
  readonly children?: ReactNode
}

/** The curve, large, as it is looked at; playable, and alone on the screen for a presentation. */
export const Stage = ({ detail, overlay, frozen = null, children }: StageProps) => {
  const { setting, made, busy, failure, foreign } = detail
  const frame = useRef<HTMLDivElement>(null)
  const screen = useFullScreen(frame)
  const look = useGallery((state) => state.look)
  const playback = usePlayback(made?.data.metadata.count ?? setting.count)
  useStageKeys(playback, screen.toggle)
  const whole = useDrawing(detail, Infinity)
  const played = useDrawing(detail, playback.live ? playback.at : null)
  const drawing = played ?? whole
  const logScale = look.logScale && whole !== null && whole.positive
  const range = useMemo(() => {
    if (frozen !== null) return frozen.range
    if (whole === null) return null
    if (whole.fan !== undefined) return rangeOfFan(whole.fan, logScale)
    return logScale ? logRange(whole.lines) : valueRange(whole.lines, [])
  }, [frozen, whole, logScale])
  const count = whole?.fan === undefined ? (made?.data.metadata.count ?? setting.count) : detail.fanCount
  const from = frozen?.domain[0] ?? 0
  const to = frozen?.domain[1] ?? Math.max(1, count - 1)
  const domain = useMemo((): readonly [number, number] => [from, to], [from, to])
  const panels =
    look.mode === 'one' ? panelsOf(look.panels, sourceFields(setting.entry.source, setting.sourceParams)) : []
  const { stepMs } = setting
  const timesMs = made?.data.timesMs
  const describeStep = useMemo(
    () => (step: number) =>
      `Step ${readable(step)} · ${axisTime(timesMs?.[Math.round(step)] ?? step * stepMs)}`,
    [timesMs, stepMs],
  )
  const head = useMemo(() => {
    if (!playback.live || made === null || look.mode !== 'one') return undefined
    return paintHead(playback.at - 1, primaryOf(made.data)[1][playback.at - 1] ?? NaN)
  }, [playback.live, playback.at, made, look.mode])
  const title = setting.entry.title
  return (
    <section
      ref={frame}
      className={`${styles['stage']} ${screen.active ? styles['full'] : ''}`}
      aria-label="Curve"
    >
      {screen.active ? (
        <h2 className={styles['fullTitle']}>{title}</h2>
      ) : (
        <LookBar setting={setting} canLog={whole?.positive ?? true} />
      )}
      <div className={styles['charts']} aria-busy={busy}>
        {busy && <div className={styles['busy']} role="status" aria-label="Making the series" />}
        {failure !== null && (
          <p className={styles['failure']} role="alert">
            The series could not be made: {failure}
          </p>
        )}
        {foreign !== null && <ForeignCode code={foreign} />}
        {playback.live && made !== null && <Ticker data={made.data} at={playback.at} large={screen.active} />}
        {drawing !== null && (
          <SeriesChart
            className={styles['chart'] ?? ''}
            label={labelOf(detail, look.mode)}
            xs={drawing.xs}
            lines={drawing.lines}
            phases={drawing.phases}
            domain={domain}
            range={range}
            logScale={logScale}
            axisWidth={AXIS_PX}
            ticksOf={wholeTicks}
            formatX={printStep}
            describeX={describeStep}
            formatValue={look.mode === 'compare' && look.normalised ? printChange : readable}
            below={drawing.paint}
            above={head}
            overlay={playback.live ? null : overlay}
          />
        )}
        {made !== null &&
          panels.map((field, nth) => (
            <FieldPanel
              key={field}
              data={made.data}
              field={field}
              nth={nth}
              title={title}
              until={playback.live ? playback.at : Infinity}
              domain={domain}
              axisWidth={AXIS_PX}
              describeX={describeStep}
            />
          ))}
      </div>
      {look.mode === 'seeds' ? null : (
        <PlayBar playback={playback} count={count} fullScreen={screen.active} onFullScreen={screen.toggle} />
      )}
      {!screen.active && children}
    </section>
  )
}

function useDrawing(detail: Detail, until: number | null): Drawing | null {
  const { mode, style, normalised } = useGallery((state) => state.look)
  const { made, fan, compared } = detail
  return useMemo(() => {
    if (made === null || until === null) return null
    if (mode === 'seeds') return fan === null ? null : drawFan(fan, made.data.phases)
    if (mode === 'compare')
      return drawCompared(
        compared.flatMap(({ setting, made: one }) =>
          one === undefined ? [] : [{ id: setting.entry.id, title: setting.entry.title, data: one.data }],
        ),
        normalised,
        until,
      )
    return style === 'candles' ? drawCandles(made.data, until) : drawLine(made.data, until)
  }, [made, fan, compared, mode, style, normalised, until])
}

const printChange = (value: number) => `${value > 0 ? '+' : ''}${readable(value)} %`

function labelOf({ setting, made, compared, fan }: Detail, mode: 'one' | 'seeds' | 'compare'): string {
  const { title } = setting.entry
  if (mode === 'compare')
    return `${compared.map((one) => one.setting.entry.title).join(', ')} over each other.`
  if (mode === 'seeds') return `${title} with ${fan?.runs.length ?? 0} seeds: median and bands.`
  const phases = made?.data.phases.map(({ name, from }) => `${name} from step ${from}`).join(', ') ?? ''
  return `${title} over ${setting.count} steps. ${phases}.`
}
