import type { Context } from './scene.ts'

interface Columns {
  readonly counts: Uint32Array
  /** The count that is as tall as there is room. */
  readonly most: number
  readonly left: number
  readonly bottom: number
  readonly columnPx: number
  /** Height of a bar in pixels; a count of one is still seen. */
  readonly room: number
  readonly least: number
}

/**
 * Counts as bars beside each other. Heights are whole pixels, and neighbours of one height are one rectangle: what
 * a frame costs is the number of rectangles.
 */
export function paintColumns(context: Context, { counts, most, ...its }: Columns): void {
  const { left, bottom, columnPx, room, least } = its
  let begin = 0
  let tall = 0
  for (let column = 0; column <= counts.length; column++) {
    const count = counts[column] ?? 0
    // The root keeps a column of one visible beside a column of a thousand.
    const height = count === 0 ? 0 : Math.max(least, Math.round(room * Math.sqrt(count / most)))
    if (height === tall && column < counts.length) continue
    if (tall > 0) context.fillRect(left + begin * columnPx, bottom - tall, (column - begin) * columnPx, tall)
    begin = column
    tall = height
  }
}
