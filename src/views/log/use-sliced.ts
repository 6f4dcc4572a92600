import { useEffect, useState } from 'react'

/** How long a slice may take: the page answers between any two of them. */
const SLICE_MS = 8
/** Real time between two looks at what has been found so far. */
const SHOW_MS = 80

/** Goes on through the rows of a log until `performance.now()` passes the deadline; true when it has seen them all. */
export type SlicedWork = (rows: number, deadline: number) => boolean

/**
 * Follows a growing log with work that may be long, in slices, so that the page always answers.
 * Returns a number that changes when there is more to show.
 */
export function useSliced(work: SlicedWork, rows: number): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let shownAt = -Infinity
    const slice = () => {
      const begun = performance.now()
      const done = work(rows, begun + SLICE_MS)
      if (done || begun - shownAt >= SHOW_MS) {
        shownAt = begun
        setVersion((before) => before + 1)
      }
      if (!done) timer = setTimeout(slice, 0)
    }
    // At once, not later: a log that grows faster than timers come would starve it.
    slice()
    return () => clearTimeout(timer)
  }, [work, rows])
  return version
}
