import type { ControlProps } from './control-props.ts'
import { FormRow } from './FormRow.tsx'
import styles from './form.module.css'

/** Rows that come from a file: how many there are. */
export const DataControl = ({ field, value, check }: ControlProps) => {
  const count = Array.isArray(value) ? value.length : 0
  return (
    <FormRow label={field.label} help={field.help} error={check(value)} inline>
      {({ id, describedBy }) => (
        <output id={id} aria-describedby={describedBy} className={styles['unit']}>
          {count.toLocaleString('en')} {count === 1 ? 'row' : 'rows'}
        </output>
      )}
    </FormRow>
  )
}
