import { useCallback, useEffect, useState, type RefObject } from 'react'
import { canvas } from '../store/canvas.ts'
import { notify } from '../store/studio.ts'
import type { Playback } from './use-playback.ts'

/** Shows one element on the whole screen; Escape leaves it, as everywhere in the browser. */
export function useFullScreen(ref: RefObject<HTMLElement | null>): { active: boolean; toggle: () => void } {
  const [active, setActive] = useState(false)
  useEffect(() => {
    const hear = () => setActive(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', hear)
    return () => document.removeEventListener('fullscreenchange', hear)
  }, [])
  const toggle = useCallback(() => {
    if (document.fullscreenElement !== null) void document.exitFullscreen()
    else
      ref.current
        ?.requestFullscreen()
        .catch(() => notify('The browser did not allow the full screen.', 'bad'))
  }, [ref])
  return { active, toggle }
}

const within = (target: EventTarget | null, selector: string): boolean =>
  target instanceof HTMLElement && target.closest(selector) !== null

/** What has a use for the space bar, and what takes letters. */
const PRESSED = 'input, select, textarea, button, a, [role=slider]'
const TYPED = 'input:not([type=range], [type=radio], [type=checkbox]), select, textarea'

/** Space plays and pauses, F fills the screen; not where the focus is on what has its own use for the key. */
export function useStageKeys({ playing, play, pause }: Playback, toggleScreen: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('dialog[open], [role=menu]') !== null) return
      if (event.key === ' ' && !within(event.target, PRESSED)) {
        event.preventDefault()
        if (playing) pause()
        else play()
      } else if (
        event.key.toLowerCase() === 'f' &&
        canvas.getState().singleKeys &&
        !within(event.target, TYPED)
      )
        toggleScreen()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [playing, play, pause, toggleScreen])
}
