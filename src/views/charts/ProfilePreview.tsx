import { memo, useDeferredValue, useMemo, type ReactNode } from 'react'
import type { SourceSpec } from '../../document/types.ts'
import { axisTime, niceTicks, readable } from './axis.ts'
import type { ChartLine } from './chart.ts'
import { downsample } from './downsample.ts'
import { useForeign } from '../store/trust.ts'
import { studio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { runJob } from '../gallery/model/job.ts'
import type { GeneratedData } from '../../domains/generate.ts'
import { useCodeCurve } from './code-curve.ts'
import { previewJobOf, stretchesOf, type PreviewJob } from './preview.ts'
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
  const wanted = useMemo(() => previewJobOf(shown, seed, cycleMs), [shown, seed, cycleMs])
  const name = shown.name || shown.id
  return (
    <div className={styles['preview']}>
      {typeof wanted === 'string' ? (
        <p className={styles['message']}>{wanted}</p>
      ) : wanted.code === null ? (
        <PlainCurve name={name} wanted={wanted} />
      ) : (
        <CodeCurve name={name} wanted={wanted} code={wanted.code} />
      )}
      {children !== undefined && <div className={styles['buttons']}>{children}</div>}
    </div>
  )
}

interface WantedProps {
  readonly name: string
  readonly wanted: PreviewJob
}

const PlainCurve = ({ name, wanted }: WantedProps) => {
  const data = useMemo(() => runJob(wanted.job), [wanted])
  return <Curve name={name} data={data} fields={wanted.fields} cycleMs={wanted.job.stepMs} />
}

/** The curve of a profile in code: made in a worker, once the code may run. */
const CodeCurve = ({ name, wanted, code }: WantedProps & { readonly code: string }) => {
  const codes = useMemo(() => [code], [code])
  const foreign = useForeign(codes)
  const curve = useCodeCurve(foreign === null ? wanted.job : null)
  if (foreign !== null)
    return (
      <div className={styles['message']}>
        <p>This curve is made by code that came with the scenario and is off.</p>
        <Button onClick={() => studio.setState({ dialog: 'code' })}>Look at the code…</Button>
      </div>
    )
  if (curve === null) return <p className={styles['message']}>Making the curve…</p>
  if ('failure' in curve)
    return (
      <p className={styles['message']} role="alert">
        {curve.failure}
      </p>
    )
  return <Curve name={name} data={curve.data} fields={wanted.fields} cycleMs={wanted.job.stepMs} />
}

interface CurveProps {
  readonly name: string
  readonly data: GeneratedData
  readonly fields: readonly string[]
  readonly cycleMs: number
}

const wholeTicks = (from: number, to: number, wanted: number) =>
  niceTicks(from, to, wanted).values.filter(Number.isInteger)
const printStep = (step: number) => (step === 0 ? 'cycle 0' : readable(step))

const Curve = memo(({ name, data, fields, cycleMs }: CurveProps) => {
  const { xs, lines, phases } = useMemo(() => seriesOf(data, fields), [data, fields])
  const describeStep = useMemo(
    () => (step: number) => `Cycle ${step} · ${axisTime(step * cycleMs)}`,
    [cycleMs],
  )
  const { count } = data.metadata
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

function seriesOf(data: GeneratedData, fields: readonly string[]) {
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
