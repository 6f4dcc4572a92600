import { FolderPlus, Plus, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { describeCondition, type Condition } from '../../kinds/condition.ts'
import { endMerge } from '../store/editing.ts'
import { IconButton } from '../ui/Button.tsx'
import { conditionOf, groupOf, makeGroup, newTest, nodeOf, type ConditionNode } from './condition-edit.ts'
import { ConditionTest } from './ConditionTest.tsx'
import styles from './condition.module.css'

interface PartProps {
  readonly condition: Condition
  /** Where it stands, such as `2.1`: tells its controls from those of others. */
  readonly place: string
  readonly listId: string
  /** Whether the whole condition may have this in the part's place. */
  readonly accepts: (condition: Condition) => boolean
  readonly onChange: (condition: Condition) => void
  /** Left out where it must stay. */
  readonly onRemove: (() => void) | undefined
}

/** One comparison or one group of a condition, with what can be done to it. */
export const ConditionPart = ({ condition, place, listId, accepts, onChange, onRemove }: PartProps) => {
  const container = useRef<HTMLDivElement>(null)
  const node = nodeOf(condition)
  const group = groupOf(node.body)
  const put = (next: Partial<ConditionNode>) => onChange(conditionOf({ ...node, ...next }))
  const commit = (next: Partial<ConditionNode>) => {
    put(next)
    endMerge()
  }
  const fits = (body: ConditionNode['body']) => accepts(conditionOf({ ...node, body }))
  const grown = (added: Condition): ConditionNode['body'] =>
    group === undefined ? { all: [node.body, added] } : makeGroup(group.word, [...group.parts, added])
  /** Puts the focus into what was added last. */
  const focusLast = () =>
    requestAnimationFrame(() => {
      const inputs = container.current?.querySelectorAll<HTMLElement>('[data-field]')
      inputs?.item(inputs.length - 1).focus()
    })
  const add = (added: Condition) => {
    commit({ body: grown(added) })
    focusLast()
  }
  const another = newTest(fieldOf(node.body))
  const wrapped: Condition = { any: [another, another] }
  return (
    <div
      ref={container}
      role="group"
      aria-label={`${group === undefined ? 'Comparison' : 'Group'} ${place}: ${describeCondition(condition)}`}
      className={styles[group === undefined ? 'test' : 'group']}
    >
      <div className={styles['head']}>
        <button
          type="button"
          className={styles['not']}
          aria-pressed={node.negated}
          aria-label={`Not, ${place}`}
          onClick={() => commit({ negated: !node.negated })}
        >
          not
        </button>
        {group === undefined ? (
          <span className={styles['spacer']} />
        ) : (
          <select
            className={styles['join']}
            aria-label={`Join, ${place}`}
            value={group.word}
            onChange={(event) =>
              commit({ body: makeGroup(event.target.value === 'any' ? 'any' : 'all', group.parts) })
            }
          >
            <option value="all">all of these (and)</option>
            <option value="any">any of these (or)</option>
          </select>
        )}
        <IconButton
          icon={Plus}
          size={13}
          data-add
          label={group === undefined ? `Add another to ${place}` : `Add a comparison to ${place}`}
          className={styles['button'] ?? ''}
          disabled={!fits(grown(another))}
          onClick={() => add(another)}
        />
        {group !== undefined && (
          <IconButton
            icon={FolderPlus}
            size={13}
            label={`Add a group to ${place}`}
            className={styles['button'] ?? ''}
            disabled={!fits(grown(wrapped))}
            onClick={() => add(wrapped)}
          />
        )}
        {onRemove !== undefined && (
          <IconButton
            icon={Trash2}
            size={13}
            label={`Remove ${place}`}
            className={styles['button'] ?? ''}
            onClick={onRemove}
          />
        )}
      </div>
      {group === undefined ? (
        'field' in node.body && (
          <ConditionTest
            test={node.body}
            place={place}
            listId={listId}
            onChange={(body) => put({ body })}
            onCommit={(body) => commit({ body })}
          />
        )
      ) : (
        <div className={styles['parts']}>
          {group.parts.map((part, index) => {
            const replaced = (next: Condition) => makeGroup(group.word, group.parts.with(index, next))
            const rest = group.parts.toSpliced(index, 1)
            const [only] = rest
            const remove = () => {
              // A group of one is that one.
              if (rest.length === 1 && only !== undefined) {
                const { negated, body } = nodeOf(only)
                commit({ negated: negated !== node.negated, body })
              } else commit({ body: makeGroup(group.word, rest) })
              requestAnimationFrame(() =>
                container.current?.querySelector<HTMLElement>('[data-add]')?.focus(),
              )
            }
            return (
              <ConditionPart
                // A part is told apart by its place alone.
                // oxlint-disable-next-line react/no-array-index-key
                key={index}
                condition={part}
                place={`${place}.${index + 1}`}
                listId={listId}
                accepts={(next) => fits(replaced(next))}
                onChange={(next) => put({ body: replaced(next) })}
                onRemove={rest.length > 0 ? remove : onRemove}
              />
            )
          })}
        </div>
      )}
    </div>
  )
}

/** A field to begin another comparison with: that of the last one. */
function fieldOf(body: Condition): string {
  if ('field' in body) return body.field
  if ('not' in body) return fieldOf(body.not)
  const last = ('all' in body ? body.all : body.any).at(-1)
  return last === undefined ? 'value' : fieldOf(last)
}
