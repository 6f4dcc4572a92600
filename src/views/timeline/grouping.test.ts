import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyDocument } from '../../document/new.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { EventLog } from '../../log/event-log.ts'
import { GROUPING_NAMES, type Grouping } from '../store/timeline.ts'
import { LaneIndex } from './lane-index.ts'

const [start] = emptyDocument().steps
const document = {
  ...emptyDocument(),
  edges: [],
  sources: [{ id: 'prices', name: 'Prices' }],
  agents: [{ id: 'gate', name: 'Gateway' }],
  steps: [
    { ...start, id: 'one', name: 'First' },
    { ...start, id: 'two', name: '' },
  ],
  faults: [
    { id: 'late', name: 'Late' },
    { id: 'lost', name: '' },
  ],
} as unknown as ScenarioDocument

interface Row {
  readonly topic: string
  readonly source: string
  readonly mark: boolean
  /** Faults that acted on it. */
  readonly hits: readonly number[]
}

const event: fc.Arbitrary<Row> = fc.record({
  topic: fc.constantFrom('price', 'order.new'),
  source: fc.constantFrom('prices', 'gate', 'unknown', 'step:one', 'fault:late'),
  mark: fc.constant(false),
  hits: fc.subarray([0, 1]),
})
const mark: fc.Arbitrary<Row> = fc.record({
  topic: fc.constantFrom('$step.entered', '$step.left', '$note', '$agent.state'),
  source: fc.constantFrom('step:one', 'step:two', 'gate'),
  mark: fc.constant(true),
  hits: fc.constant([]),
})

function logOf(rows: readonly Row[]): EventLog {
  const log = new EventLog()
  for (const { topic, source, mark, hits } of rows) {
    const channel = log.channel(topic, source, mark ? 'mark' : 'delivered', log.shape([], []))
    const seq = log.append(log.count * 10, channel.id, 0, -1, new Float64Array(0), 0)
    for (const fault of hits) log.addHit(seq, { fault, decision: 'replace' })
  }
  return log
}

/** The lanes that a record belongs to, said plainly. */
const lanesOf: Readonly<Record<Grouping, (row: Row, goingOn: string | undefined) => readonly string[]>> = {
  topic: ({ topic }) => [topic],
  source: ({ source }) => [source === 'gate' || source.includes(':') ? '$rest' : source],
  agent: ({ source }) => [source === 'gate' ? 'gate' : '$rest'],
  step: ({ source }, goingOn) => [source === 'step:one' ? source : (goingOn ?? '$rest')],
  fault({ source, hits }) {
    const ids = hits.map((fault) => (fault === 0 ? 'fault:late' : 'fault:lost'))
    const all = [...new Set(source === 'fault:late' ? [source, ...ids] : ids)]
    return all.length === 0 ? ['$rest'] : all
  },
}

function naive(rows: readonly Row[], grouping: Grouping, passes: (seq: number) => boolean) {
  const lanes: Record<string, number[]> = {}
  const open: string[] = []
  for (const [seq, row] of rows.entries()) {
    if (row.topic === '$step.entered') open.push(row.source)
    if (row.topic === '$step.left' && open.includes(row.source)) open.splice(open.lastIndexOf(row.source), 1)
    const ofAgent = grouping === 'agent' && row.source === 'gate' && !row.topic.startsWith('$step')
    if (!passes(seq) || (row.mark && !ofAgent)) continue
    for (const id of lanesOf[grouping](row, open.at(-1))) (lanes[id] ??= []).push(seq)
  }
  return lanes
}

describe.each(GROUPING_NAMES)('lanes by %s', (grouping) => {
  it('have the records that a look at each of them would put there, filtered or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(event, mark), { maxLength: 60, size: 'max' }),
        fc.constantFrom(1, 3),
        fc.integer({ min: 1, max: 20 }),
        (rows, modulus, slice) => {
          const log = logOf(rows)
          const passes = (seq: number) => modulus === 1 || seq % modulus !== 0
          const index = new LaneIndex(log, { grouping, document, passes: modulus === 1 ? null : passes })
          while (index.rows < log.count) index.extend(index.rows + slice)
          const lanes = Object.fromEntries(index.lanes.map(({ id, all }) => [id, [...all]]))
          expect(lanes).toEqual(naive(rows, grouping, passes))
          const shown = rows.flatMap((_, seq) => (passes(seq) ? [seq] : []))
          expect(Array.from({ length: index.shown.length }, (_, at) => index.shown.at(at))).toEqual(shown)
        },
      ),
    )
  })
})

it('lanes have the names that people gave to the parts', () => {
  const rows = [{ topic: 'price', source: 'gate', mark: false, hits: [0, 1] }]
  const log = logOf(rows)
  const namesBy = (grouping: Grouping) => {
    const index = new LaneIndex(log, { grouping, document, passes: null })
    index.extend(1)
    return index.lanes.map(({ name }) => name)
  }
  expect(namesBy('agent')).toEqual(['Gateway'])
  expect(namesBy('source')).toEqual(['From no source'])
  expect(namesBy('fault')).toEqual(['Late', 'lost'])
})
