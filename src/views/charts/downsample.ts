/**
 * Picks at most `most` indices of [from, to) that show the same curve: the first, the last, and of
 * each bucket between them the lowest and the highest, in order. No extreme is ever lost, however
 * narrow. Values that are not a number are passed over. O(to - from).
 */
export function downsample(values: ArrayLike<number>, from: number, to: number, most = 600): number[] {
  const count = Math.max(0, to - from)
  if (count <= most) return Array.from({ length: count }, (_, index) => from + index)
  const buckets = Math.max(1, Math.floor((most - 2) / 2))
  const inner = count - 2
  const picked = [from]
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = from + 1 + Math.floor((bucket * inner) / buckets)
    const end = from + 1 + Math.floor(((bucket + 1) * inner) / buckets)
    pickExtremes(values, start, end, picked)
  }
  picked.push(to - 1)
  return picked
}

/** Adds the indices of the lowest and the highest value of [start, end), in order; none if there is no number. */
function pickExtremes(values: ArrayLike<number>, start: number, end: number, picked: number[]): void {
  let low = -1
  let high = -1
  for (let index = start; index < end; index++) {
    const value = values[index]!
    if (Number.isNaN(value)) continue
    if (low < 0 || value < values[low]!) low = index
    if (high < 0 || value > values[high]!) high = index
  }
  if (low < 0) return
  picked.push(Math.min(low, high))
  if (low !== high) picked.push(Math.max(low, high))
}
