import type { Millis } from '../../base/time.ts'
import { all, FALSE, type Node } from './nodes.ts'
import { passTime, progress } from './progress.ts'

/** What may be left of a formula at a time. Many windows that overlap can need so much. */
const MOST_LEFT = 1_000
/** What was left, and then was left, as far as it depends on no time: a formula's automaton, found on the way. */
const MOST_KNOWN = 4_096

/** An event as a formula's follower names it. */
export interface Place {
  readonly seq: number
  readonly atMs: Millis
  readonly topic: string
}

/** A part of what is left, and the event that asked for it; none for what the formula asked from the start. */
export interface Demand {
  readonly node: Node
  readonly since: Place | null
}

/** One step of a formula's automaton. */
interface Move {
  readonly after: Node
  /** What is asked for then, all of it. */
  readonly demands: readonly Node[]
  /** For each of them, which of the demands before it were the same; none for a new one. */
  readonly continues: readonly (readonly number[])[]
  /** Of the demands before, the first that this event broke, or -1. */
  readonly broken: number
}

/**
 * Follows a formula along a trace: after each event it knows what has to be true of the events to come.
 * An untimed formula costs O(1) an event once its states are known; a timed one as much as is left of it.
 */
export class Follower {
  /** True once too much is left to go on. */
  overgrown = false
  /** The event that decided, and, where that violated the formula, what it broke. */
  decidedAt: Place | null = null
  broken: Demand | null = null
  readonly #timed: boolean
  readonly #known = new Map<string, Move>()
  #left: Node
  #demands: readonly Demand[]

  constructor(root: Node, timed: boolean) {
    this.#left = root
    this.#timed = timed
    this.#demands = demandsOf(root).map((node) => ({ node, since: null }))
  }

  get left(): Node {
    return this.#left
  }

  /** `bits` has the atoms that the event satisfies. */
  step(bits: number, place: Place): void {
    const before = this.#left
    if (before.kind === 'constant' || this.overgrown) return
    const { after, demands, continues, broken } = this.#move(before, bits, place.atMs)
    this.#left = after
    if (after.kind === 'constant') {
      this.decidedAt = place
      this.broken = this.#demands[broken] ?? null
    } else if (after.size > MOST_LEFT) this.overgrown = true
    else if (after.key !== before.key) {
      const old = this.#demands
      this.#demands = demands.map((node, index) => ({ node, since: oldest(continues[index]!, old, place) }))
    }
  }

  /** What keeps the formula from being true if the run ends now; the oldest demand first. */
  openDemands(atMs: Millis): readonly Demand[] {
    return this.#demands
      .filter(({ node }) => !passTime(node, atMs).empty)
      .toSorted((a, b) => (a.since?.seq ?? -1) - (b.since?.seq ?? -1))
  }

  #move(before: Node, bits: number, atMs: Millis): Move {
    if (this.#timed) return moveOf(before, bits, atMs)
    const key = `${bits} ${before.key}`
    const found = this.#known.get(key)
    if (found !== undefined) return found
    const move = moveOf(before, bits, 0)
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, move)
    return move
  }
}

const demandsOf = (node: Node): readonly Node[] => (node.kind === 'all' ? node.parts : [node])

function moveOf(before: Node, bits: number, atMs: Millis): Move {
  const holds = (atom: number) => (bits & (1 << atom)) !== 0
  const parts = demandsOf(before).map((node) => ({ node, after: progress(node, holds, atMs) }))
  const after = all(parts.map((part) => part.after))
  const demands = demandsOf(after)
  return {
    after,
    demands,
    continues: demands.map((demand) =>
      parts.flatMap(({ node }, index) => (isSame(node, demand) ? [index] : [])),
    ),
    broken: parts.findIndex((part) => part.after === FALSE),
  }
}

/** True of one demand before and after an event: a window stays the same window when it has begun. */
function isSame(before: Node, after: Node): boolean {
  if (before.key === after.key) return true
  const windows = before.kind === 'awaiting' || before.kind === 'keeping'
  if (!windows || before.kind !== after.kind) return false
  return before.toMs === after.toMs && before.left === after.left && before.right === after.right
}

/** Whoever asked for what is asked now: the event that first did, as long as it is asked without a break. */
function oldest(continued: readonly number[], before: readonly Demand[], place: Place): Place | null {
  let found: Place | null = place
  for (const index of continued) {
    const since = before[index]?.since ?? null
    if (found !== null && (since === null || since.seq < found.seq)) found = since
  }
  return found
}
