import type { Position } from './types.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

interface Placed {
  readonly id: string
  readonly position: Position
}

/** How much further a step seems when it lies aside of the way. */
const ASIDE = 2

/** The step that lies next to another in a direction, as a person sees it; undefined at the edge. */
export function neighbourOf<T extends Placed>(steps: readonly T[], id: string, to: Direction): T | undefined {
  const from = steps.find((step) => step.id === id)
  if (from === undefined) return undefined
  let nearest: T | undefined
  let least = Infinity
  for (const step of steps) {
    const [x, y] = [step.position.x - from.position.x, step.position.y - from.position.y]
    const [ahead, aside] = { left: [-x, y], right: [x, y], up: [-y, x], down: [y, x] }[to] as [number, number]
    if (ahead <= 0 || Math.abs(aside) > ahead * ASIDE) continue
    const distance = ahead + ASIDE * Math.abs(aside)
    if (distance < least) [nearest, least] = [step, distance]
  }
  return nearest
}
