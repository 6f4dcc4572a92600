import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { exportLog } from '../log/export.ts'
import { readRecording } from '../log/recording.ts'
import { scriptsOf } from '../program/scripts.ts'
import { runToEnd } from '../run/headless.ts'
import { isOf, isReplayable, outlineOf, recordedEvent, scenarioOfEvents } from './recording-scenario.ts'

const parsed = (value: unknown): ScenarioDocument => {
  const result = parseValue(value)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const run = (document: ScenarioDocument): EventLog => {
  const result = runToEnd(document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.log
}

const documents = examples
  .map(({ id, document }) => [id, parsed(document)] as const)
  .filter(([, document]) => scriptsOf(document).length === 0)
/** With acts of every sort. */
const rough = {
  ...present(documents[0], 'example')[1],
  faults: (['stall', 'handler-error', 'pause', 'crash-restart', 'reorder'] as const).map((kind, index) => ({
    id: kind,
    kind,
    trigger: 'every',
    n: 3 + index,
  })),
  agents: [{ id: 'echo', kind: 'rule', params: { when: 'PriceUpdate', comparison: 'any', publish: 'echo' } }],
}
documents.push(['a rough day', parsed(rough)])
const flashCrash = present(documents[0], 'example')[1]
const text = [...exportLog(run(flashCrash), flashCrash)].join('')
const lines = text.trimEnd().split('\n')

const eventsOf = (log: EventLog) =>
  Array.from({ length: log.count }, (_, seq) => seq)
    .filter((seq) => isReplayable(log, seq))
    .map((seq) => recordedEvent(log, seq))
const said = (events: ReturnType<typeof eventsOf>) =>
  events.map(({ timeMs, topic, payload }) => JSON.stringify([timeMs, topic, payload]))

describe.each(documents)('a log of %s', (_id, document) => {
  const log = run(document)
  const ids = document.faults.map(({ id }) => id)
  const read = readRecording([...exportLog(log, document)].join(''), ids)
  const recording = present(read.ok ? read.value : undefined, 'recording')

  it('is read as it was exported', () => {
    expect([...exportLog(recording.log, document)]).toEqual([...exportLog(log, document)])
    expect(recording.log.hits).toEqual(log.hits)
    expect(recording.cycleMs).toBe(document.clock.cycleMs)
  })

  it('replays: every delivered event comes again at its time', () => {
    const events = eventsOf(log).slice(0, 2_000)
    const made = scenarioOfEvents('Replay', events, recording.cycleMs)
    const replayed = eventsOf(run(present(made.ok ? made.value : undefined, 'scenario')))
    // Publishers that are agents of their own may come in another order at one instant.
    expect(said(replayed).toSorted()).toEqual(said(events).toSorted())
    expect(replayed.map(({ timeMs }) => timeMs)).toEqual(events.map(({ timeMs }) => timeMs))
  })

  it('becomes publish steps when they are few, at their times and in their order', () => {
    const events = eventsOf(log)
      .filter((_, index) => index % 7 === 3)
      .slice(0, 20)
    const made = scenarioOfEvents('A few', events, recording.cycleMs)
    const scenario = present(made.ok ? made.value : undefined, 'scenario')
    expect(scenario.steps.filter(({ kind }) => kind === 'publish')).toHaveLength(events.length)
    expect(said(eventsOf(run(scenario)))).toEqual(said(events))
  })
})

it('a recording is known for that of a scenario when all that it names is there', () => {
  const read = readRecording(
    text,
    flashCrash.faults.map(({ id }) => id),
  )
  const recording = present(read.ok ? read.value : undefined, 'recording')
  expect(isOf(flashCrash, recording)).toBe(true)
  expect(isOf({ ...flashCrash, sources: [] }, recording)).toBe(false)
  const outline = outlineOf('Other', recording)
  expect(outline.sources.map(({ id, topic }) => [id, topic])).toEqual(
    flashCrash.sources.map(({ id, topic }) => [id, topic]),
  )
  expect(outline.faults.map(({ id }) => id)).toEqual(flashCrash.faults.map(({ id }) => id))
})

const changed = (at: number, change: object) =>
  lines
    .map((line, index) => (index === at ? JSON.stringify({ ...JSON.parse(line), ...change }) : line))
    .join('\n')

it.each([
  ['nothing', '', 1, 'recording/empty'],
  ['something else', '<html></html>', 1, 'recording/not-json'],
  [
    'a line cut in half',
    `${lines.slice(0, 5).join('\n')}\n${lines[5]!.slice(0, 30)}`,
    6,
    'recording/not-json',
  ],
  ['a line that is missing', lines.filter((_, index) => index !== 7).join('\n'), 8, 'recording/out-of-order'],
  ['an unknown field', changed(3, { more: 1 }), 4, 'recording/invalid-record'],
  [
    'a reserved name',
    lines.join('\n').replace('"payload":{', '"payload":{"__proto__":{"polluted":true},'),
    1,
    'recording/invalid-record',
  ],
  ['a topic with a space', changed(2, { topic: 'a b' }), 3, 'recording/invalid-record'],
  ['a time that goes back', changed(9, { timeMs: 0, cycle: 0 }), 10, 'recording/out-of-order'],
  ['a cause that comes later', changed(4, { cause: 9 }), 5, 'recording/cause'],
  ['a cycle that does not fit', changed(30, { cycle: 99_999 }), 31, 'recording/cycle'],
  ['acts without faults', changed(1, { acts: ['drop'] }), 2, 'recording/acts'],
])('a log with %s is refused, with its line', (_what, spoilt, line, code) => {
  const read = readRecording(spoilt)
  expect(read.ok).toBe(false)
  const [problem] = read.ok ? [] : read.problems
  expect(problem).toMatchObject({ line, code })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

it('no event, or too many, make no scenario', () => {
  expect(scenarioOfEvents('x', [], 1_000).ok).toBe(false)
  const [one] = eventsOf(run(flashCrash))
  expect(scenarioOfEvents('x', Array(50_001).fill(one), 1_000).ok).toBe(false)
})
