import { describe, expect, it } from 'vitest'
import { entries } from '../model/entries.ts'
import { seedsOf } from '../model/fan.ts'
import { digestOf, runJob, type SeriesJob } from '../model/job.ts'
import { jobOf, settingOf } from '../gallery-store.ts'
import { answer, memoryOf } from './answer.ts'
import type { Answer, Question } from './protocol.ts'

const job = (count: number): SeriesJob => jobOf(settingOf(entries[0]!, undefined), '1', count)

async function ask(question: Question, rests = Infinity): Promise<Answer[]> {
  const told: Answer[] = []
  let left = rests
  const rest = async () => left-- > 0
  await answer(question, (one) => told.push(one), rest, rest)
  return told
}

describe('the gallery’s worker', () => {
  it('makes the same series in parts as at once, and tells the curve before what is said of it', async () => {
    const jobs = [job(40_000), job(7)]
    const told = await ask({ type: 'series', jobs })
    const [made, said] = told
    if (made?.type !== 'series' || said?.type !== 'said')
      throw new Error('not a series and what is said of it')
    expect(made.series.map(({ data }) => data)).toEqual(jobs.map((one) => runJob(one)))
    expect(said.said.digest).toBe(digestOf(runJob(jobs[0]!)))
    expect([made.whole, said.whole]).toEqual([false, true])
  })

  it('says something of a series whose memory it has given away', async () => {
    const digests: string[] = []
    await answer(
      { type: 'series', jobs: [job(100)] },
      (told) => {
        // As posting it to the page does.
        structuredClone(told, { transfer: memoryOf(told) })
        if (told.type === 'said') digests.push(told.said.digest)
      },
      async () => true,
      async () => true,
    )
    expect(digests).toEqual([digestOf(runJob(job(100)))])
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

  it('says nothing of a curve that a moving slider has left behind', async () => {
    const told = await ask({ type: 'series', jobs: [job(100)] }, 0)
    expect(told.map(({ type }) => type)).toEqual(['series', 'dropped'])
  })

  it('stops when nobody waits any more', async () => {
    const told = await ask({ type: 'fan', job: job(100_000), seeds: seedsOf('1', 50) }, 3)
    expect(told).toEqual([{ type: 'dropped', whole: true }])
  })
})
