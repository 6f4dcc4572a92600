import type { JsonObject } from '../base/json.ts'
import { present } from '../base/assert.ts'
import { problemAt, type Result } from '../base/problem.ts'
import { sourceKinds } from '../catalog.ts'
import { STEP_PITCH } from '../document/geometry.ts'
import { emptyDocument } from '../document/new.ts'
import { parseValue } from '../document/parse.ts'
import type { FaultSpec, ScenarioDocument, SourceSpec } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Recording } from '../log/recording.ts'

/** One event to be published again. */
export interface RecordedEvent {
  readonly timeMs: number
  readonly topic: string
  readonly source: string
  readonly payload: JsonObject
}

/** More than so many steps are no graph to look at: agents publish them then. */
const MOST_STEPS = 60
/** An agent publishes so many; together they must fit into a document. */
const MOST_EVENTS = 50_000

/** What of a log can be published again: what was delivered, without the engine's own notes. */
export const isReplayable = (log: EventLog, seq: number): boolean =>
  log.channelAt(seq).stage === 'delivered' && !log.channelAt(seq).topic.startsWith('$')

export const recordedEvent = (log: EventLog, seq: number): RecordedEvent => {
  const { topic, source } = log.channelAt(seq)
  return { timeMs: log.timeAt(seq), topic, source, payload: log.payloadAt(seq) }
}

/**
 * A scenario that publishes these events again at their times. A few become publish steps, with waits
 * between them and a clock fine enough to meet each time; many, one agent for each publisher.
 */
export function scenarioOfEvents(
  name: string,
  events: readonly RecordedEvent[],
  cycleMs: number,
): Result<ScenarioDocument> {
  if (events.length === 0)
    return refuse('no-events', 'None of these records can be published again.', 'Choose delivered events.')
  if (events.length > MOST_EVENTS)
    return refuse(
      'too-many-events',
      `${events.length} events; a scenario can hold ${MOST_EVENTS} recorded ones.`,
      'Choose fewer, such as those of one topic.',
    )
  return parseValue({
    format: 'scenario-studio',
    version: 1,
    name: name.slice(0, 200),
    description: `Publishes ${events.length} recorded ${events.length === 1 ? 'event' : 'events'} again, at their times.`,
    ...(events.length > MOST_STEPS ? asAgents(events, cycleMs) : asSteps(events)),
  })
}

function asSteps(events: readonly RecordedEvent[]) {
  const cycleMs = events.reduce((common, { timeMs }) => divisor(common, timeMs), 0)
  // All of them at the beginning: any clock will do.
  const clock = { cycleMs: Math.min(cycleMs || 1_000, 86_400_000) }
  const steps: object[] = [{ id: 'start', name: 'Start', kind: 'start', params: {} }]
  let nowMs = 0
  events.forEach(({ timeMs, topic, payload }, index) => {
    if (timeMs > nowMs) {
      const cycles = (timeMs - nowMs) / clock.cycleMs
      steps.push({
        id: `wait-${index + 1}`,
        name: `Until ${timeMs} ms`,
        kind: 'wait-cycles',
        params: { cycles },
      })
      nowMs = timeMs
    }
    steps.push({ id: `publish-${index + 1}`, name: topic, kind: 'publish', params: { topic, payload } })
  })
  // What was published last is delivered in the cycle that follows.
  steps.push({ id: 'wait-end', name: 'Let it arrive', kind: 'wait-cycles', params: { cycles: 1 } })
  return { clock, ...inARow(steps) }
}

function asAgents(events: readonly RecordedEvent[], cycleMs: number) {
  const bySource = new Map<string, RecordedEvent[]>()
  for (const event of events) {
    const its = bySource.get(event.source)
    if (its === undefined) bySource.set(event.source, [event])
    else its.push(event)
  }
  const ids = new Set<string>()
  const agents = [...bySource].map(([source, its]) => {
    const id = freshId(source, ids)
    ids.add(id)
    const params = { events: its.map(({ timeMs, topic, payload }) => [timeMs, topic, payload]) }
    return { id, name: source, kind: 'recording', params }
  })
  const cycles = Math.floor(present(events.at(-1), 'last event').timeMs / cycleMs) + 1
  const steps = [
    { id: 'start', name: 'Start', kind: 'start', params: {} },
    { id: 'play', name: 'Play the recording', kind: 'wait-cycles', params: { cycles } },
  ]
  return { clock: { cycleMs }, agents, ...inARow(steps) }
}

const PER_ROW = 6

function inARow(steps: readonly object[]) {
  const all = [...steps, { id: 'end', name: 'End', kind: 'end', params: {} }] as readonly { id: string }[]
  return {
    steps: all.map((step, index) => ({
      ...step,
      position: { x: (index % PER_ROW) * STEP_PITCH.x, y: Math.floor(index / PER_ROW) * STEP_PITCH.y },
    })),
    edges: all
      .slice(1)
      .map(({ id }, index) => ({ from: present(all[index], 'step').id, to: id, on: 'next' })),
  }
}

function freshId(source: string, taken: ReadonlySet<string>): string {
  const plain = source.replace(/^(step|fault):/, '').replaceAll(/[^A-Za-z0-9_-]+/g, '-')
  const stem = (/^[A-Za-z]/.test(plain) ? plain : `from-${plain}`).slice(0, 56)
  const isFree = (id: string) => !taken.has(id) && !['start', 'play', 'end'].includes(id)
  if (isFree(stem)) return stem
  for (let nth = 2; ; nth++) if (isFree(`${stem}-${nth}`)) return `${stem}-${nth}`
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

const refuse = (code: string, message: string, fix: string): Result<never> => ({
  ok: false,
  problems: [problemAt([], `recording/${code}`, message, fix)],
})

// ------------------------------------------------------------------------------------- to look at

/** True when all that the recording names is part of the document whose faults the reader was told of. */
export function isOf(document: ScenarioDocument, { log, cycleMs, faults }: Recording): boolean {
  if (document.clock.cycleMs !== cycleMs) return false
  const { sources, agents, steps } = document
  const known = new Set<string>(['run', ...[...sources, ...agents].map(({ id }) => id)])
  for (const { id } of steps) known.add(`step:${id}`)
  for (const { id } of document.faults) known.add(`fault:${id}`)
  return log.channels.every(({ source }) => known.has(source)) && faults.length === document.faults.length
}

/** The parts that a recording lets guess, under the ids it has: what panels need to show it. */
export function outlineOf(name: string, { log, cycleMs, faults }: Recording): ScenarioDocument {
  const empty = emptyDocument(name.slice(0, 200) || 'Recording')
  return {
    ...empty,
    clock: { cycleMs },
    sources: log.channels.flatMap(({ stage, source, topic, shape }, index): SourceSpec[] => {
      const again = log.channels.findIndex((other) => other.source === source && other.topic === topic)
      const kind =
        stage === 'mark' || source.includes(':') || again < index ? undefined : kindWith(shape.fields)
      if (kind === undefined) return []
      const profile = present(kind.profiles[0], 'profile')
      const params = kind.params.parse({})
      return [
        {
          id: source,
          name: '',
          topic,
          kind: kind.name,
          params,
          profile: { kind: profile.name, params: profile.params.parse({}) },
        },
      ]
    }),
    faults: faults.map((id): FaultSpec => ({ ...present(parsedFault(), 'fault'), id, name: '' })),
  }
}

/** The kind of source whose data look like that; one that claims the least about them. */
const kindWith = (fields: readonly string[]) =>
  sourceKinds
    .filter((kind) => kind.fields.slice(0, 1).every((field) => fields.includes(field)))
    .toSorted((a, b) => a.profiles.length - b.profiles.length)[0]

/** A fault of which only the name is known. */
function parsedFault(): FaultSpec | undefined {
  const parsed = parseValue({ ...emptyDocument(), faults: [{ id: 'fault', kind: 'drop', enabled: false }] })
  return parsed.ok ? parsed.value.faults[0] : undefined
}
