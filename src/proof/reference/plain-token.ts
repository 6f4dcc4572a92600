/** What a step has opened and nothing has closed yet. */
export interface Open {
  readonly opener: string
  readonly sort: 'fork' | 'loop' | 'block'
  over: boolean
  round: number
  branches: number
  arrived: number
  ended: number
  join: string | null
  mark: number
}

export interface Token {
  at: string
  place: number
  /** Has entered the step it stands at. */
  in: boolean
  gone: boolean
  failure: string | null
  /** Outermost first. */
  inside: readonly Open[]
  waits: Waiting | null
  mark: number
}

export interface Waiting {
  /** Which wait of the run it is. */
  readonly nth: number
  readonly topic: string | null
  left: number
  /** Cycle at whose start it is over. */
  readonly until: number
}

export const opened = (opener: string, sort: Open['sort'], mark: number): Open => ({
  opener,
  sort,
  over: false,
  round: 0,
  branches: 1,
  arrived: 0,
  ended: 0,
  join: null,
  mark,
})

/** Why a join of all branches fails. */
export const missing = ({ ended, branches }: Open): string =>
  `${ended} of ${branches} branches ended elsewhere.`

export const tokenAt = (at: string, inside: readonly Open[], mark: number): Token => ({
  at,
  place: 0,
  in: false,
  gone: false,
  failure: null,
  inside,
  waits: null,
  mark,
})

/** The innermost of a sort that a token lies inside of. */
export const innermost = ({ inside }: Token, sort: Open['sort']): Open | undefined =>
  inside.findLast((open) => open.sort === sort)
