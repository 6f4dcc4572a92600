import { Search } from 'lucide-react'
import { useId } from 'react'
import { studio, useStudio, type RunState } from '../store/studio.ts'
import { completions } from './filter-language.ts'
import { faultOf } from './record-filter.ts'
import styles from './FilterText.module.css'

const MOST_COMPLETIONS = 12

interface FilterTextProps {
  readonly run: RunState
  readonly className?: string
}

/** A text to look for, or a filter such as `topic:order.* and price < 90`. One for all panels that list records. */
export const FilterText = ({ run, className = '' }: FilterTextProps) => {
  const value = useStudio((state) => state.filterText)
  const listId = useId()
  const faultId = useId()
  const fault = faultOf(value)
  return (
    <div className={`${styles['filterText']} ${className}`}>
      <label className={styles['search']}>
        <Search aria-hidden size={14} />
        <input
          type="search"
          value={value}
          list={listId}
          spellCheck={false}
          placeholder="Filter"
          aria-label="Filter by topic, source or payload"
          title="A text, or for example: topic:order.* and not (price < 90 or fault:late)"
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : faultId}
          onChange={({ target }) => studio.setState({ filterText: target.value })}
        />
      </label>
      <datalist id={listId}>
        {completions(value, run.log, run.document)
          .slice(0, MOST_COMPLETIONS)
          .map((text) => (
            <option key={text} value={text} />
          ))}
      </datalist>
      {fault !== null && (
        <p id={faultId} className={styles['filterFault']} role="status">
          <code>
            {value.slice(0, fault.at)}
            <mark>{value.slice(fault.at) || '␣'}</mark>
          </code>
          {fault.message}
        </p>
      )}
    </div>
  )
}
