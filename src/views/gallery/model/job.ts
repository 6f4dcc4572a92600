import { present } from '../../../base/assert.ts'
import { findKind, sourceKinds } from '../../../catalog.ts'
import { Generation, type GeneratedData } from '../../../domains/generate.ts'
import { Digest } from '../../../log/digest.ts'
import type { Analysis } from '../../../kinds/series-contracts.ts'
import { describeForm } from '../../../kinds/form.ts'
import { problemOf } from '../../../run/script-problem.ts'
import type { ScriptStopped, StartScripts } from '../../../domains/script-starter.ts'
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

const kindsOf = (job: Pick<SeriesJob, 'source' | 'profile'>) => {
  const source = present(findKind(sourceKinds, job.source), `source ${job.source}`)
  return { source, profile: present(findKind(source.profiles, job.profile), `profile ${job.profile}`) }
}

/** A person's code in the profile of a series; null where there is none, and nothing has to be loaded. */
export function codeOfJob(job: Pick<SeriesJob, 'source' | 'profile' | 'profileParams'>): string | null {
  const field = describeForm(kindsOf(job).profile.params).find(({ script }) => script !== undefined)
  const code = field && job.profileParams[field.name]
  return typeof code === 'string' ? code : null
}

/** Where the profile is code, `scripts` starts it. */
export function beginJob(job: SeriesJob, scripts?: StartScripts): Generation {
  const { source, profile } = kindsOf(job)
  return new Generation(source, job.sourceParams, profile, job.profileParams, {
    seed: job.seed,
    id: job.streamId,
    count: job.count,
    stepMs: job.stepMs,
    scripts,
  })
}

/** Why a series in code could not be made, as a person reads it. */
export function saidOf(job: SeriesJob, { fault, moment }: ScriptStopped): string {
  const what = { what: 'profile', partName: kindsOf(job).profile.title, path: [] }
  const { message, fix } = problemOf(what, fault, moment, moment === null ? '' : 'next')
  return fix === undefined ? message : `${message} ${fix}`
}

export function runJob(job: SeriesJob, scripts?: StartScripts): GeneratedData {
  const generation = beginJob(job, scripts)
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
