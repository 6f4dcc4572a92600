import { useId } from 'react'
import { present } from '../../base/assert.ts'
import { parseFieldPath } from '../../base/json.ts'
import { COMPARISONS, findComparison, type Operand } from '../../kinds/comparison.ts'
import { JSON_TYPES } from '../../kinds/matcher.ts'
import type { FieldTest } from '../../kinds/condition.ts'
import { printOperand, readOperand, withComparison } from './condition-edit.ts'
import { useDraft } from './useDraft.ts'
import styles from './condition.module.css'

interface TestProps {
  readonly test: FieldTest
  readonly place: string
  readonly listId: string
  readonly onChange: (test: FieldTest) => void
  /** A change that is complete in itself, not one of several while typing. */
  readonly onCommit: (test: FieldTest) => void
}

/** A field, a comparison and a value. */
export const ConditionTest = ({ test, place, listId, onChange, onCommit }: TestProps) => {
  const { name, operand } = present(findComparison(test.is), `comparison ${test.is}`)
  const id = useId()
  const field = useDraft(
    test.field,
    (text) => text,
    (text) =>
      parseFieldPath(text) === undefined
        ? { error: 'Enter a field such as price or order.legs[0].price.' }
        : { value: text },
    (next) => onChange({ ...test, field: next }),
  )
  return (
    <div className={styles['row']}>
      <input
        type="text"
        data-field
        className={styles['input']}
        aria-label={`Field, ${place}`}
        aria-invalid={field.error !== null}
        aria-describedby={field.error === null ? undefined : id}
        list={listId}
        spellCheck={false}
        autoComplete="off"
        value={field.text}
        onChange={(event) => field.type(event.target.value)}
        onBlur={field.leave}
        onKeyDown={(event) => event.key === 'Escape' && field.revert()}
      />
      <select
        className={styles['input']}
        aria-label={`Comparison, ${place}`}
        value={name}
        onChange={(event) => onCommit(withComparison(test, event.target.value))}
      >
        {COMPARISONS.map((comparison) => (
          <option key={comparison.name} value={comparison.name}>
            {comparison.title}
          </option>
        ))}
      </select>
      {operand === 'type' ? (
        <select
          className={`${styles['input']} ${styles['value']}`}
          aria-label={`Type, ${place}`}
          value={printOperand(operand, test.value)}
          onChange={(event) => onCommit({ ...test, value: event.target.value })}
        >
          {JSON_TYPES.map((type) => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
        </select>
      ) : (
        operand !== 'none' && (
          <ValueInput key={operand} operand={operand} test={test} place={place} onChange={onChange} />
        )
      )}
      {field.error !== null && (
        <p id={id} className={styles['error']} role="alert">
          {field.error}
        </p>
      )}
    </div>
  )
}

const PLACEHOLDERS: Readonly<Partial<Record<Operand, string>>> = {
  range: '90, 110',
  closeness: '99.5 or 99.5, 2',
  list: 'buy, sell',
  text: 'any text',
}

const ValueInput = ({
  operand,
  test,
  place,
  onChange,
}: Pick<TestProps, 'test' | 'place' | 'onChange'> & { readonly operand: Operand }) => {
  const id = useId()
  const draft = useDraft(
    test.value,
    (value) => printOperand(operand, value),
    (text) => readOperand(operand, text),
    (value) => value !== undefined && onChange({ ...test, value }),
  )
  return (
    <>
      <input
        type="text"
        className={`${styles['input']} ${styles['value']}`}
        aria-label={`Value, ${place}`}
        aria-invalid={draft.error !== null}
        aria-describedby={draft.error === null ? undefined : id}
        inputMode={operand === 'number' || operand === 'count' ? 'decimal' : 'text'}
        placeholder={PLACEHOLDERS[operand]}
        spellCheck={false}
        autoComplete="off"
        value={draft.text}
        onChange={(event) => draft.type(event.target.value)}
        onBlur={draft.leave}
        onKeyDown={(event) => event.key === 'Escape' && draft.revert()}
      />
      {draft.error !== null && (
        <p id={id} className={styles['error']} role="alert">
          {draft.error}
        </p>
      )}
    </>
  )
}
