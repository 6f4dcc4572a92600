import { Plus, X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { IconButton } from '../ui/Button.tsx'
import { endMerge } from '../store/editing.ts'
import { graphOf } from '../../program/graph.ts'
import { SEPARATOR } from '../../program/inline.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { seenDocument } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import { useTopics } from '../store/topics.ts'
import { FormRow } from './FormRow.tsx'
import type { ControlProps } from './control-props.ts'
import styles from './form.module.css'

/** Where the parts that a control chooses from stand in the document. */
const LISTS = {
  source: 'sources',
  fault: 'faults',
  agent: 'agents',
  assertion: 'assertions',
  step: 'steps',
  subscenario: 'subscenarios',
} as const

/** What choosing none means; without an entry one has to be chosen. */
const NONE: Readonly<Record<string, string>> = { source: 'The first source', agent: 'Any agent' }

/** One part of the scenario, by its id. */
export const ReferenceControl = ({ field, value, onChange }: ControlProps) => {
  const name = LISTS[field.control as keyof typeof LISTS]
  // Inside of a sub-scenario its own steps are meant.
  const list: readonly { readonly id: string; readonly name: string }[] = useStudio((state) =>
    name === 'steps' ? seenDocument(state).steps : state.document[name],
  )
  const chosen = typeof value === 'string' ? value : ''
  const known = list.some(({ id }) => id === chosen)
  return (
    <FormRow
      label={field.label}
      help={field.help}
      error={chosen !== '' && !known ? `There is no “${chosen}” any more. Choose another.` : null}
    >
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          className={styles['input']}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={chosen}
          onChange={(event) => {
            onChange(event.target.value)
            endMerge()
          }}
        >
          <option value="">{NONE[field.control] ?? 'Choose one'}</option>
          {chosen !== '' && !known && <option value={chosen}>{chosen} (missing)</option>}
          {list.map(({ id: item, name }) => (
            <option key={item} value={item}>
              {name || item}
            </option>
          ))}
        </select>
      )}
    </FormRow>
  )
}

/** Some of the scenario's parts of one list; none chosen means all of them, or whatever the help says. */
export const ReferencesControl = ({ field, value, onChange }: ControlProps) => {
  const list = field.control as 'assertions' | 'agents' | 'steps'
  const document = useStudio((state) => state.document)
  const parts: readonly { readonly id: string; readonly name: string }[] = useMemo(
    () => (list === 'steps' ? scopesOf(document) : document[list]),
    [document, list],
  )
  const chosen = Array.isArray(value) ? value.map(String) : []
  const missing = chosen.filter((id) => !parts.some((part) => part.id === id))
  const toggle = (id: string, on: boolean) => {
    onChange(on ? [...chosen, id] : chosen.filter((other) => other !== id))
    endMerge()
  }
  return (
    <fieldset className={styles['fieldset']}>
      <legend className={styles['label']}>{field.label}</legend>
      {parts.length === 0 && (
        <p className={styles['help']}>The scenario has no {list} yet. Add one in the library.</p>
      )}
      {[
        ...parts.map(({ id, name }) => ({ id, text: name || id })),
        ...missing.map((id) => ({ id, text: `${id} (missing)` })),
      ].map(({ id, text }) => (
        <label key={id} className={styles['check']}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />
          {text}
        </label>
      ))}
      {field.help !== undefined && <p className={styles['help']}>{field.help}</p>}
    </fieldset>
  )
}

/** What a fault can act during: groups, steps, and the steps inside of calls as they are named in a run. */
function scopesOf(document: ScenarioDocument): { readonly id: string; readonly name: string }[] {
  const { steps, groups } = document
  const names = new Map(steps.map(({ id, name }) => [id, name || id]))
  const inner = graphOf(document).steps.flatMap(({ spec, prefix }) => {
    if (prefix === '') return []
    const call = prefix.slice(0, -SEPARATOR.length)
    return [
      { id: spec.id, name: `${names.get(call) ?? call} › ${spec.name || spec.id.slice(prefix.length)}` },
    ]
  })
  return [...groups.map(({ id, name }) => ({ id, name: `Group ${name || id}` })), ...steps, ...inner]
}

/** A list of topic patterns or names: chips, and a field to add one. */
export const ListControl = ({ field, value, check, onChange }: ControlProps) => {
  const items = Array.isArray(value) ? value.map(String) : []
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const topics = useTopics()
  const listId = useId()
  const change = (next: readonly string[]) => {
    const wrong = check(next)
    setError(wrong)
    if (wrong !== null) return false
    onChange(next)
    endMerge()
    return true
  }
  const add = () => {
    const added = text.trim()
    if (added !== '' && change([...items, added])) setText('')
  }
  return (
    <FormRow label={field.label} help={field.help} error={error}>
      {({ id, describedBy, invalid }) => (
        <>
          {items.length > 0 && (
            <ol className={styles['chips']}>
              {items.map((item, index) => (
                // Topics may stand twice in an order: their place is part of what they are.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={`${item} ${index}`} className={styles['chip']}>
                  <code>{item}</code>
                  <IconButton
                    icon={X}
                    size={12}
                    label={`Remove ${item}`}
                    className={styles['chipButton'] ?? ''}
                    onClick={() => change(items.filter((_, other) => other !== index))}
                  />
                </li>
              ))}
            </ol>
          )}
          <div className={styles['numberRow']}>
            <input
              id={id}
              type="text"
              className={`${styles['input']} ${styles['mono']}`}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              placeholder={items.length === 0 ? 'all' : 'add another'}
              spellCheck={false}
              autoComplete="off"
              list={listId}
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                setError(null)
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                add()
              }}
              onBlur={add}
            />
            <IconButton icon={Plus} label={`Add to ${field.label}`} onClick={add} />
          </div>
          <datalist id={listId}>
            {topics.map(({ topic }) => (
              <option key={topic} value={topic} />
            ))}
          </datalist>
        </>
      )}
    </FormRow>
  )
}
