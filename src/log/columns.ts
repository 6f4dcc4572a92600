/** Helpers for columns: typed arrays that grow, are copied and searched. */
type Column = Float64Array | Int32Array | Uint32Array | Uint16Array

/** The values of a column at the beginning of a longer one. */
export function widened<T extends Column>(column: T, wider: T): T {
  wider.set(column)
  return wider
}

/** A call of `set` costs as much as a few dozen values by hand. */
const FEW_VALUES = 64

/** Copies `count` values of one column, from `at` on, into another one, from `start` on. */
export function copyValues(
  from: Float64Array,
  at: number,
  to: Float64Array,
  start: number,
  count: number,
): void {
  if (count > FEW_VALUES) {
    to.set(from.subarray(at, at + count), start)
    return
  }
  // Four at a time: what engines check at each turn of a loop costs more than the copy.
  const fours = count & ~3
  for (let index = 0; index < fours; index += 4) {
    const first = from[at + index]!
    const second = from[at + index + 1]!
    const third = from[at + index + 2]!
    const fourth = from[at + index + 3]!
    to[start + index] = first
    to[start + index + 1] = second
    to[start + index + 2] = third
    to[start + index + 3] = fourth
  }
  for (let index = fours; index < count; index++) to[start + index] = from[at + index]!
}

/** The first of `count` indices for which a monotone condition holds, or `count`. */
export function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

export function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
