import { useMemo, useRef, type ReactNode } from 'react'
import { sourceFields } from '../../kinds/source-fields.ts'
import { axisTime, readable } from '../charts/axis.ts'
import { valueRange, logRange, type Range } from '../charts/chart.ts'
import { SeriesChart } from '../charts/SeriesChart.tsx'
import { CandleLayer } from './CandleLayer.tsx'
import { FanLayer } from './FanLayer.tsx'
import { useGallery } from './gallery-store.ts'
import { HeadLayer } from './HeadLayer.tsx'
import { belowOf, LookBar } from './LookBar.tsx'
import {
  drawCandles,
  drawCompared,
  drawFan,
  drawField,
  drawLine,
  primaryOf,
  rangeOfFan,
  type Drawing,
} from './model/stage.ts'
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
  const { setting, made, busy, failure } = detail
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
  const domain = frozen?.domain ?? ([0, Math.max(1, count - 1)] as const)
  const field =
    look.mode === 'one' ? belowOf(look, sourceFields(setting.entry.source, setting.sourceParams)) : null
  const below = useMemo(
    () => (field === null || made === null ? null : drawField(made.data, field, playback.at)),
    [field, made, playback.at],
  )
  const wholeBelow = useMemo(() => {
    const all = field === null || made === null ? null : drawField(made.data, field, Infinity)
    return all === null ? null : valueRange(all.lines, [])
  }, [field, made])
  const { stepMs } = setting
  const describeStep = (step: number) =>
    `Step ${readable(step)} · ${axisTime(made?.data.timesMs[Math.round(step)] ?? step * stepMs)}`
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
            underlay={<Underlay drawing={drawing} />}
            overlay={
              <>
                {playback.live && <Head detail={detail} at={playback.at} />}
                {!playback.live && overlay}
              </>
            }
          />
        )}
        {below !== null && <p className={styles['belowName']}>{field}</p>}
        {below !== null && wholeBelow !== null && (
          <SeriesChart
            className={styles['below'] ?? ''}
            label={`${field} of ${title}`}
            xs={below.xs}
            lines={below.lines}
            domain={domain}
            range={wholeBelow}
            axisWidth={AXIS_PX}
            ticksOf={noTicks}
            formatX={printStep}
            describeX={describeStep}
            formatValue={readable}
          />
        )}
      </div>
      {look.mode === 'seeds' ? null : (
        <PlayBar playback={playback} count={count} fullScreen={screen.active} onFullScreen={screen.toggle} />
      )}
      {!screen.active && children}
    </section>
  )
}

const Underlay = ({ drawing: { candles, fan } }: { readonly drawing: Drawing }) => (
  <>
    {candles !== undefined && <CandleLayer candles={candles} />}
    {fan !== undefined && <FanLayer fan={fan} />}
  </>
)

const Head = ({ detail, at }: { readonly detail: Detail; readonly at: number }) => {
  const comparing = useGallery(({ look }) => look.mode === 'compare')
  if (detail.made === null || comparing) return null
  const [, values] = primaryOf(detail.made.data)
  return <HeadLayer x={at - 1} y={values[at - 1] ?? NaN} />
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

const NONE: readonly number[] = []
const noTicks = () => NONE
const printChange = (value: number) => `${value > 0 ? '+' : ''}${readable(value)} %`

function labelOf({ setting, made, compared, fan }: Detail, mode: 'one' | 'seeds' | 'compare'): string {
  const { title } = setting.entry
  if (mode === 'compare')
    return `${compared.map((one) => one.setting.entry.title).join(', ')} over each other.`
  if (mode === 'seeds') return `${title} with ${fan?.runs.length ?? 0} seeds: median and bands.`
  const phases = made?.data.phases.map(({ name, from }) => `${name} from step ${from}`).join(', ') ?? ''
  return `${title} over ${setting.count} steps. ${phases}.`
}
