import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Copy, Plus, Trash2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { present } from '../../base/assert.ts'
import { endMerge } from '../store/editing.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import type { ControlProps } from './control-props.ts'
import styles from './form.module.css'

type Item = Readonly<Record<string, unknown>>

interface ItemsProps extends ControlProps {
  /** Draws the form of one element; handed in because a form may hold a list, and a list holds forms. */
  readonly renderForm: (params: z.ZodObject, values: Item, onChange: (values: Item) => void) => ReactNode
}

/** A list of objects. Each is one line with its name; at most one is unfolded to its own form. */
export const ItemsControl = ({ field, value, check, onChange, renderForm }: ItemsProps) => {
  const [open, setOpen] = useState<number | null>(null)
  const id = useId()
  const items = Array.isArray(value) ? (value as readonly Item[]) : []
  const params = present(field.items, 'the parameters of an element')
  const word = field.item ?? 'element'
  const error = check(items)
  const preset = params.parse({}) as Item
  const commit = (changed: readonly Item[], unfolded: number | null) => {
    onChange(changed)
    endMerge()
    setOpen(unfolded)
  }
  const grown = [...items, preset]
  return (
    <fieldset className={styles['fieldset']}>
      <legend className={styles['label']}>{field.label}</legend>
      {field.help !== undefined && <p className={styles['help']}>{field.help}</p>}
      <ol className={styles['items']}>
        {items.map((item, index) => {
          const name = nameOf(item, word, index)
          const unfolded = open === index
          const without = items.toSpliced(index, 1)
          const copied = items.toSpliced(index + 1, 0, item)
          return (
            // An element is told apart by its place alone.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles['item']}>
              <div className={styles['itemHead']}>
                <button
                  type="button"
                  className={styles['itemName']}
                  aria-expanded={unfolded}
                  aria-controls={`${id}-${index}`}
                  onClick={() => setOpen(unfolded ? null : index)}
                >
                  {unfolded ? <ChevronDown aria-hidden size={14} /> : <ChevronRight aria-hidden size={14} />}
                  <span>{name}</span>
                </button>
                <IconButton
                  icon={ArrowUp}
                  size={13}
                  label={`Move ${name} up`}
                  className={styles['chipButton'] ?? ''}
                  disabled={index === 0}
                  onClick={() => commit(swapped(items, index, index - 1), unfolded ? index - 1 : null)}
                />
                <IconButton
                  icon={ArrowDown}
                  size={13}
                  label={`Move ${name} down`}
                  className={styles['chipButton'] ?? ''}
                  disabled={index === items.length - 1}
                  onClick={() => commit(swapped(items, index, index + 1), unfolded ? index + 1 : null)}
                />
                <IconButton
                  icon={Copy}
                  size={13}
                  label={`Duplicate ${name}`}
                  className={styles['chipButton'] ?? ''}
                  disabled={check(copied) !== null}
                  onClick={() => commit(copied, index + 1)}
                />
                <IconButton
                  icon={Trash2}
                  size={13}
                  label={`Remove ${name}`}
                  className={styles['chipButton'] ?? ''}
                  disabled={check(without) !== null}
                  onClick={() => commit(without, null)}
                />
              </div>
              {unfolded && (
                <div id={`${id}-${index}`} className={styles['nested']}>
                  {renderForm(params, { ...preset, ...item }, (changed) =>
                    onChange(items.with(index, changed)),
                  )}
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {error !== null && (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
      <div>
        <Button icon={Plus} disabled={check(grown) !== null} onClick={() => commit(grown, items.length)}>
          Add {word}
        </Button>
      </div>
    </fieldset>
  )
}

const nameOf = ({ name }: Item, word: string, index: number): string =>
  typeof name === 'string' && name !== '' ? name : `${word} ${index + 1}`

const swapped = (items: readonly Item[], from: number, to: number): Item[] => {
  const [one, other] = [items[from], items[to]]
  return items.map((item, index) => (index === from ? other : index === to ? one : item) ?? item)
}
