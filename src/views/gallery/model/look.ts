import type { Values } from './entries.ts'

/** What a person changed of an entry; what is left out is the entry's own. */
export interface Change {
  readonly sourceParams?: Values
  readonly profileParams?: Values
  /** Undefined: as many as its phases ask for. */
  readonly steps?: number | undefined
}

/** How the curve is looked at: the same for every entry, so that going from one to the next compares. */
export interface Look {
  readonly mode: 'one' | 'seeds' | 'compare'
  readonly style: 'line' | 'candles'
  readonly logScale: boolean
  readonly normalised: boolean
  /** The fields drawn below the curve; undefined: what suits the source. */
  readonly panels: readonly string[] | undefined
  readonly seedCount: number
}

export const STANDARD_LOOK: Look = {
  mode: 'one',
  style: 'line',
  logScale: false,
  normalised: true,
  panels: undefined,
  seedCount: 50,
}

export const MOST_STEPS = 1_000_000
export const FEWEST_STEPS = 2
