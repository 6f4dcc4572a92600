/** Virtual time: whole milliseconds since the run began. Never a wall clock. */
export type Millis = number

/** `12.5 s`, `3:05.000`, `250 ms`: short and exact, for people. */
export function printMillis(ms: Millis): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${ms / 1_000} s`
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = Math.floor(ms / 1_000) % 60
  const two = (value: number) => String(value).padStart(2, '0')
  const fraction = ms % 1_000 === 0 ? '' : `.${String(ms % 1_000).padStart(3, '0')}`
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds)}${fraction}`
    : `${minutes}:${two(seconds)}${fraction}`
}
