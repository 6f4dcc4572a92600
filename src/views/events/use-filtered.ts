import { useCallback, useMemo, useState } from 'react'
import type { EventLog } from '../../log/event-log.ts'
import { sourceName } from '../log/format.ts'
import { useSliced } from '../log/use-sliced.ts'
import { NO_FILTER, type EventFilter } from '../log/record-filter.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { FilteredLog } from './filter.ts'

const ROWS_BETWEEN_LOOKS = 2_048

/** All but the text, which every panel shares. Outlives the panel: going to another tab and back changes nothing. */
let lastFilter: EventFilter = NO_FILTER
const kept = new WeakMap<EventLog, { readonly filter: EventFilter; readonly list: FilteredLog }>()

export function useEventFilter(): readonly [EventFilter, (change: Partial<EventFilter>) => void] {
  const text = useStudio((state) => state.filterText)
  const [own, setFilter] = useState(lastFilter)
  const change = useCallback((part: Partial<EventFilter>) => {
    lastFilter = { ...lastFilter, ...part }
    setFilter(lastFilter)
  }, [])
  const filter = useMemo(() => ({ ...own, text }), [own, text])
  return [filter, change]
}

/** The filtered log as far as it has been searched; searches on as the log grows. `version` tells of every step. */
export function useFiltered(
  { log, document }: RunState,
  filter: EventFilter,
): { readonly list: FilteredLog; readonly version: number } {
  const list = useMemo(() => {
    const known = kept.get(log)
    if (known?.filter === filter) return known.list
    const made = new FilteredLog(log, filter, (source) => sourceName(document, source), document)
    kept.set(log, { filter, list: made })
    return made
  }, [log, document, filter])
  const work = useCallback(
    (rows: number, deadline: number) => {
      while (list.rows < rows && performance.now() < deadline)
        list.extend(Math.min(rows, list.rows + ROWS_BETWEEN_LOOKS))
      return list.rows >= rows
    },
    [list],
  )
  return { list, version: useSliced(work, log.count) }
}
