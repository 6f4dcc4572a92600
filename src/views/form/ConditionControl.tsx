import { Plus } from 'lucide-react'
import { useId, useRef } from 'react'
import { describeCondition, type Condition } from '../../kinds/condition.ts'
import { endMerge } from '../store/editing.ts'
import { useTopics } from '../store/topics.ts'
import { Button } from '../ui/Button.tsx'
import { newTest } from './condition-edit.ts'
import { ConditionPart } from './ConditionPart.tsx'
import type { ControlProps } from './control-props.ts'
import styles from './form.module.css'

/** Comparisons of fields, joined by all, any and not. */
export const ConditionControl = ({ field, value, check, onChange }: ControlProps) => {
  const condition = value as Condition | undefined
  const listId = useId()
  const topics = useTopics()
  const fields = [...new Set(topics.flatMap((topic) => topic.fields))]
  const container = useRef<HTMLFieldSetElement>(null)
  const error = condition === undefined ? null : check(condition)
  const commit = (next: Condition | undefined) => {
    onChange(next)
    endMerge()
  }
  /** What is taken away takes the focus with it: it goes to the button that adds. */
  const remove = () => {
    commit(undefined)
    requestAnimationFrame(() => container.current?.querySelector<HTMLElement>('[data-add]')?.focus())
  }
  return (
    <fieldset className={styles['fieldset']} ref={container}>
      <legend className={styles['label']}>{field.label}</legend>
      {field.help !== undefined && <p className={styles['help']}>{field.help}</p>}
      {condition === undefined ? (
        <div>
          <Button icon={Plus} data-add onClick={() => commit(newTest(fields[0] ?? 'value'))}>
            Add a comparison
          </Button>
        </div>
      ) : (
        <>
          <ConditionPart
            condition={condition}
            place="1"
            listId={listId}
            accepts={(next) => check(next) === null}
            onChange={onChange}
            onRemove={field.optional ? remove : undefined}
          />
          <p className={styles['help']}>Means: {describeCondition(condition)}.</p>
        </>
      )}
      {error !== null && (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
      <datalist id={listId}>
        {fields.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </fieldset>
  )
}
