import type { ScenarioDocument } from '../../document/types.ts'
import type { EventLog } from '../../log/event-log.ts'
import { RecordFilter, type EventFilter } from '../log/record-filter.ts'
import { SeqList } from '../log/seq-list.ts'

/** The records of a log that pass a filter, found in order and in as many calls as it takes. */
export class FilteredLog {
  readonly found = new SeqList()
  readonly #log: EventLog
  readonly #filter: RecordFilter
  #rows = 0

  /** `nameOf` gives the name that people see for a source. */
  constructor(
    log: EventLog,
    filter: EventFilter,
    nameOf: (source: string) => string,
    document: ScenarioDocument | null = null,
  ) {
    this.#log = log
    this.#filter = new RecordFilter(log, filter, nameOf, document)
  }

  /** How many rows of the log have been judged. */
  get rows(): number {
    return this.#rows
  }

  /** Judges the rows up to `end`. */
  extend(end: number): void {
    const until = Math.min(end, this.#log.count)
    for (; this.#rows < until; this.#rows++) if (this.#filter.accepts(this.#rows)) this.found.push(this.#rows)
  }
}
