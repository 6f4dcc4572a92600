import { ListOrdered } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { RecordDetail } from '../log/RecordDetail.tsx'
import { partOf } from '../log/seq-list.ts'
import { shownRows } from '../store/moment.ts'
import { rowsIn } from '../store/range.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { Empty } from '../ui/Empty.tsx'
import { EventsBar } from './EventsBar.tsx'
import { EventsTable } from './EventsTable.tsx'
import { useEventFilter, useFiltered } from './use-filtered.ts'
import styles from './Events.module.css'

/** Every record of the run in a table. */
export const EventsPanel = () => {
  const run = useStudio((state) => state.run)
  if (run.document === null || (run.log.count === 0 && run.status !== 'running' && run.status !== 'paused')) {
    return (
      <Empty icon={ListOrdered} title="No events yet">
        Run the scenario: every event is listed here with what caused it and what faults did to it.
      </Empty>
    )
  }
  return <Events run={run} />
}

const Events = ({ run }: { readonly run: RunState }) => {
  const [filter, change] = useEventFilter()
  const { list } = useFiltered(run, filter)
  const rows = useStudio(shownRows)
  const table = useRef<HTMLDivElement>(null)
  const range = useStudio((state) => state.range)
  const { from, to } = rowsIn(run.log, range)
  const found = useMemo(
    () => (range === null ? list.found : partOf(list.found, from, to)),
    [list, range, from, to],
  )
  const neighbour = useCallback(
    (seq: number, by: -1 | 1) => {
      const at = found.lowerBound(seq)
      // A record that the filter hides still has neighbours: those it would stand between.
      const next = found.at(found.at(at) === seq || by < 0 ? at + by : at)
      return next < 0 ? null : next
    },
    [found],
  )
  return (
    <div className={styles['panel']}>
      <div className={styles['main']}>
        <EventsBar run={run} list={list} found={found} filter={filter} onChange={change} />
        <EventsTable run={run} found={found} count={found.lowerBound(rows)} table={table} />
      </div>
      <RecordDetail
        neighbour={neighbour}
        onClose={() => table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
      />
    </div>
  )
}
