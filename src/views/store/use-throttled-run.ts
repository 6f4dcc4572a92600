import { useEffect, useState } from 'react'
import { studio, type RunState } from './studio.ts'

/**
 * The run, looked at not more often than every `everyMs`: for panels that cost more to draw than a
 * message of the engine costs to hear. A new run and a change of status show at once.
 */
export function useThrottledRun(everyMs: number): RunState {
  const [run, setRun] = useState(() => studio.getState().run)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      timer = undefined
      setRun(studio.getState().run)
    }
    look()
    const unsubscribe = studio.subscribe(({ run: now }, { run: before }) => {
      if (now === before) return
      if (now.status !== before.status || now.log !== before.log) look()
      else if (timer === undefined) timer = setTimeout(look, everyMs)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [everyMs])
  return run
}
