import { memo, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { flowOrder, type FlowRow } from '../../document/flow-order.ts'
import { removeSelected, renamePart, selectPart, shiftStep } from '../store/editing.ts'
import { useSeen } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import { wordsOf } from '../store/words.ts'
import { partIcon } from '../ui/part-icons.ts'
import { lazily } from '../ui/lazily.tsx'
import { nextFocus } from './outline-keys.ts'
import styles from './library.module.css'
import outline from './outline.module.css'

/** For a step that is selected: on a first visit none is. */
const OutlineTools = lazily(() => import('./OutlineTools.tsx').then((module) => module.OutlineTools))

const titleOf = ({ step }: FlowRow): string => step.name || step.id

/**
 * The steps in the order of the flow, as a tree: branches stand one level deeper. What the canvas does with a
 * pointer is done here with keys, and read out.
 */
export const StepOutline = () => {
  const steps = useSeen((shown) => shown.steps)
  const edges = useSeen((shown) => shown.edges)
  const document = useSeen((shown) => shown)
  // What else changes in the document does not change the order.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => flowOrder(document), [steps, edges])
  const siblings = useMemo(() => siblingsOf(rows), [rows])
  const selected = useStudio(({ selection }) => selection.parts)
  const [renaming, setRenaming] = useState<string | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const latest = useRef(rows)
  useLayoutEffect(() => {
    latest.current = rows
  }, [rows])
  const current = rows.find(({ step }) => selected.includes(step.id)) ?? rows[0]

  const focus = (row: FlowRow | undefined) => {
    if (row === undefined) return
    selectPart(row.step.id)
    // The row is there already: only what it looks like changes.
    tree.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(row.step.id)}"]`)?.focus()
  }

  const onKeyDown = (event: KeyboardEvent, row: FlowRow) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return
    const all = latest.current
    const at = all.findIndex(({ step }) => step.id === row.step.id)
    const to = event.altKey ? undefined : nextFocus(event.key, all, at)
    if (to !== undefined) focus(all[to])
    else if (event.key === 'F2' || event.key === 'Enter') setRenaming(row.step.id)
    else if (event.key === ' ') focus(row)
    else if (event.altKey && event.key === 'ArrowUp') shiftStep(row.step.id, -1)
    else if (event.altKey && event.key === 'ArrowDown') shiftStep(row.step.id, 1)
    else if (event.key === 'Delete') {
      selectPart(row.step.id)
      removeSelected()
      focus(all[at + 1] ?? all[at - 1])
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <div ref={tree} role="tree" aria-label="Steps in the order of the flow">
        {rows.map((row) => (
          <OutlineRow
            key={row.step.id}
            row={row}
            place={siblings.placeOf.get(row.step.id) ?? 1}
            siblings={siblings.sizeOf.get(row.parent) ?? 1}
            branches={siblings.sizeOf.has(row.step.id)}
            current={row === current}
            selected={selected.includes(row.step.id)}
            renaming={renaming === row.step.id}
            onFocus={() => selectPart(row.step.id)}
            onKeyDown={(event) => onKeyDown(event, row)}
            onRename={(name, stay) => {
              if (name !== null && name !== row.step.name) renamePart(row.step.id, name)
              setRenaming(null)
              if (stay) requestAnimationFrame(() => focus(row))
            }}
          />
        ))}
      </div>
      {current !== undefined && selected.includes(current.step.id) && (
        <OutlineTools step={current.step} rows={rows} onRename={() => setRenaming(current.step.id)} />
      )}
    </>
  )
}

/** How many branch off from the same step, and which of them each is. */
function siblingsOf(rows: readonly FlowRow[]) {
  const sizeOf = new Map<string | null, number>()
  const placeOf = new Map<string, number>()
  for (const { step, parent } of rows) {
    const place = (sizeOf.get(parent) ?? 0) + 1
    sizeOf.set(parent, place)
    placeOf.set(step.id, place)
  }
  return { sizeOf, placeOf }
}

/** Null leaves the name as it is; `stay` brings the focus back to the step. */
type Renamed = (name: string | null, stay: boolean) => void

interface OutlineRowProps {
  readonly row: FlowRow
  /** One-based, among those that branch off from the same step. */
  readonly place: number
  readonly siblings: number
  readonly branches: boolean
  readonly current: boolean
  readonly selected: boolean
  readonly renaming: boolean
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onRename: Renamed
}

/** Drawn anew when what it says has changed; what it does it looks up when it is done. */
const OutlineRow = memo(
  ({
    row,
    place,
    siblings,
    branches,
    current,
    selected,
    renaming,
    onFocus,
    onKeyDown,
    onRename,
  }: OutlineRowProps) => {
    const { step, level, way, reached } = row
    const Icon = partIcon('steps', step.kind)
    const hint = wordsOf('steps', step)
    const told = [way?.when, titleOf(row), hint, reached ? '' : 'nothing leads here']
      .filter(Boolean)
      .join(', ')
    return (
      <div
        role="treeitem"
        data-step={step.id}
        aria-label={told}
        aria-level={level}
        aria-posinset={place}
        aria-setsize={siblings}
        aria-selected={selected}
        {...(branches && { 'aria-expanded': true })}
        tabIndex={current ? 0 : -1}
        className={`${styles['item']} ${outline['row']}`}
        style={{ paddingLeft: 8 + 16 * Math.min(6, level - 1) }}
        onClick={onFocus}
        onKeyDown={onKeyDown}
      >
        <Icon aria-hidden size={15} className={styles['steps']} />
        {renaming ? (
          <NameField name={step.name} onDone={onRename} />
        ) : (
          <span className={styles['itemText']}>
            <span className={styles['itemName']}>{titleOf(row)}</span>
            <span className={styles['itemHint']}>
              {way !== null && `${way.when}: `}
              {reached ? hint : 'nothing leads here'}
            </span>
          </span>
        )}
      </div>
    )
  },
  (before, after) => {
    const [was, is] = [before.row, after.row]
    return (
      was.step === is.step &&
      was.level === is.level &&
      was.way === is.way &&
      was.reached === is.reached &&
      before.place === after.place &&
      before.siblings === after.siblings &&
      before.branches === after.branches &&
      before.current === after.current &&
      before.selected === after.selected &&
      before.renaming === after.renaming
    )
  },
)
OutlineRow.displayName = 'OutlineRow'

/** It was asked for by a key or a button: the focus goes there. */
const begin = (field: HTMLInputElement | null): void => {
  field?.focus()
  field?.select()
}

const NameField = ({ name, onDone }: { readonly name: string; readonly onDone: Renamed }) => (
  <input
    ref={begin}
    className={outline['name']}
    aria-label="New name"
    defaultValue={name}
    maxLength={200}
    onKeyDown={(event) => {
      event.stopPropagation()
      if (event.key === 'Enter') onDone(event.currentTarget.value.trim(), true)
      if (event.key === 'Escape') onDone(null, true)
    }}
    onBlur={(event) => onDone(event.currentTarget.value.trim(), false)}
  />
)
