import { useId, type ReactNode } from 'react'
import styles from './form.module.css'

interface RowProps {
  readonly label: string
  readonly unit?: string | undefined
  readonly help?: string | undefined
  readonly error?: string | null
  /** Renders the control with the ids that tie it to its label, help and error. */
  readonly children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode
  readonly inline?: boolean
}

/** A labelled control with its unit, help and error. */
export const FormRow = ({ label, unit, help, error = null, children, inline = false }: RowProps) => {
  const id = useId()
  const described = [help === undefined ? '' : `${id}-help`, error === null ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={`${styles['row']} ${inline ? styles['inline'] : ''}`}>
      <label htmlFor={id} className={styles['label']}>
        {label}
        {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
      </label>
      {children({ id, describedBy: described === '' ? undefined : described, invalid: error !== null })}
      {error !== null && (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          {error}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className={styles['help']}>
          {help}
        </p>
      )}
    </div>
  )
}
