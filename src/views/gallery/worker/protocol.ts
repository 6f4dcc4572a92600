import type { GeneratedData } from '../../../domains/generate.ts'
import type { Analysis, ColumnMapping, Imported, ReadTable } from '../../../kinds/series-contracts.ts'
import type { Problem } from '../../../base/problem.ts'
import type { Fan } from '../model/fan.ts'
import type { SeriesJob } from '../model/job.ts'

/** What the page asks of the gallery's worker. */
export type Question =
  | { readonly type: 'series'; readonly jobs: readonly SeriesJob[] }
  | { readonly type: 'fan'; readonly job: SeriesJob; readonly seeds: readonly string[] }
  | { readonly type: 'read'; readonly importer: string; readonly text: string }
  | {
      readonly type: 'import'
      readonly importer: string
      readonly text: string
      readonly mapping: ColumnMapping
    }

/** A series and what its kind says of it. */
export interface MadeSeries {
  readonly job: SeriesJob
  readonly data: GeneratedData
  /** Comes a moment after the curve; undefined until then, null when the kind says nothing. */
  readonly analysis?: Analysis | null
}

/** Each question is answered by its type; `series` may be answered twice, the second time with analyses. */
export type Answer =
  | { readonly type: 'series'; readonly series: readonly MadeSeries[]; readonly whole: boolean }
  | { readonly type: 'fan'; readonly fan: Fan; readonly job: SeriesJob; readonly whole: true }
  | { readonly type: 'read'; readonly table: ReadTable | Problem; readonly whole: true }
  | { readonly type: 'import'; readonly imported: Imported; readonly whole: true }
  | { readonly type: 'failed'; readonly message: string; readonly whole: true }
  /** Nobody waits any more. */
  | { readonly type: 'dropped'; readonly whole: true }

/** The page to the worker. */
export type ToWorker = { readonly type: 'ask'; readonly question: Question } | { readonly type: 'drop' }
