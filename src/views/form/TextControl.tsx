import { useId } from 'react'
import { useTopics } from '../store/topics.ts'
import { FormRow } from './FormRow.tsx'
import type { ControlProps } from './control-props.ts'
import { useDraft } from './useDraft.ts'
import styles from './form.module.css'

/** A text; topics and fields offer what the scenario knows. */
export const TextControl = ({ field, value, check, onChange }: ControlProps) => {
  const suggestions = useSuggestions(field.control)
  const listId = useId()
  const read = (text: string): { value: string | undefined } | { error: string } => {
    const next = text === '' && field.optional ? undefined : text
    const error = check(next)
    return error === null ? { value: next } : { error }
  }
  const draft = useDraft(value as string | undefined, (text) => text ?? '', read, onChange)
  return (
    <FormRow label={field.label} unit={field.unit} help={field.help} error={draft.error}>
      {({ id, describedBy, invalid }) => {
        const shared = {
          id,
          'aria-describedby': describedBy,
          'aria-invalid': invalid,
          className: `${styles['input']} ${field.control === 'text' || field.control === 'multiline' ? '' : styles['mono']}`,
          value: draft.text,
          onBlur: draft.leave,
        }
        if (field.control === 'multiline')
          return <textarea {...shared} rows={3} onChange={(event) => draft.type(event.target.value)} />
        return (
          <>
            <input
              {...shared}
              type="text"
              spellCheck={false}
              autoComplete="off"
              list={suggestions.length > 0 ? listId : undefined}
              onChange={(event) => draft.type(event.target.value)}
              onKeyDown={(event) => event.key === 'Escape' && draft.revert()}
            />
            {suggestions.length > 0 && (
              <datalist id={listId}>
                {suggestions.map((suggestion) => (
                  <option key={suggestion} value={suggestion} />
                ))}
              </datalist>
            )}
          </>
        )
      }}
    </FormRow>
  )
}

function useSuggestions(control: string): readonly string[] {
  const topics = useTopics()
  if (control === 'topic' || control === 'topic-pattern') return topics.map(({ topic }) => topic)
  if (control === 'field-path') return [...new Set(topics.flatMap(({ fields }) => fields))]
  return []
}
