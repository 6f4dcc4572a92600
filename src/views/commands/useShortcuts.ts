import { useEffect } from 'react'
import { studio } from '../store/studio.ts'
import { commands, isMac, type Command } from './commands.ts'

/** Text fields keep their own keys: only chords with Ctrl or Command pass, and not those of editing. */
const OWN_IN_TEXT = new Set(['undo', 'redo', 'select-all', 'delete', 'duplicate', 'shortcuts'])

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=range], [type=checkbox])'))

function matches({ keys = '' }: Command, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = isMac ? event.metaKey : event.ctrlKey
  return (
    parts.includes('Mod') === mod &&
    parts.includes('Alt') === event.altKey &&
    (key === '?' || parts.includes('Shift') === event.shiftKey) &&
    (event.key.toLowerCase() === key.toLowerCase() ||
      (key === 'Delete' && event.key === 'Backspace') ||
      // With Alt or Shift some keyboards print another sign: the key's place decides.
      event.code === `Digit${key}` ||
      (event.altKey && event.code === `Key${key}`) ||
      (key === '.' && event.code === 'Period'))
  )
}

const all = () => true

/** Hears the whole page; a dialog that is open keeps its keys. Only those commands that are `heard`. */
export function useShortcuts(heard: (command: Command) => boolean = all): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open], [role=menu]') !== null) return
      const command = commands.find(
        (candidate) => candidate.keys !== undefined && heard(candidate) && matches(candidate, event),
      )
      if (command === undefined) return
      if (
        isText(event.target) &&
        (OWN_IN_TEXT.has(command.id) ||
          !(event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key)))
      )
        return
      event.preventDefault()
      if (command.enabled?.(studio.getState()) ?? true) command.run()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [heard])
}
