import type { FaultSpec } from '../document/types.ts'

/** The first match after this one that the trigger picks; matches count from 1. */
export function nextTriggered({ trigger, n, pause }: FaultSpec, match: number): number {
  switch (trigger) {
    case 'always':
      return match + 1
    case 'nth':
      return match < n ? n : Infinity
    case 'every':
      return match + n - (match % n)
    case 'first':
      return match < n ? match + 1 : Infinity
    case 'after':
      return Math.max(match, n) + 1
    case 'burst': {
      const place = match % (n + pause)
      return place < n ? match + 1 : match + n + pause - place + 1
    }
  }
}
