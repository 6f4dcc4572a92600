import { ArrowDownToLine } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { SeqItems } from '../log/seq-list.ts'
import { focusRecord } from '../store/running.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { EventRow } from './EventRow.tsx'
import { HEAD_PX, useRowWindow, type RowWindow } from './use-row-window.ts'
import styles from './Events.module.css'

const COLUMNS = ['Seq', 'Time', 'Cycle', 'Stage', 'Topic', 'Source', 'Payload', 'Cause', 'Faults'] as const

interface EventsTableProps {
  readonly run: RunState
  readonly found: SeqItems
  readonly count: number
  readonly table: RefObject<HTMLDivElement | null>
}

export const EventsTable = ({ run, found, count, table }: EventsTableProps) => {
  const live = run.status === 'running' || run.status === 'paused'
  const focusedSeq = useStudio((state) => state.focusedSeq)
  const rows = useRowWindow(table, count, found, live)
  const [cursorSeq, setCursorSeq] = useState(-1)
  const cursor = indexIn(found, focusedSeq ?? cursorSeq)
  useShowFocused(cursor, focusedSeq, found, rows)
  useShowMoment(count, rows)
  const onKeyDown = useTableKeys({ table, found, count, cursor, setCursorSeq, rows })
  const tabbable = cursor >= rows.from && cursor < rows.to ? cursor : Math.min(rows.firstShown, count - 1)
  return (
    <div className={styles['tableBox']}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- each row holds a button; a click beside it does the same */}
      <div
        ref={table}
        className={styles['table']}
        role="table"
        aria-label="Events"
        aria-rowcount={count + 1}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onClick={showClicked}
      >
        <div className={styles['head']} role="rowgroup" style={{ height: HEAD_PX }}>
          <div className={styles['row']} role="row" aria-rowindex={1}>
            {COLUMNS.map((name) => (
              <span
                key={name}
                role="columnheader"
                className={`${styles['cell']} ${styles[name.toLowerCase()]}`}
              >
                {name}
              </span>
            ))}
          </div>
        </div>
        <div className={styles['body']} role="rowgroup" style={{ height: rows.height }}>
          <div style={{ transform: `translateY(${rows.top}px)` }}>
            {indices(rows).map((index) => (
              <EventRow
                key={index}
                log={run.log}
                document={run.document}
                seq={found.at(index)}
                index={index}
                focused={found.at(index) === focusedSeq}
                tabbable={index === tabbable}
              />
            ))}
          </div>
        </div>
      </div>
      {count === 0 && (
        <p className={styles['none']}>
          {run.log.count === 0 ? 'Nothing has happened yet.' : 'No record passes the filter.'}
        </p>
      )}
      {live && !rows.atEnd && (
        <Button icon={ArrowDownToLine} className={styles['latest'] ?? ''} onClick={rows.toEnd}>
          Newest
        </Button>
      )}
    </div>
  )
}

const indices = ({ from, to }: RowWindow): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, nth) => from + nth)

/** A click on a cause shows the cause, anywhere else in a row that row's record. */
function showClicked({ target }: MouseEvent): void {
  if (!(target instanceof Element)) return
  const cause = target.closest('[data-cause]')?.getAttribute('data-cause')
  const seq = cause ?? target.closest('[data-seq]')?.getAttribute('data-seq')
  if (seq !== null && seq !== undefined) focusRecord(Number(seq))
}

/** Where the list has a record, or -1. */
function indexIn(found: SeqItems, seq: number): number {
  const at = found.lowerBound(seq)
  return seq >= 0 && found.at(at) === seq ? at : -1
}

/** Brings the focused record into view, once: also when the search comes to it only later. */
function useShowFocused(cursor: number, focusedSeq: number | null, found: SeqItems, rows: RowWindow): void {
  const shown = useRef<{ readonly seq: number | null; readonly found: SeqItems | null }>({
    seq: null,
    found: null,
  })
  useEffect(() => {
    if (shown.current.seq === focusedSeq && shown.current.found === found) return
    if (focusedSeq !== null && cursor < 0) return
    shown.current = { seq: focusedSeq, found }
    if (focusedSeq !== null) rows.showRow(cursor)
  })
}

/** The last row that had happened stays in view while one moves through time. */
function useShowMoment(count: number, rows: RowWindow): void {
  const moment = useStudio((state) => state.moment)
  const shown = useRef(moment)
  useEffect(() => {
    if (shown.current === moment) return
    shown.current = moment
    if (moment !== null && count > 0) rows.showRow(count - 1)
  })
}

interface KeysParts {
  readonly table: RefObject<HTMLDivElement | null>
  readonly found: SeqItems
  readonly count: number
  readonly cursor: number
  readonly setCursorSeq: (seq: number) => void
  readonly rows: RowWindow
}

/** Arrows move from row to row; once a record is shown in detail, they take the detail with them. */
function useTableKeys({ table, found, count, cursor, setCursorSeq, rows }: KeysParts) {
  const focusedSeq = useStudio((state) => state.focusedSeq)
  const takeFocus = useRef(false)
  useEffect(() => {
    if (takeFocus.current)
      table.current
        ?.querySelector<HTMLElement>(`[data-index="${cursor}"] button`)
        ?.focus({ preventScroll: true })
    takeFocus.current = false
  })
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && focusedSeq !== null) {
      event.stopPropagation()
      setCursorSeq(focusedSeq)
      takeFocus.current = true
      return focusRecord(null)
    }
    const at = cursor >= 0 && cursor < count ? cursor : rows.firstShown
    const to = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: at - rows.rowsPerView,
      PageDown: at + rows.rowsPerView,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (to === undefined || count === 0) return
    event.preventDefault()
    event.stopPropagation()
    const next = Math.min(Math.max(0, to), count - 1)
    setCursorSeq(found.at(next))
    rows.showRow(next)
    takeFocus.current = true
    if (focusedSeq !== null) focusRecord(found.at(next))
  }
}
