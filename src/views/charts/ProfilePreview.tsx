import { memo, useDeferredValue, useMemo, type ReactNode } from 'react'
import type { SourceSpec } from '../../document/types.ts'
import { axisTime, niceTicks, readable } from './axis.ts'
import type { ChartLine } from './chart.ts'
import { downsample } from './downsample.ts'
import { previewOf, stretchesOf, type Preview } from './preview.ts'
import { SeriesChart } from './SeriesChart.tsx'
import { StatisticsStrip } from './StatisticsStrip.tsx'
import styles from './ProfilePreview.module.css'

interface ProfilePreviewProps {
  readonly source: SourceSpec
  readonly seed: string
  readonly cycleMs: number
  /** Buttons and the like, beside the caption. */
  readonly children?: ReactNode
}

/** What a source will publish in a run with this seed: the curve, its phases, its statistics. */
export function ProfilePreview({ source, seed, cycleMs, children }: ProfilePreviewProps) {
  // While a slider moves, React may skip curves that would be out of date before they are drawn.
  const shown = useDeferredValue(source)
  const preview = useMemo(() => previewOf(shown, seed, cycleMs), [shown, seed, cycleMs])
  return (
    <div className={styles['preview']}>
      {preview.ok ? (
        <Curve name={shown.name || shown.id} preview={preview} cycleMs={cycleMs} />
      ) : (
        <p className={styles['message']}>{preview.message}</p>
      )}
      {children !== undefined && <div className={styles['buttons']}>{children}</div>}
    </div>
  )
}

interface CurveProps {
  readonly name: string
  readonly preview: Extract<Preview, { ok: true }>
  readonly cycleMs: number
}

const wholeTicks = (from: number, to: number, wanted: number) =>
  niceTicks(from, to, wanted).values.filter(Number.isInteger)
const printStep = (step: number) => (step === 0 ? 'cycle 0' : readable(step))

const Curve = memo(({ name, preview, cycleMs }: CurveProps) => {
  const { xs, lines, phases } = useMemo(() => seriesOf(preview), [preview])
  const describeStep = useMemo(
    () => (step: number) => `Cycle ${step} · ${axisTime(step * cycleMs)}`,
    [cycleMs],
  )
  const { data, count } = preview
  return (
    <div className={styles['curve']}>
      <SeriesChart
        className={styles['chart'] ?? ''}
        label={`${name}: ${lines[0]?.label ?? 'value'} over ${count} cycles. ${phases.map((phase) => `${phase.name} from cycle ${phase.from}`).join(', ')}.`}
        xs={xs}
        lines={lines}
        phases={phases}
        ticksOf={wholeTicks}
        formatX={printStep}
        describeX={describeStep}
        formatValue={readable}
      />
      <div className={styles['statistics']}>
        <StatisticsStrip statistics={data.statistics} />
      </div>
    </div>
  )
})

function seriesOf({ data, fields }: Extract<Preview, { ok: true }>) {
  const [primary = 'value'] = fields
  const values = data.timeSeries[primary] ?? new Float64Array(0)
  const picked = downsample(values, 0, values.length)
  const lines: ChartLine[] = [
    {
      key: primary,
      label: primary,
      colour: 'var(--series-1)',
      values: picked.map((index) => values[index]!),
    },
  ]
  return { xs: picked, lines, phases: stretchesOf(data) }
}
