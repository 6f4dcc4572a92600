import { useEffect, useState } from 'react'

/** How long a slice may take: with drawing and everything else it must fit into a frame. */
const SLICE_MS = 7

/** Goes on through the rows of a log until `performance.now()` passes the deadline; true when it has seen them all. */
export type SlicedWork = (rows: number, deadline: number) => boolean

/**
 * Follows a growing log with work that may be long, a slice a frame, so that the page always answers.
 * Returns a number that changes with every slice.
 */
export function useSliced(work: SlicedWork, rows: number): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    let frame = 0
    const slice = () => {
      const done = work(rows, performance.now() + SLICE_MS)
      setVersion((before) => before + 1)
      if (!done) frame = requestAnimationFrame(slice)
    }
    // At once, not in the next frame: a log that grows faster than frames come would starve it.
    slice()
    return () => cancelAnimationFrame(frame)
  }, [work, rows])
  return version
}
