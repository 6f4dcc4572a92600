import { present } from '../../../base/assert.ts'
import { domains } from '../../../catalog.ts'
import type { GeneratedData } from '../../../domains/generate.ts'
import { fanOf, outcomeOf, positionsOf, sampleAt } from '../model/fan.ts'
import { loadScripts, ScriptStopped } from '../../../domains/script-starter.ts'
import { analyse, beginJob, codeOfJob, digestOf, saidOf, type SeriesJob } from '../model/job.ts'
import type { Answer, MadeSeries, Question } from './protocol.ts'

/** Steps made between two looks at the clock. */
const PART = 16_384
/** The same of a profile in code, which takes longer. */
const CODE_PART = 2_048
/** Steps of a fan that are looked at: more than a screen can tell apart. */
const FAN_POINTS = 400

/**
 * Answers a question; `rest` is called every few milliseconds and gives false when nobody waits for the
 * answer any more. The curve of a series comes before the analysis of it, which takes longer and cannot be
 * stopped: `pause` waits until a slider has come to rest.
 */
export async function answer(
  question: Question,
  tell: (answer: Answer) => void,
  rest: () => Promise<boolean>,
  pause: () => Promise<boolean>,
): Promise<void> {
  const dropped = () => tell({ type: 'dropped', whole: true })
  if (question.type === 'series') {
    const series: MadeSeries[] = []
    for (const job of question.jobs) {
      const data = await generate(job, rest)
      if (data === null) return dropped()
      series.push({ job, data })
    }
    const first = present(series[0], 'a series')
    tell({ type: 'series', series: [copied(first), ...series.slice(1)], whole: false })
    if (!(await pause())) return dropped()
    const said = { analysis: analyse(first.job, first.data), digest: digestOf(first.data) }
    return tell({ type: 'said', said, whole: true })
  }
  if (question.type === 'fan') {
    const { job, seeds } = question
    const xs = positionsOf(job.count, FAN_POINTS)
    const runs: Float64Array[] = []
    const outcomes = []
    for (const seed of seeds) {
      const data = await generate({ ...job, seed }, rest)
      if (data === null) return dropped()
      const values = present(Object.values(data.timeSeries)[0], 'a field')
      runs.push(sampleAt(values, xs))
      outcomes.push(outcomeOf(seed, values))
    }
    return tell({ type: 'fan', fan: fanOf(xs, runs, outcomes), job, whole: true })
  }
  const importer = present(
    domains.flatMap(({ importers = [] }) => importers).find(({ name }) => name === question.importer),
    `importer ${question.importer}`,
  )
  if (question.type === 'read')
    return tell({ type: 'read', table: importer.read(question.text), whole: true })
  tell({
    type: 'import',
    imported: importer.import(question.text, question.mapping, question.answers),
    whole: true,
  })
}

async function generate(job: SeriesJob, rest: () => Promise<boolean>): Promise<GeneratedData | null> {
  const scripts = codeOfJob(job) === null ? undefined : await loadScripts()
  try {
    const generation = beginJob(job, scripts)
    const part = scripts === undefined ? PART : CODE_PART
    while (generation.advance(part)) if (!(await rest())) return null
    return generation.result()
  } catch (error) {
    throw error instanceof ScriptStopped ? new Error(saidOf(job, error)) : error
  }
}

/** What is told is given away with its memory; what is said of it needs the columns still. */
const copied = (made: MadeSeries): MadeSeries => ({
  ...made,
  data: {
    ...made.data,
    timesMs: made.data.timesMs.slice(),
    timeSeries: Object.fromEntries(
      Object.entries(made.data.timeSeries).map(([name, column]) => [name, column.slice()]),
    ),
  },
})

/** The memory of an answer, to be given away rather than copied. */
export function memoryOf(told: Answer): ArrayBuffer[] {
  if (told.type === 'fan')
    return [...told.fan.quantiles, ...told.fan.runs].map(({ buffer }) => buffer as ArrayBuffer)
  if (told.type !== 'series') return []
  return told.series.flatMap(({ data }) =>
    [data.timesMs, ...Object.values(data.timeSeries)].map(({ buffer }) => buffer as ArrayBuffer),
  )
}
