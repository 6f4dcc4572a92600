import { useEffect, useMemo, useState } from 'react'
import { useForeign } from '../../store/trust.ts'
import { analyse, codeOfJob, digestOf, runJob, type SeriesJob } from '../model/job.ts'
import type { MadeSeries, Question, Said } from './protocol.ts'
import { useAnswer } from './use-answer.ts'

/** Up to this many steps in all a series is made where it is shown, within the frame. */
const AT_ONCE = 12_000

export interface ShownSeries {
  /** In the order of the jobs; those of the last jobs while new ones are made. Empty at first. */
  readonly series: readonly MadeSeries[]
  /** What is said of the first; of the last one that something was said of. Undefined at first. */
  readonly said: Said | undefined
  readonly busy: boolean
  readonly failure: string | null
  /** Code among the profiles that came from elsewhere: nothing is made until it is allowed. Null when there is none. */
  readonly foreign: string | null
}

/**
 * The series of some jobs: short ones at once, long ones by the worker, which meanwhile leaves the last
 * ones standing. The list must keep its identity while the jobs are the same.
 */
export function useSeries(jobs: readonly SeriesJob[]): ShownSeries {
  const codes = useMemo(() => jobs.flatMap((job) => codeOfJob(job) ?? []), [jobs])
  const foreign = useForeign(codes)
  const short = codes.length === 0 && jobs.reduce((sum, { count }) => sum + count, 0) <= AT_ONCE
  const question = useMemo(
    (): Question | null => (short || foreign !== null ? null : { type: 'series', jobs }),
    [short, foreign, jobs],
  )
  const { answer, said: heard, busy } = useAnswer(question)
  const made = useMemo(() => (short ? tried(jobs) : null), [short, jobs])
  // The curve follows a slider at once, what is said of it when the slider has come to rest.
  const [first] = useRested(made)?.series ?? []
  const own = useMemo(
    () => first && { analysis: analyse(first.job, first.data), digest: digestOf(first.data) },
    [first],
  )
  const said = useLastKnown(short ? own : (heard ?? undefined))
  if (foreign !== null) return { series: [], said: undefined, busy: false, failure: null, foreign }
  if (made !== null) return { series: made.series, said, busy: false, failure: made.failure, foreign: null }
  const told = answer?.type === 'series' ? answer.series : []
  return {
    series: told,
    said,
    busy,
    failure: answer?.type === 'failed' ? answer.message : null,
    foreign: null,
  }
}

function tried(jobs: readonly SeriesJob[]): { series: readonly MadeSeries[]; failure: string | null } {
  try {
    return { series: jobs.map((job) => ({ job, data: runJob(job) })), failure: null }
  } catch (error) {
    return { series: [], failure: error instanceof Error ? error.message : String(error) }
  }
}

const REST_MS = 120

/** The value once it has stood still for a moment; the first at once. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(() => value), REST_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** The value, or while it is undefined the last that was not. */
function useLastKnown<T>(value: T | undefined): T | undefined {
  const [known, setKnown] = useState(value)
  if (value !== undefined && !Object.is(value, known)) setKnown(() => value)
  return value ?? known
}
