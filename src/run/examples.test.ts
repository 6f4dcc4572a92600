import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import { runScenario } from './headless.ts'

const finished = async (id: string, seed?: string) => {
  const example = present(
    examples.find((candidate) => candidate.id === id),
    `example ${id}`,
  )
  const parsed = parseValue(example.document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const result = await runScenario(parsed.value, {
    allowScripts: true,
    ...(seed === undefined ? {} : { seed }),
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

describe('every example', () => {
  it.each(examples.map(({ id, verdict }) => [id, verdict] as const))(
    '%s ends %s, without warnings',
    async (id, verdict) => {
      const { report, warnings } = await finished(id)
      expect(report.assertions.filter((a) => a.verdict === 'violated').map((a) => a.message)).toHaveLength(
        verdict === 'failed' ? 1 : 0,
      )
      expect(report.verdict).toBe(verdict)
      expect(warnings).toEqual([])
      expect(report.chaos.filter(({ hits }) => hits === 0)).toEqual([])
      expect(report.assertions.filter(({ vacuous, kind }) => vacuous && kind !== 'no-event')).toEqual([])
    },
  )

  it.each(examples.map(({ id }) => id))(
    '%s is the same run twice, and another with another seed',
    async (id) => {
      const digest = async (seed?: string) => (await finished(id, seed)).report.digest
      expect(await digest()).toBe(await digest())
      expect(await digest()).not.toBe(await digest('another'))
    },
  )

  it.each(examples.map(({ id }) => id))('%s conserves its events', async (id) => {
    const { report } = await finished(id)
    const { published, injected, duplicated, delivered, dropped, inFlight } = report.conservation
    expect(published + injected + duplicated).toBe(delivered + dropped + inFlight)
  })
})

describe('the flash crash', () => {
  it('delivers 35 prices, the one of cycle 15 at cycle 20', async () => {
    const { report, log } = await finished('flash-crash')
    expect(report.steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
      'Start: passed',
      'Normal phase: passed',
      'Crash phase: passed',
      'Recovery phase: passed',
      'Verify recovery: passed',
      'End: passed',
    ])
    expect(report.cycles).toBe(35)
    expect(report.durationMs).toBe(35_000)
    expect(report.events.byTopic).toEqual({ PriceUpdate: 35 })
    expect(report.chaos).toMatchObject([{ id: 'late-price', matched: 1, hits: 1, firstHitMs: 15_000 }])
    const rows = Array.from({ length: log.count }, (_, seq) => seq)
    const held = present(
      rows.find((seq) => log.channelAt(seq).stage === 'held'),
      'held row',
    )
    const late = present(
      rows.find((seq) => log.causeAt(seq) === held),
      'its delivery',
    )
    expect(log.timeAt(held)).toBe(15_000)
    expect(log.timeAt(late)).toBe(20_000)
    expect(log.channelAt(late)).toMatchObject({ topic: 'PriceUpdate', stage: 'delivered' })
    expect(log.payloadAt(late)).toEqual(log.payloadAt(held))
  })

  it('falls by exactly the severity and recovers to where it fell from', async () => {
    const { log } = await finished('flash-crash')
    const byTime = Array.from({ length: log.count }, (_, seq) => seq)
      .filter((seq) => log.channelAt(seq).topic === 'PriceUpdate')
      .filter(
        (seq) =>
          log.channelAt(seq).stage === 'held' ||
          log.channelAt(log.causeAt(seq) < 0 ? seq : log.causeAt(seq)).stage !== 'held',
      )
      .map((seq) => log.numberAt(seq, 'price'))
    expect(byTime).toHaveLength(35)
    const before = present(byTime[9], 'price')
    expect(present(byTime[14], 'price')).toBeCloseTo(before * 0.7, 1)
    expect(present(byTime[34], 'price')).toBeCloseTo(before, 1)
  })
})
