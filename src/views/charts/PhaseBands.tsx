import { ReferenceArea } from 'recharts'
import type { ChartPhase } from './chart.ts'
import styles from './SeriesChart.module.css'

interface PhaseBandsProps {
  readonly phases: readonly ChartPhase[]
  readonly from: number
  readonly to: number
}

const LETTER_PX = 6

/** Shades the phases that lie in the window and names those that are wide enough for their name. */
export const PhaseBands = ({ phases, from, to }: PhaseBandsProps) =>
  phases
    .filter((phase) => phase.to > from && phase.from < to)
    .map((phase) => (
      <ReferenceArea
        key={`${phase.name} ${phase.from}`}
        x1={Math.max(from, phase.from)}
        x2={Math.min(to, phase.to)}
        fill={`var(--phase-${phase.phase})`}
        fillOpacity={1}
        zIndex={-200}
        label={(label: { readonly viewBox?: unknown }) => (
          <PhaseName name={phase.name} box={boxOf(label.viewBox)} />
        )}
      />
    ))

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

const boxOf = (box: unknown): Box => ({ x: 0, y: 0, width: 0, ...(box as Partial<Box>) })

function PhaseName({ name, box }: { readonly name: string; readonly box: Box }) {
  const letters = Math.floor((box.width - 8) / LETTER_PX)
  if (letters < Math.min(name.length, 5)) return null
  return (
    <text x={box.x + 5} y={box.y + 13} className={styles['phaseName']}>
      {letters >= name.length ? name : `${name.slice(0, letters - 1)}…`}
    </text>
  )
}
