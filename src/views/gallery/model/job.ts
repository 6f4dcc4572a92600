import { present } from '../../../base/assert.ts'
import { findKind, sourceKinds } from '../../../catalog.ts'
import { Generation, type GeneratedData } from '../../../domains/generate.ts'
import { Digest } from '../../../log/digest.ts'
import type { Analysis } from '../../../kinds/series-contracts.ts'
import type { Values } from './entries.ts'

/** A series to be made: plain data, so that a worker can be asked for it. Parameters are parsed. */
export interface SeriesJob {
  readonly source: string
  readonly sourceParams: Values
  readonly profile: string
  readonly profileParams: Values
  readonly seed: string
  readonly streamId: string
  readonly count: number
  readonly stepMs: number
}

export function beginJob(job: SeriesJob): Generation {
  const source = present(findKind(sourceKinds, job.source), `source ${job.source}`)
  const profile = present(findKind(source.profiles, job.profile), `profile ${job.profile}`)
  return new Generation(source, job.sourceParams, profile, job.profileParams, {
    seed: job.seed,
    id: job.streamId,
    count: job.count,
    stepMs: job.stepMs,
  })
}

export function runJob(job: SeriesJob): GeneratedData {
  const generation = beginJob(job)
  generation.advance(job.count)
  return generation.result()
}

/** What the source's own kind says of the whole series; null when it says nothing. */
export function analyse(job: SeriesJob, data: GeneratedData): Analysis | null {
  const kind = findKind(sourceKinds, job.source)
  if (kind?.analyse === undefined) return null
  return kind.analyse(data.timeSeries, {
    stepMs: job.stepMs,
    phases: data.phases,
  })
}

/** One digest over every bit of every field: the same on every machine for the same settings and seed. */
export function digestOf(data: GeneratedData): string {
  const digest = new Digest()
  for (const [field, column] of Object.entries(data.timeSeries)) {
    digest.text(field)
    digest.doubles(column)
  }
  return digest.hex()
}
