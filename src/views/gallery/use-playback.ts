import { useCallback, useEffect, useState } from 'react'

export interface Playback {
  /** Steps shown; all of them while nothing is played. */
  readonly at: number
  readonly playing: boolean
  /** True from the first play until it is closed: also while it pauses. */
  readonly live: boolean
  readonly stepsPerSecond: number
  readonly play: () => void
  readonly pause: () => void
  readonly seek: (at: number) => void
  readonly setSpeed: (stepsPerSecond: number) => void
  readonly close: () => void
}

export const SPEEDS = [2, 10, 25, 50, 100, 500, 5_000] as const
const DEFAULT_SPEED = 25

/** Plays a series of `count` steps by the clock of the person who watches. */
export function usePlayback(count: number): Playback {
  const [at, setAt] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const [stepsPerSecond, setSpeed] = useState<number>(DEFAULT_SPEED)

  useEffect(() => {
    if (!playing) return undefined
    let last = performance.now()
    let rest = 0
    let frame = requestAnimationFrame(function next(now) {
      rest += ((now - last) / 1_000) * stepsPerSecond
      last = now
      const whole = Math.floor(rest)
      rest -= whole
      if (whole > 0) setAt((known) => Math.min(count, (known ?? 0) + whole))
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing, stepsPerSecond, count])

  const ended = at !== null && at >= count
  const running = playing && !ended
  const play = useCallback(() => {
    setAt((known) => (known === null || known >= count ? 1 : known))
    setPlaying(true)
  }, [count])
  return {
    at: at === null ? count : Math.min(at, count),
    playing: running,
    live: at !== null,
    stepsPerSecond,
    play,
    pause: useCallback(() => setPlaying(false), []),
    seek: useCallback(
      (place: number) => {
        setPlaying(false)
        setAt(Math.min(count, Math.max(1, Math.round(place))))
      },
      [count],
    ),
    setSpeed,
    close: useCallback(() => {
      setPlaying(false)
      setAt(null)
    }, []),
  }
}
