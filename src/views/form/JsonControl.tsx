import { FormRow } from './FormRow.tsx'
import type { ControlProps } from './control-props.ts'
import { useDraft } from './useDraft.ts'
import styles from './form.module.css'

/** Any JSON, checked while it is typed. */
export const JsonControl = ({ field, value, check, onChange }: ControlProps) => {
  const read = (text: string): { value: unknown } | { error: string } => {
    let parsed: unknown
    try {
      parsed = JSON.parse(text)
    } catch {
      return { error: 'Not JSON yet. Texts need double quotes, such as "sell".' }
    }
    const error = check(parsed)
    // The same value in other spelling is no change.
    if (error === null) return { value: JSON.stringify(parsed) === JSON.stringify(value) ? value : parsed }
    return { error }
  }
  const draft = useDraft(value, (json) => JSON.stringify(json, null, 2) ?? '', read, onChange)
  const rows = Math.min(10, Math.max(1, draft.text.split('\n').length))
  return (
    <FormRow label={field.label} help={field.help} error={draft.error}>
      {({ id, describedBy, invalid }) => (
        <textarea
          id={id}
          className={`${styles['input']} ${styles['mono']}`}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          rows={rows}
          spellCheck={false}
          value={draft.text}
          onChange={(event) => draft.type(event.target.value)}
          onBlur={draft.leave}
        />
      )}
    </FormRow>
  )
}
