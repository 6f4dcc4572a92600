import { Square, SquareCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { MarkerGlyph } from '../charts/MarkerGlyph.tsx'
import type { LegendItem } from './markers.ts'
import styles from './CurvesPanel.module.css'

interface LegendProps {
  readonly items: readonly LegendItem[]
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (key: string) => void
}

/** What the markers stand for; each shows and hides its own. */
export const Legend = ({ items, hidden, onToggle }: LegendProps) =>
  items.length > 0 && (
    <fieldset className={styles['legend']} aria-label="Markers on the curve">
      {items.map(({ key, label, shape, colour, count }) => (
        <Toggle key={key} pressed={!hidden.has(key)} onToggle={() => onToggle(key)}>
          <svg aria-hidden width="14" height="14" viewBox={shape === 'flag' ? '-4 -18 18 20' : '-7 -7 14 14'}>
            <MarkerGlyph marker={{ shape, colour, count: 1 }} />
          </svg>
          {label}
          <span className={styles['count']}>{count.toLocaleString('en')}</span>
        </Toggle>
      ))}
    </fieldset>
  )

interface ToggleProps {
  readonly pressed: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}

export const Toggle = ({ pressed, onToggle, children }: ToggleProps) => (
  <button type="button" aria-pressed={pressed} className={styles['toggle']} onClick={onToggle}>
    {pressed ? <SquareCheck aria-hidden size={14} /> : <Square aria-hidden size={14} />}
    {children}
  </button>
)
