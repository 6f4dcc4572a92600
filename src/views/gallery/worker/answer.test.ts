import { describe, expect, it } from 'vitest'
import { entries } from '../model/entries.ts'
import { seedsOf } from '../model/fan.ts'
import { runJob, type SeriesJob } from '../model/job.ts'
import { jobOf, settingOf } from '../gallery-store.ts'
import { answer, memoryOf } from './answer.ts'
import type { Answer, Question } from './protocol.ts'

const job = (count: number): SeriesJob => jobOf(settingOf(entries[0]!, undefined), '1', count)

async function ask(question: Question, rests = Infinity): Promise<Answer[]> {
  const told: Answer[] = []
  let left = rests
  await answer(
    question,
    (one) => told.push(one),
    async () => left-- > 0,
  )
  return told
}

describe('the gallery’s worker', () => {
  it('makes the same series in parts as at once, and tells the curve before what is said of it', async () => {
    const jobs = [job(40_000), job(7)]
    const told = await ask({ type: 'series', jobs })
    expect(told.map(({ type, whole }) => [type, whole])).toEqual([
      ['series', false],
      ['series', true],
    ])
    for (const one of told) {
      if (one.type !== 'series') throw new Error('not a series')
      expect(one.series.map(({ data }) => data)).toEqual(jobs.map(runJob))
    }
  })

  it('gives the memory of one telling away without taking it from the next', async () => {
    const told = await ask({ type: 'series', jobs: [job(100)] })
    const [early, late] = told.map((one) => new Set(memoryOf(one)))
    expect(early?.size).toBeGreaterThan(0)
    expect([...(early ?? [])].some((buffer) => late?.has(buffer))).toBe(false)
  })

  it('draws each run of a fan from a seed that can be seen alone', async () => {
    const seeds = seedsOf('x', 5)
    const [told] = await ask({ type: 'fan', job: job(300), seeds })
    if (told?.type !== 'fan') throw new Error('not a fan')
    expect(told.fan.outcomes.map(({ seed }) => seed)).toEqual(seeds)
    seeds.forEach((seed, nth) => {
      const values = Object.values(runJob({ ...job(300), seed }).timeSeries)[0]
      expect(told.fan.runs[nth]).toEqual(values)
    })
  })

  it('stops when nobody waits any more', async () => {
    const told = await ask({ type: 'fan', job: job(100_000), seeds: seedsOf('1', 50) }, 3)
    expect(told).toEqual([{ type: 'dropped', whole: true }])
  })
})
