import { endMerge } from '../store/editing.ts'
import { FormRow } from '../form/FormRow.tsx'
import styles from '../form/form.module.css'

interface PlainTextProps {
  readonly label: string
  readonly value: string
  readonly help?: string
  readonly multiline?: boolean
  readonly most?: number
  readonly onChange: (text: string) => void
}

/** A text that can never be wrong, such as a name. */
export const PlainText = ({
  label,
  value,
  help,
  multiline = false,
  most = 200,
  onChange,
}: PlainTextProps) => (
  <FormRow label={label} help={help}>
    {({ id, describedBy }) =>
      multiline ? (
        <textarea
          id={id}
          className={styles['input']}
          aria-describedby={describedBy}
          rows={3}
          maxLength={most}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={endMerge}
        />
      ) : (
        <input
          id={id}
          type="text"
          className={styles['input']}
          aria-describedby={describedBy}
          maxLength={most}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={endMerge}
        />
      )
    }
  </FormRow>
)
