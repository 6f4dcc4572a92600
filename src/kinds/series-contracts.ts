import type { Problem } from '../base/problem.ts'
import type { Millis } from '../base/time.ts'
import type { ScenarioPhase, Spec, Statistic } from './contracts.ts'

/**
 * What a person who looks at series asks of profiles, sources and domains, beyond what a run needs.
 * All of it is optional: a domain without it has curves, statistics and exports all the same.
 */

/** A stretch of generated data, in data indices: [from, to). */
export interface PhaseStretch {
  readonly name: string
  readonly phase: ScenarioPhase
  readonly from: number
  readonly to: number
}

/** A source and a profile set to something people know, such as a day that markets remember. */
export interface Preset {
  /** Unique among the presets of all domains; kebab-case, part of the page's address. */
  readonly name: string
  readonly title: string
  readonly summary: string
  /** Where its figures come from. */
  readonly origin: string
  /** What is not certain about them. */
  readonly uncertain?: string
  /** Kinds of the same domain; parameters that are left out have their defaults. */
  readonly source: Spec
  readonly profile: Spec
  /** What one step stands for; the scenario's cycle when left out. */
  readonly stepMs?: Millis
  /** How many steps are worth showing; all phases and a little more when left out. */
  readonly steps?: number
}

/** How a profile that is made of free phases is read and changed, so that it can be drawn on its curve. */
export interface Composition {
  /**
   * The parameter that is the list of phases: objects with a form of their own. The profile's first spans
   * are these phases, in their order.
   */
  readonly field: string
  /** The parameter of a phase that is its length in steps, 1 or more. */
  readonly steps: string
  /** The parameter of a phase that says where it ends, from where it begins. */
  readonly change: string
  /** A change is a share of the value at the phase's beginning (-0.3 is 30 % less), or an amount. */
  readonly scale: 'relative' | 'absolute'
  /** True of a phase that ends where chance takes it: `change` is only its mean. */
  readonly isFree: (phase: Readonly<Record<string, unknown>>) => boolean
}

/** Where 5 %, half and 95 % of series of a sort lie. */
export interface Band {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** One property of a series, beside the band in which real series of about its length lie. */
export interface LikenessFact {
  readonly name: string
  readonly label: string
  /** One sentence in plain words. */
  readonly help: string
  /** Null when the series has none, such as the tail of a constant. */
  readonly value: number | null
  /** Null when no band is known for this length. */
  readonly real: Band | null
  /** The same of plain random walks: where it overlaps `real`, the property tells little. */
  readonly random: Band | null
  /** 1 inside the band, falling to 0 outside; null when the series is too short to tell. */
  readonly score: number | null
  /** Share in the verdict; 0 for what is only shown. */
  readonly weight: number
}

/** How much a series looks like the real thing. */
export interface Likeness {
  /** What it is compared with, such as `How market-like`. */
  readonly title: string
  /** 0..1, weighted; null when the series is too short to tell. */
  readonly score: number | null
  /** One sentence. */
  readonly verdict: string
  readonly facts: readonly LikenessFact[]
}

export interface AnalysisContext {
  readonly stepMs: Millis
  readonly phases: readonly PhaseStretch[]
}

/** What a whole series amounts to, beyond the statistics a run keeps. Made on demand, O(n). */
export interface Analysis {
  readonly statistics: readonly Statistic[]
  readonly likeness: Likeness | null
}

/** A column that an importer looks for. */
export interface ImportColumn {
  readonly name: string
  readonly label: string
  readonly required: boolean
}

/** Something that a file may leave open, such as which sign is the decimal one. */
export interface ImportQuestion {
  readonly name: string
  readonly label: string
  readonly answers: readonly { readonly value: string; readonly label: string }[]
}

/** An answer for each question that is not left to the file. */
export type ImportAnswers = Readonly<Record<string, string>>

/** Something wrong with a file, where it is, and what is done about it. */
export interface Defect {
  /** Line of a CSV file or place in a JSON list, from 1; 0 for the file as a whole. */
  readonly row: number
  readonly column?: string
  readonly message: string
  /** An `error` keeps the file from being used; a `warning` was dealt with as its message says. */
  readonly severity: 'error' | 'warning'
}

/** Which of the file's headers each of the importer's columns is read from. */
export type ColumnMapping = Readonly<Record<string, string>>

/** The outside of a file: enough to ask which column is which. */
export interface ReadTable {
  readonly headers: readonly string[]
  readonly rowCount: number
  /** The first few rows as they stand in the file. */
  readonly sample: readonly (readonly string[])[]
  /** The best guess; columns that were not found are left out. */
  readonly mapping: ColumnMapping
}

export interface Imported {
  readonly defects: readonly Defect[]
  /** The source that plays the file back; null when an error forbids it. */
  readonly source: Spec | null
  readonly profile: Spec | null
  /** Rows that will be played. */
  readonly rowCount: number
  /** What each question came to; without those that the file leaves open, or does not put. */
  readonly settled: ImportAnswers
}

/** Makes a source of a file that a person has: recorded prices, readings of a device. Pure. */
export interface DataImporter {
  readonly name: string
  readonly title: string
  readonly summary: string
  /** For the file dialog, such as `.csv,.json`. */
  readonly accept: string
  readonly columns: readonly ImportColumn[]
  readonly questions?: readonly ImportQuestion[]
  /** A problem when the text is no table at all. */
  read(text: string): ReadTable | Problem
  /** What nobody answered is found in the file; where the file does not say, that is an error. */
  import(text: string, mapping: ColumnMapping, answers: ImportAnswers): Imported
}
