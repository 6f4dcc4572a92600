import type { Channel, EventLog } from './event-log.ts'

/** Something that is not the same in two runs. A record that a run does not have is -1. */
export interface Difference {
  /** `changed`: another payload. `moved`: another time. `fate`: another stage, as delivered instead of lost. */
  readonly what: 'only-first' | 'only-second' | 'changed' | 'moved' | 'fate'
  readonly topic: string
  readonly source: string
  /** Which of this publisher's events on the topic, from 1; of the first run where it has it. */
  readonly nth: number
  readonly first: number
  readonly second: number
}

export interface LogComparison {
  /** The first record, in the order of the logs, at which they part; null when one is the other. */
  readonly parted: { readonly first: number; readonly second: number } | null
  /** In the order of time; at most as many as were asked for. */
  readonly differences: readonly Difference[]
  /** How many there are in all. */
  readonly total: number
}

/** So far ahead an event is looked for when one run has some more than the other. */
const LOOK_AHEAD = 8

/** How two logs differ. Events are paired by topic, publisher and their number; the engine's own marks are not. */
export function compareLogs(first: EventLog, second: EventLog, most = 500): LogComparison {
  const parted = firstParting(first, second)
  if (parted < 0) return { parted: null, differences: [], total: 0 }
  const ours = eventsByPublisher(first)
  const theirs = eventsByPublisher(second)
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])]
  const all = keys.flatMap((key) => pairUp(first, second, ours.get(key) ?? [], theirs.get(key) ?? []))
  const timeOf = ({ first: a, second: b }: Difference) =>
    Math.min(a < 0 ? Infinity : first.timeAt(a), b < 0 ? Infinity : second.timeAt(b))
  const differences = all
    .map((difference) => ({ difference, atMs: timeOf(difference) }))
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(0, most)
    .map(({ difference }) => difference)
  return {
    parted: { first: at(first, parted), second: at(second, parted) },
    differences,
    total: all.length,
  }
}

const at = (log: EventLog, seq: number): number => (seq < log.count ? seq : -1)

function firstParting(first: EventLog, second: EventLog): number {
  const common = Math.min(first.count, second.count)
  for (let seq = 0; seq < common; seq++) if (!sameRecord(first, seq, second, seq)) return seq
  return first.count === second.count ? -1 : common
}

const sameRecord = (a: EventLog, seqA: number, b: EventLog, seqB: number): boolean => {
  const ours = a.channelAt(seqA)
  const theirs = b.channelAt(seqB)
  return (
    a.timeAt(seqA) === b.timeAt(seqB) &&
    ours.stage === theirs.stage &&
    ours.topic === theirs.topic &&
    ours.source === theirs.source &&
    samePayload(a, seqA, b, seqB)
  )
}

function samePayload(a: EventLog, seqA: number, b: EventLog, seqB: number): boolean {
  const { fields, types } = a.channelAt(seqA).shape
  const other = b.channelAt(seqB).shape
  if (fields.length !== other.fields.length) return false
  for (let index = 0; index < fields.length; index++)
    if (fields[index] !== other.fields[index] || types[index] !== other.types[index]) return false
  if (types.every((type) => type === 'number'))
    return fields.every((field) => Object.is(a.numberAt(seqA, field), b.numberAt(seqB, field)))
  return JSON.stringify(a.payloadAt(seqA)) === JSON.stringify(b.payloadAt(seqB))
}

/** The events of each publisher on each topic, in order. What was held is one event, with its delivery. */
function eventsByPublisher(log: EventLog): Map<string, number[]> {
  const lists = new Map<string, number[]>()
  const byChannel: (number[] | null)[] = []
  const listOf = ({ topic, source, stage }: Channel): number[] | null => {
    if (stage === 'mark') return null
    const key = `${topic}\n${source}`
    const known = lists.get(key)
    if (known !== undefined) return known
    const made: number[] = []
    lists.set(key, made)
    return made
  }
  for (let seq = 0; seq < log.count; seq++) {
    const id = log.channelIdAt(seq)
    const list = byChannel[id] === undefined ? (byChannel[id] = listOf(log.channelAt(seq))) : byChannel[id]
    if (list !== null && !isRelease(log, seq)) list.push(seq)
  }
  return lists
}

/** A delivery out of a hold: the second record of one event. */
function isRelease(log: EventLog, seq: number): boolean {
  const cause = log.causeAt(seq)
  if (cause < 0) return false
  const held = log.channelAt(cause)
  const { topic, source } = log.channelAt(seq)
  return held.stage === 'held' && held.topic === topic && held.source === source
}

function pairUp(a: EventLog, b: EventLog, ours: readonly number[], theirs: readonly number[]): Difference[] {
  const found: Difference[] = []
  const add = (what: Difference['what'], i: number, j: number, first: number, second: number) => {
    const { topic, source } = first < 0 ? b.channelAt(second) : a.channelAt(first)
    found.push({ what, topic, source, nth: (first < 0 ? j : i) + 1, first, second })
  }
  let i = 0
  let j = 0
  while (i < ours.length || j < theirs.length) {
    const first = ours[i] ?? -1
    const second = theirs[j] ?? -1
    if (first >= 0 && second >= 0 && sameRecord(a, first, b, second)) {
      i++
      j++
      continue
    }
    const extra = first < 0 || second < 0 ? 0 : ahead(b, second, a, ours, i)
    const missing = first < 0 || second < 0 || extra > 0 ? 0 : ahead(a, first, b, theirs, j)
    if (second < 0 || extra > 0) add('only-first', i++, j, first, -1)
    else if (first < 0 || missing > 0) add('only-second', i, j++, -1, second)
    else add(kindOf(a, first, b, second), i++, j++, first, second)
  }
  return found
}

/** How far ahead in a list there is the same record as this one; 0 for not near. */
function ahead(log: EventLog, seq: number, other: EventLog, list: readonly number[], from: number): number {
  for (let by = 1; by <= LOOK_AHEAD && from + by < list.length; by++)
    if (sameRecord(log, seq, other, list[from + by]!)) return by
  return 0
}

function kindOf(a: EventLog, first: number, b: EventLog, second: number): Difference['what'] {
  if (!samePayload(a, first, b, second)) return 'changed'
  return a.channelAt(first).stage === b.channelAt(second).stage ? 'moved' : 'fate'
}
