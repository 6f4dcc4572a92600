import type { EventLog } from '../../log/event-log.ts'

/** No chain of a run that ends is as long; a damaged recording must not hang the page. */
const MOST_CAUSES = 1_000_000
const MOST_EFFECTS = 40
/** How far after a record its effects are looked for. */
const SEARCH_ROWS = 200_000

/** The records that led to this one, nearest first, back to the one that nothing led to. */
export function causesOf(log: EventLog, seq: number): number[] {
  const chain: number[] = []
  for (let at = log.causeAt(seq); at >= 0 && chain.length < MOST_CAUSES; at = log.causeAt(at)) chain.push(at)
  return chain
}

/** The records that one record led to, as far as they were looked for. */
export class Effects {
  readonly found: number[] = []
  readonly #log: EventLog
  readonly #seq: number
  readonly #until: number
  #next: number

  constructor(log: EventLog, seq: number) {
    this.#log = log
    this.#seq = seq
    this.#next = seq + 1
    this.#until = seq + 1 + SEARCH_ROWS
  }

  /** True when more of them may lie beyond the rows that were searched. */
  get bounded(): boolean {
    return this.found.length === MOST_EFFECTS || this.#log.count > this.#until
  }

  /** Goes on where it stopped: the log may have grown since. */
  search(): void {
    const end = Math.min(this.#log.count, this.#until)
    while (this.#next < end && this.found.length < MOST_EFFECTS) {
      const at = this.#next++
      if (this.#log.causeAt(at) === this.#seq) this.found.push(at)
    }
  }
}
