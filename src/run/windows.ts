import type { Millis } from '../base/time.ts'
import type { Bus } from './bus.ts'
import type { FaultRun } from './fault.ts'

interface Edge {
  readonly atMs: Millis
  readonly fault: FaultRun
  readonly on: boolean
}

/**
 * The moments at which faults begin and end to act, as far as the document knows them: each is marked in the
 * log before anything else happens at that moment. Edges within a cycle are timers of the bus.
 */
export class FaultWindows {
  readonly #cycleMs: Millis
  readonly #edges: readonly Edge[]
  #next = 0

  constructor(faults: readonly FaultRun[], bus: Bus, cycleMs: Millis) {
    this.#cycleMs = cycleMs
    const edges = faults
      .filter(({ isBounded, fromMs, untilMs }) => isBounded && fromMs < untilMs)
      .flatMap((fault) => [
        { atMs: fault.fromMs, fault, on: true },
        { atMs: fault.untilMs, fault, on: false },
      ])
      .filter(({ atMs }) => atMs < Infinity)
      .toSorted((a, b) => a.atMs - b.atMs)
    this.#edges = edges.filter(({ atMs }) => atMs % cycleMs === 0)
    for (const { atMs, fault, on } of edges)
      if (atMs % cycleMs !== 0) bus.schedule(atMs, () => fault.windowChanged(on))
  }

  /** The cycle at whose start the next fault begins or ends to act, or Infinity. */
  get nextCycle(): number {
    const edge = this.#edges[this.#next]
    return edge === undefined ? Infinity : edge.atMs / this.#cycleMs
  }

  /** Marks what begins and ends at the start of this cycle. */
  enter(cycle: number): void {
    for (; this.nextCycle <= cycle; this.#next++) {
      const { fault, on } = this.#edges[this.#next]!
      fault.windowChanged(on)
    }
  }
}
