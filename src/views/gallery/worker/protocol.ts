import type { GeneratedData } from '../../../domains/generate.ts'
import type {
  Analysis,
  ColumnMapping,
  ImportAnswers,
  Imported,
  ReadTable,
} from '../../../kinds/series-contracts.ts'
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
      readonly answers: ImportAnswers
    }

/** A series as it was asked for. */
export interface MadeSeries {
  readonly job: SeriesJob
  readonly data: GeneratedData
}

/** What is said of a series, a moment after its curve. */
export interface Said {
  /** Null when its kind says nothing. */
  readonly analysis: Analysis | null
  readonly digest: string
}

/** Each question is answered by its type; a series is followed by what is said of the first of them. */
export type Answer =
  | { readonly type: 'series'; readonly series: readonly MadeSeries[]; readonly whole: false }
  | { readonly type: 'said'; readonly said: Said; readonly whole: true }
  | { readonly type: 'fan'; readonly fan: Fan; readonly job: SeriesJob; readonly whole: true }
  | { readonly type: 'read'; readonly table: ReadTable | Problem; readonly whole: true }
  | { readonly type: 'import'; readonly imported: Imported; readonly whole: true }
  | { readonly type: 'failed'; readonly message: string; readonly whole: true }
  /** Nobody waits any more. */
  | { readonly type: 'dropped'; readonly whole: true }

/** The page to the worker. */
export type ToWorker = { readonly type: 'ask'; readonly question: Question } | { readonly type: 'drop' }
