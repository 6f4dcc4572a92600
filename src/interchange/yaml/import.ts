import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import { problemAt, type Path, type Problem, type Result } from '../../base/problem.ts'
import { parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { Account, type FieldNote } from './account.ts'
import { assertion } from './assertions.ts'
import { numberAt, own, textAt, topicAt, word } from './fields.ts'
import { readYaml } from './read.ts'

/** A scenario made from a foreign file, and what became of each of its fields. */
export interface Imported {
  readonly document: ScenarioDocument
  readonly notes: readonly FieldNote[]
}

const CYCLE_MS = 1_000
const DEFAULT_TIMEOUT_MS = 30_000
const STEP_GAP = 220

/**
 * Imports a YAML test scenario of the Python format: name, description, timeout_ms, initial_events,
 * chaos, assertions, tags. All or nothing for what cannot be read; what can be read but has no
 * counterpart here is listed.
 */
export function importYaml(text: string): Result<Imported> {
  const read = readYaml(text)
  if (!read.ok) return read
  const root = read.value
  if (!isObject(root)) return refuse([], 'A scenario is a mapping: name, chaos, assertions and so on.')
  const account = new Account()
  const problems: Problem[] = []
  const list = (key: string): JsonObject[] => objects(root, key, problems)
  const [events, chaos, assertions] = [list('initial_events'), list('chaos'), list('assertions')]
  if (problems.length > 0) return { ok: false, problems }

  const steps = [
    ...events.flatMap((event, index) => publish(event, ['initial_events', index], account)),
    wait(root, account),
    { name: 'Check', kind: 'run-assertions', params: {} },
  ].map((step, index) => ({
    id: `step-${index + 1}`,
    ...step,
    position: { x: (index + 1) * STEP_GAP, y: 0 },
  }))
  const chain = ['start', ...steps.map(({ id }) => id), 'end']
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    name: textAt(root, ['name'], 'name', account) || 'Imported scenario',
    description: description(root, account),
    clock: { cycleMs: CYCLE_MS },
    faults: chaos.flatMap((entry, index) => fault(entry, ['chaos', index], account)),
    assertions: assertions.flatMap((entry, index) => assertion(entry, ['assertions', index], account)),
    steps: [
      { id: 'start', name: 'Start', kind: 'start', position: { x: 0, y: 0 } },
      ...steps,
      { id: 'end', name: 'End', kind: 'end', position: { x: chain.length * STEP_GAP, y: 0 } },
    ],
    edges: chain.slice(1).map((to, index) => ({ from: chain[index], to, on: 'next' })),
  })
  if (!parsed.ok) return parsed
  return { ok: true, value: { document: parsed.value, notes: account.of(root) }, warnings: [] }
}

const refuse = (path: Path, message: string): { ok: false; problems: Problem[] } => ({
  ok: false,
  problems: [problemAt(path, 'yaml/not-a-scenario', message, 'Choose a test scenario of the Python format.')],
})

/** The mappings of a list; anything else in its place is a problem. */
function objects(root: JsonObject, key: string, problems: Problem[]): JsonObject[] {
  const value = own(root, key) ?? []
  if (!Array.isArray(value)) {
    problems.push(
      problemAt([key], 'yaml/not-a-list', `${key} must be a list.`, 'Write each entry after a dash.'),
    )
    return []
  }
  return (value as readonly Json[]).flatMap((entry, index) => {
    if (isObject(entry)) return [entry]
    if (key === 'initial_events' && typeof entry === 'string') return [{ event_name: entry }]
    problems.push(
      problemAt(
        [key, index],
        'yaml/not-a-mapping',
        `${key} holds mappings only.`,
        'Write its fields below the dash.',
      ),
    )
    return []
  })
}

function description(root: JsonObject, account: Account): string {
  const value = own(root, 'description')
  if (value !== undefined) account.mapped(['description'], 'description')
  const said =
    value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  const tags = own(root, 'tags')
  if (tags === undefined || tags === null) return said.slice(0, 9_000)
  account.mapped(['tags'], 'description, as a line of its own')
  const words = Array.isArray(tags)
    ? (tags as readonly Json[]).map((tag) => (typeof tag === 'string' ? tag : JSON.stringify(tag)))
    : [JSON.stringify(tags)]
  return `${said.slice(0, 8_000)}\nTags: ${words.join(', ').slice(0, 900)}`.trim()
}

function wait(root: JsonObject, account: Account) {
  const timeoutMs = numberAt(root, ['timeout_ms'], account)
  const cycles = Math.max(1, Math.ceil(Math.min(timeoutMs ?? DEFAULT_TIMEOUT_MS, 1e11) / CYCLE_MS))
  if (timeoutMs !== undefined) account.mapped(['timeout_ms'], `a wait of ${cycles} cycles of ${CYCLE_MS} ms`)
  return { name: 'Let time pass', kind: 'wait-cycles', params: { cycles } }
}

const NAME_KEYS = ['event_name', 'name', 'type', 'topic', 'event_type', 'event'] as const
const DATA_KEYS = ['data', 'payload', 'event_data'] as const

function publish(event: JsonObject, path: Path, account: Account) {
  const nameKey = NAME_KEYS.find((key) => typeof own(event, key) === 'string')
  const topic =
    nameKey === undefined
      ? undefined
      : topicAt(event, [...path, nameKey], 'an event published at the start', account)
  if (topic === undefined || topic.includes('*')) {
    account.lost(path, 'It names no event.')
    return []
  }
  const dataKey = DATA_KEYS.find((key) => own(event, key) !== undefined)
  const data = dataKey === undefined ? undefined : own(event, dataKey)
  if (dataKey !== undefined)
    account.mapped([...path, dataKey], isObject(data) ? 'its payload' : 'its payload, as the field value')
  const payload = data === undefined || data === null ? {} : isObject(data) ? data : { value: data }
  return [
    {
      name: `Publish ${topic}`.slice(0, 200),
      kind: 'execute-action',
      params: { action: { kind: 'publish', params: { topic, payload } } },
    },
  ]
}

function fault(entry: JsonObject, path: Path, account: Account): object[] {
  const type = own(entry, 'type')
  const number = Number(path.at(-1)) + 1
  const target = topicAt(entry, [...path, 'target_event'], 'the topic it acts on', account)
  const probability = numberAt(entry, [...path, 'probability'], account)
  const topics = target === undefined || target === '*' ? [] : [target]
  const envelope = {
    topics,
    ...(probability !== undefined && { probability: Math.min(1, Math.max(0, probability)) }),
  }
  const made = (kind: string, params: object) => {
    account.mapped([...path, 'type'], `a fault of kind ${kind}`)
    if (probability !== undefined) account.mapped([...path, 'probability'], 'probability')
    return [
      {
        id: `chaos-${number}`,
        name: `${word(type)}${target === undefined ? '' : ` ${target}`}`,
        kind,
        params,
        ...envelope,
      },
    ]
  }
  switch (type) {
    case 'delay':
    case 'latency':
      return made('delay', { holdMs: hold(entry, path, type, account) })
    case 'drop':
      return made('drop', {})
    case 'failure': {
      const message = textAt(entry, [...path, 'error_message'], 'payload of the failure event', account)
      return made('inject', {
        topic: 'system.failure',
        payload: { error: message || 'failure', target: target ?? '*' },
      })
    }
    default:
      account.lost(path, `There is no chaos of type ${JSON.stringify(type)}.`)
      return []
  }
}

/** `delay_ms` says how long; older files say it as `duration_ms`. */
function hold(entry: JsonObject, path: Path, type: string, account: Account): number {
  const [delayMs, durationMs] = (['delay_ms', 'duration_ms'] as const).map((key) =>
    numberAt(entry, [...path, key], account),
  )
  const held = delayMs ?? durationMs ?? 1_000
  if (delayMs !== undefined) account.mapped([...path, 'delay_ms'], 'how long it holds')
  if (durationMs !== undefined && delayMs === undefined)
    account.mapped([...path, 'duration_ms'], 'how long it holds')
  if (durationMs !== undefined && delayMs !== undefined)
    account.lost(
      [...path, 'duration_ms'],
      `How long a ${type} is in force is a window of cycles here; set it by hand.`,
    )
  return Math.min(86_400_000, Math.max(0, Math.round(held)))
}
