import type { Position } from './types.ts'

/** Every step has the same size: layouts stay calm, and nothing has to be measured. */
export const STEP_SIZE = { width: 178, height: 72 } as const

/** From one step to the next one beside it, and below it. */
export const STEP_PITCH = { x: 220, y: 120 } as const

/** What positions snap to. */
export const GRID = 10

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The smallest box around boxes; null around nothing. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export const boxOfStep = ({ position }: { readonly position: Position }): Box => ({
  ...position,
  ...STEP_SIZE,
})
