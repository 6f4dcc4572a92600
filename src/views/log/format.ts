import { showControls } from '../../base/bidi.ts'
import { printCount } from '../../base/count.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { graphOf } from '../../program/graph.ts'
import { SEPARATOR } from '../../program/inline.ts'
import type { Channel, EventLog, Hit } from '../../log/event-log.ts'
import { printCounted, printShortCount } from '../ui/counts.ts'

export { printCount, printCounted, printShortCount }

const two = (value: number): string => String(value).padStart(2, '0')

/** `0:15.000`, `1:02:03.500`: always three decimals, so that a column of them lines up. */
export function printClock(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = `${two(Math.floor(ms / 1_000) % 60)}.${String(Math.floor(ms % 1_000)).padStart(3, '0')}`
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`
}

/** A payload in one line, as developer tools show it: `price: 99.5, bid: 99.4`. At most about `most` characters. */
export function printPayload(payload: JsonObject, most = 160): string {
  let text = ''
  for (const [name, value] of Object.entries(payload)) {
    text += `${text === '' ? '' : ', '}${name}: ${printValue(value, most)}`
    if (text.length > most) return `${text.slice(0, most)}…`
  }
  return text
}

function printValue(value: Json, most: number): string {
  const text = showControls(typeof value === 'string' ? value : JSON.stringify(value))
  return text.length > most ? `${text.slice(0, most)}…` : text
}

/** A fault's name as the run knew it. */
export const faultName = (document: ScenarioDocument | null, index: number): string => {
  const fault = document?.faults[index]
  return fault === undefined ? `fault ${index + 1}` : fault.name || fault.id
}

export const FAULT_PREFIX = 'fault:'
export const STEP_PREFIX = 'step:'

/** The id of the part that a record's source names: a source, an agent, a step or a fault. */
export const partOfSource = (source: string): string =>
  source.startsWith(FAULT_PREFIX) || source.startsWith(STEP_PREFIX)
    ? source.slice(source.indexOf(':') + 1)
    : source

/** The name people gave to the part behind a record, or its id. */
export function sourceName(document: ScenarioDocument | null, source: string): string {
  if (document === null) return source
  const id = partOfSource(source)
  const { sources, agents, faults, steps } = document
  const list = source.startsWith(FAULT_PREFIX)
    ? faults
    : source.startsWith(STEP_PREFIX)
      ? steps
      : [...sources, ...agents]
  const found = list.find((part) => part.id === id)?.name
  return found || (list === steps ? innerNames(document).get(id) : undefined) || source
}

const inner = new WeakMap<ScenarioDocument, ReadonlyMap<string, string>>()

/** Steps of sub-scenarios, as a run names them, with the names of the calls that lead to them. */
function innerNames(document: ScenarioDocument): ReadonlyMap<string, string> {
  const known = inner.get(document)
  if (known !== undefined) return known
  const names = new Map<string, string>()
  for (const { spec, prefix } of graphOf(document).steps) {
    const own = spec.name || spec.id.slice(prefix.length)
    const call = names.get(prefix.slice(0, -SEPARATOR.length))
    names.set(spec.id, call === undefined ? own : `${call} › ${own}`)
  }
  inner.set(document, names)
  return names
}

/** What a fault did to an event, after its name. */
export const DEEDS: Readonly<Record<Hit['decision'], string>> = {
  drop: 'dropped it',
  delay: 'delayed it',
  replace: 'changed its payload',
  duplicate: 'doubled it',
  split: 'split it',
  inject: 'sent another event after it',
  park: 'kept it back',
  fail: 'let its handler fail',
  pause: 'paused its subscriber',
  crash: 'crashed its subscriber',
}

export const isInjected = ({ source }: Channel): boolean => source.startsWith(FAULT_PREFIX)

/** True when a fault made or changed the record's event. */
export const isTouched = (log: EventLog, seq: number): boolean =>
  log.hitsAt(seq).length > 0 || isInjected(log.channelAt(seq))

/** Names of the faults that acted on a record, each once; one that made it comes first. */
export function faultNames(log: EventLog, document: ScenarioDocument | null, seq: number): string[] {
  const channel = log.channelAt(seq)
  const made = isInjected(channel) ? [sourceName(document, channel.source)] : []
  return [...new Set([...made, ...log.hitsAt(seq).map(({ fault }) => faultName(document, fault))])]
}
