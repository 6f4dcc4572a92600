/**
 * What a step has opened and nothing has closed yet: the branches of a parallel, the body of a loop, a
 * block. Scopes lie inside of each other as the regions of the program do.
 */
export class Scope {
  /** The step that opened it. */
  readonly opener: number
  readonly opens: 'fork' | 'loop' | 'block'
  readonly parent: Scope | null
  open = true
  /** Of a loop: rounds begun. */
  round = 0
  /** Of branches: how many there are, have arrived at their join, and have ended elsewhere. */
  readonly branches: number
  arrived = 0
  ended = 0
  /** Of branches: the join at which the first has arrived, and the mark of what arrived last. */
  join = -1
  mark = -1

  constructor(opener: number, opens: Scope['opens'], parent: Scope | null, branches = 1) {
    this.opener = opener
    this.opens = opens
    this.parent = parent
    this.branches = branches
  }

  /** True when nothing of it can move any more: every branch has arrived or ended. */
  get settled(): boolean {
    return this.arrived + this.ended === this.branches
  }

  /** Why a join of all of them fails. */
  get missing(): string {
    return `${this.ended} of ${this.branches} branches ended elsewhere.`
  }
}

/** True when a place lies in a scope, or in one inside of it. Everything lies in null. */
export function isInside(place: Scope | null, scope: Scope | null): boolean {
  for (let at = place; at !== null; at = at.parent) if (at === scope) return true
  return scope === null
}

/** The innermost scope of a sort. */
export function innermost(place: Scope | null, opens: Scope['opens']): Scope | undefined {
  let at = place
  while (at !== null && at.opens !== opens) at = at.parent
  return at ?? undefined
}
