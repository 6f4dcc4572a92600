import { endMerge } from '../store/editing.ts'
import { Switch } from '../ui/Switch.tsx'
import type { ControlProps } from './control-props.ts'
import { FormRow } from './FormRow.tsx'
import styles from './form.module.css'

export const SwitchControl = ({ field, value, onChange }: ControlProps) => (
  <FormRow label={field.label} help={field.help} inline>
    {({ id, describedBy }) => (
      <Switch
        id={id}
        aria-describedby={describedBy}
        checked={value === true}
        onChange={(event) => {
          onChange(event.target.checked)
          endMerge()
        }}
      />
    )}
  </FormRow>
)

export const SelectControl = ({ field, value, check, onChange }: ControlProps) => (
  <FormRow label={field.label} unit={field.unit} help={field.help} error={check(value)}>
    {({ id, describedBy, invalid }) => (
      <select
        id={id}
        className={styles['input']}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        value={String(value)}
        onChange={(event) => {
          onChange(event.target.value)
          endMerge()
        }}
      >
        {field.options?.map((option) => (
          <option key={option} value={option}>
            {field.texts?.[option] ?? OPTION_TEXTS[option] ?? option}
          </option>
        ))}
      </select>
    )}
  </FormRow>
)

/** Comparisons read better as signs; everything else is its own word. */
const OPTION_TEXTS: Readonly<Record<string, string>> = {
  lt: '< less than',
  le: '≤ at most',
  gt: '> greater than',
  ge: '≥ at least',
  eq: '= equal to',
  ne: '≠ not equal to',
}
