import type { Instruction } from './instruction.ts'
import { NEXT } from './ports.ts'

/** What has a beginning and an end among the steps: branches, the rounds of a loop, a block. */
export type Structure = 'fork' | 'loop' | 'block'

/** The way out of a loop that leads into a round; the others lead on. */
export const ROUND = 'body'

/** What begins on a step's way out. */
export function opensOn(op: Instruction['op'] | undefined, way: string): Structure | null {
  switch (op) {
    case 'fork':
      return op
    case 'loop':
      return way === ROUND ? op : null
    case 'block':
      return way === NEXT.name ? op : null
    default:
      return null
  }
}

/** What a step ends: the innermost of its sort. A loop is left by any way, and has nothing at its end. */
export function closedBy(op: Instruction['op'] | undefined): Structure | null {
  if (op === 'join') return 'fork'
  return op === 'end-block' ? 'block' : null
}
