import type { SourceSpec } from '../../document/types.ts'
import styles from './CurvesPanel.module.css'

interface SourceSelectProps {
  readonly sources: readonly SourceSpec[]
  readonly source: SourceSpec | undefined
  readonly onChange: (id: string) => void
}

/** Chooses among several sources; with one, its name alone. */
export function SourceSelect({ sources, source, onChange }: SourceSelectProps) {
  if (source === undefined) return null
  if (sources.length === 1) return <h2 className={styles['name']}>{source.name || source.id}</h2>
  return (
    <label className={styles['select']}>
      Source
      <select value={source.id} onChange={(event) => onChange(event.target.value)}>
        {sources.map(({ id, name, topic }) => (
          <option key={id} value={id}>
            {name || id} ({topic})
          </option>
        ))}
      </select>
    </label>
  )
}
