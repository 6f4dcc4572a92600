import type { Millis } from '../base/time.ts'
import type { ChaosContext, Decision } from './contracts.ts'

export const OVERFLOW_POLICIES = ['drop-new', 'drop-old', 'drop-random'] as const
export type OverflowPolicy = (typeof OVERFLOW_POLICIES)[number]

interface QueueSpec {
  /** How long the next event takes to be served. */
  readonly serviceMs: () => Millis
  /** Events that may wait besides the one being served. */
  readonly capacity: number
  readonly policy: OverflowPolicy
}

/**
 * One server with a queue in front: an event goes on when its service begins, those behind it wait, and those
 * that find the queue full are lost, or let another one be lost in their place.
 */
export function serveInTurn(
  { serviceMs, capacity, policy }: QueueSpec,
  context: ChaosContext,
): () => Decision {
  const { parking, schedule, random } = context
  let busy = false
  const occupy = () => {
    busy = true
    schedule(serviceMs(), () => {
      busy = false
      if (parking.count === 0) return
      parking.release(0)
      occupy()
    })
  }
  return () => {
    if (!busy) {
      occupy()
      return { do: 'pass' }
    }
    if (parking.count < capacity) return { do: 'park' }
    if (policy === 'drop-new' || parking.count === 0) return { do: 'drop' }
    parking.discard(policy === 'drop-old' ? 0 : random.below(parking.count))
    return { do: 'park' }
  }
}
