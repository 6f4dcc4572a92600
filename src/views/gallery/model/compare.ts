/**
 * Values as a change from the first, in percent, so that curves of different size can be laid over each
 * other; null where the first is zero and there is no such thing.
 */
export function normalised(values: Float64Array): Float64Array | null {
  const first = values[0]
  if (first === undefined || first === 0 || !Number.isFinite(first)) return null
  // A fall of a negative value is a fall: its size is the measure.
  const size = Math.abs(first)
  return values.map((value) => (100 * (value - first)) / size)
}
