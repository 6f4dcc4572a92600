import { useDeferredValue, useMemo } from 'react'
import { analyse, runJob, type SeriesJob } from '../model/job.ts'
import type { MadeSeries, Question } from './protocol.ts'
import { useAnswer } from './use-answer.ts'

/** Up to this many steps in all a series is made where it is shown, within the frame. */
const AT_ONCE = 12_000

export interface ShownSeries {
  /** In the order of the jobs; empty before the first answer. */
  readonly series: readonly MadeSeries[]
  readonly busy: boolean
  readonly failure: string | null
}

/**
 * The series of some jobs: short ones at once, long ones by the worker, which meanwhile leaves the last
 * ones standing. The list must keep its identity while the jobs are the same.
 */
export function useSeries(jobs: readonly SeriesJob[]): ShownSeries {
  const short = jobs.reduce((sum, { count }) => sum + count, 0) <= AT_ONCE
  const question = useMemo((): Question | null => (short ? null : { type: 'series', jobs }), [short, jobs])
  const { answer, busy } = useAnswer(question)
  const made = useMemo(() => (short ? tried(jobs) : null), [short, jobs])
  // The curve follows a slider at once, what is said of it when there is time.
  const calm = useDeferredValue(made)
  const analysed = useMemo(
    () => calm?.series.map((one): MadeSeries => ({ ...one, analysis: analyse(one.job, one.data) })),
    [calm],
  )
  if (made !== null)
    return { series: calm === made ? (analysed ?? []) : made.series, busy: false, failure: made.failure }
  return {
    series: answer?.type === 'series' ? answer.series : [],
    busy,
    failure: answer?.type === 'failed' ? answer.message : null,
  }
}

function tried(jobs: readonly SeriesJob[]): { series: readonly MadeSeries[]; failure: string | null } {
  try {
    return { series: jobs.map((job) => ({ job, data: runJob(job) })), failure: null }
  } catch (error) {
    return { series: [], failure: error instanceof Error ? error.message : String(error) }
  }
}
