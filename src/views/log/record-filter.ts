import type { ScenarioDocument } from '../../document/types.ts'
import type { Stage } from '../../kinds/contracts.ts'
import type { Channel, EventLog } from '../../log/event-log.ts'
import { isFilter, parseFilter, type Filter, type FilterError } from './filter-language.ts'
import { isTouched, printPayload } from './format.ts'

export interface EventFilter {
  /** Looked for in topic, source and payload; capitals do not matter. */
  readonly text: string
  /** Empty for all of them. */
  readonly topic: string
  readonly stages: Readonly<Record<Stage, boolean>>
  /** Only what faults made or changed. */
  readonly touchedOnly: boolean
}

export const NO_FILTER: EventFilter = {
  text: '',
  topic: '',
  stages: { delivered: true, held: true, dropped: true, mark: false },
  touchedOnly: false,
}

/** Lets everything through. */
export const EVERYTHING: EventFilter = { ...NO_FILTER, stages: { ...NO_FILTER.stages, mark: true } }

/** What a channel says of its records before any of them is looked at; a list names the numbers to look at. */
type Acceptance = 'none' | 'all' | 'by payload' | readonly string[] | ((seq: number) => boolean)

/** So many different numbers are remembered with their answer: prices repeat. */
const MOST_REMEMBERED = 50_000

/**
 * Says of each record of a log whether it passes a filter. A channel is judged once; a payload is read only
 * where the text might be in it and nowhere before.
 */
export class RecordFilter {
  readonly #log: EventLog
  readonly #filter: EventFilter
  readonly #nameOf: (source: string) => string
  readonly #document: ScenarioDocument | null
  readonly #wanted: string
  /** What the text says in the filter language; null for a text that is looked for as it is. */
  readonly #asked: Filter | null
  readonly #acceptances: Acceptance[] = []
  readonly #remembered = new Map<number, boolean>()

  /** `nameOf` gives the name that people see for a source. */
  constructor(
    log: EventLog,
    filter: EventFilter,
    nameOf: (source: string) => string,
    document: ScenarioDocument | null = null,
  ) {
    this.#log = log
    this.#filter = filter
    this.#nameOf = nameOf
    this.#document = document
    this.#asked = askedBy(filter.text)
    this.#wanted = filter.text.trim().toLowerCase()
  }

  /** True for a record that passes. */
  accepts(seq: number): boolean {
    const id = this.#log.channelIdAt(seq)
    const acceptance = (this.#acceptances[id] ??= this.#judge(this.#log.channelAt(seq)))
    if (acceptance === 'none') return false
    if (this.#filter.touchedOnly && !isTouched(this.#log, seq)) return false
    if (acceptance === 'all') return true
    if (typeof acceptance === 'function') return acceptance(seq)
    if (acceptance === 'by payload') return payloadText(this.#log, seq).includes(this.#wanted)
    return acceptance.some((field) => this.#numberHas(this.#log.numberAt(seq, field)))
  }

  #numberHas(value: number): boolean {
    const known = this.#remembered.get(value)
    if (known !== undefined) return known
    const has = String(value).includes(this.#wanted)
    if (this.#remembered.size < MOST_REMEMBERED) this.#remembered.set(value, has)
    return has
  }

  #judge(channel: Channel): Acceptance {
    const { topic, source, stage } = channel
    if (!this.#filter.stages[stage] || (this.#filter.topic !== '' && this.#filter.topic !== topic))
      return 'none'
    if (this.#wanted === '') return 'all'
    if (this.#asked !== null) {
      const answer = this.#asked(channel, this.#log, this.#document)
      return typeof answer === 'function' ? answer : answer ? 'all' : 'none'
    }
    const words = [topic, source, this.#nameOf(source)]
    if (words.some((word) => word.toLowerCase().includes(this.#wanted))) return 'all'
    const { fields, types } = channel.shape
    const onlyNumbers = types.every((type) => type === 'number')
    // Neither a name nor the signs between two values can hold it: each number can be asked on its own.
    if (onlyNumbers && DIGITS.test(this.#wanted) && !fields.some((field) => field.includes(this.#wanted)))
      return fields
    return mayContain(channel, this.#wanted) ? 'by payload' : 'none'
  }
}

/** What is wrong with the filter's text, and where; null when nothing is. */
export function faultOf(text: string): FilterError | null {
  if (!isFilter(text)) return null
  const parsed = parseFilter(text)
  return parsed.ok ? null : parsed.error
}

/** A text with a mistake in it filters nothing out. */
function askedBy(text: string): Filter | null {
  if (!isFilter(text)) return null
  const parsed = parseFilter(text)
  return parsed.ok ? parsed.filter : () => true
}

const DIGITS = /^-?[\d.]*\d[\d.]*$/

const payloadText = (log: EventLog, seq: number): string =>
  printPayload(log.payloadAt(seq), Infinity).toLowerCase()

/**
 * False when no payload of the channel can contain the text. Numbers contain no two letters in a row, so a
 * word must then come from a field's name; only texts and nested values can hold anything.
 */
function mayContain({ shape }: Channel, wanted: string): boolean {
  if (shape.fields.length === 0) return false
  if (shape.types.some((type) => type === 'string' || type === 'json')) return true
  const skeleton = `${shape.fields.join(' ')} true false null`.toLowerCase()
  const words = wanted.match(/\p{L}{2,}/gu) ?? []
  return words.every((word) => skeleton.includes(word))
}
