import type { Channel, EventLog } from '../../log/event-log.ts'
import { SeqList } from '../log/seq-list.ts'

const TOPIC = '$agent.state'
/** Rows between two looks at the clock. */
const STRIDE = 4_096

/** A field that was once a number: its value in every state, NaN where it is something else. */
export interface NumericField {
  readonly name: string
  readonly values: number[]
}

/** Any other field: where it changed, and to what. */
export interface WordField {
  readonly name: string
  readonly changes: { readonly index: number; readonly word: string }[]
}

/** The states that one agent recorded, in order. Follows a growing log. */
export class AgentStates {
  readonly seqs = new SeqList()
  readonly times: number[] = []
  readonly #log: EventLog
  readonly #agent: string
  readonly #numeric = new Map<string, NumericField>()
  readonly #words = new Map<string, WordField>()
  /** By channel: whether its records are states of this agent. */
  readonly #mine: boolean[] = []
  #rows = 0

  constructor(log: EventLog, agent: string) {
    this.#log = log
    this.#agent = agent
  }

  get numeric(): readonly NumericField[] {
    return [...this.#numeric.values()]
  }

  get words(): readonly WordField[] {
    return [...this.#words.values()]
  }

  /** Goes on through the rows until the deadline; true when it has seen them all. */
  readonly advance = (rows: number, deadline: number): boolean => {
    while (this.#rows < rows) {
      const end = Math.min(rows, this.#rows + STRIDE)
      for (; this.#rows < end; this.#rows++) if (this.#isMine(this.#rows)) this.#add(this.#rows)
      if (performance.now() >= deadline) break
    }
    return this.#rows >= rows
  }

  /** Index of the state that held when record `seq` was written, or -1. */
  indexAt(seq: number): number {
    return this.seqs.lowerBound(seq + 1) - 1
  }

  #isMine(row: number): boolean {
    const id = this.#log.channelIdAt(row)
    return (this.#mine[id] ??= isStateOf(this.#log.channelAt(row), this.#agent))
  }

  #add(seq: number): void {
    const index = this.times.length
    const { fields, types } = this.#log.channelAt(seq).shape
    this.seqs.push(seq)
    this.times.push(this.#log.timeAt(seq))
    for (const field of this.#numeric.values()) field.values.push(Number.NaN)
    if (types.some((type) => type !== 'number')) this.#addWords(seq, index)
    fields.forEach((name, at) => {
      if (types[at] !== 'number') return
      const field = this.#numeric.get(name) ?? { name, values: Array<number>(index + 1).fill(Number.NaN) }
      this.#numeric.set(name, field)
      field.values[index] = this.#log.numberAt(seq, name)
    })
  }

  #addWords(seq: number, index: number): void {
    for (const [name, value] of Object.entries(this.#log.payloadAt(seq))) {
      if (typeof value === 'number') continue
      const word = typeof value === 'string' ? value : JSON.stringify(value)
      const field = this.#words.get(name) ?? { name, changes: [] }
      this.#words.set(name, field)
      if (field.changes.at(-1)?.word !== word) field.changes.push({ index, word })
    }
  }
}

const isStateOf = ({ topic, source, stage }: Channel, agent: string): boolean =>
  topic === TOPIC && source === agent && stage === 'mark'
