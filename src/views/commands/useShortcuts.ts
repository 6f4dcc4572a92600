import { useEffect } from 'react'
import { whenComplete } from '../store/arrival.ts'
import { canvas } from '../store/canvas.ts'
import type { Page } from '../store/route.ts'
import { studio } from '../store/studio.ts'
import { canRun, isMac, isSingleKey, type Command } from './command.ts'
import { commands } from './commands.ts'

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=range], [type=checkbox])'))

/** Keys whose sign says it all, whether or not Shift was needed for it. */
const SIGNS: Readonly<Record<string, string>> = { '?': '?', Plus: '+', Minus: '-' }

const matches = ({ keys, also = [] }: Command, event: KeyboardEvent): boolean =>
  keys !== undefined && [keys, ...also].some((each) => isPressed(each, event))

function isPressed(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const sign = SIGNS[key]
  const mod = isMac ? event.metaKey : event.ctrlKey
  return (
    parts.includes('Mod') === mod &&
    parts.includes('Alt') === event.altKey &&
    (sign !== undefined || parts.includes('Shift') === event.shiftKey) &&
    (event.key.toLowerCase() === (sign ?? key).toLowerCase() ||
      (key === 'Delete' && event.key === 'Backspace') ||
      // With Alt or Shift some keyboards print another sign: the key's place decides.
      event.code === `Digit${key}` ||
      (event.altKey && event.code === `Key${key}`))
  )
}

const keyed = commands.filter(({ keys, native }) => keys !== undefined && native !== true)
const heard = keyed.filter(({ within }) => within === undefined)
const everywhere = heard.filter((command) => command.everywhere === true)
const early = heard.filter((command) => command.early === true)

/** Whether a field that has the focus keeps a key for itself. */
const isForField = (command: Command, event: KeyboardEvent): boolean =>
  isText(event.target) &&
  (command.notInText === true || !(event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key)))

const isOff = ({ keys = '' }: Command): boolean => isSingleKey(keys) && !canvas.getState().singleKeys

function hear(event: KeyboardEvent, among: readonly Command[]): void {
  if (event.defaultPrevented) return
  const command = among.find((candidate) => matches(candidate, event))
  if (command === undefined || isForField(command, event) || isOff(command)) return
  if (document.querySelector('dialog[open], [role=menu]') !== null) return
  const can = canRun(command, studio.getState())
  // What cannot be done now leaves the browser its own key, unless that would be a surprise.
  if (can || event.ctrlKey || event.metaKey) event.preventDefault()
  if (command.early === true) event.stopPropagation()
  if (can) whenComplete(command.run)
}

/** Carries out the command that a part of the page has for a key; false when it has none, or none now. */
export function hearWithin(part: Command['within'], event: KeyboardEvent): boolean {
  const command = keyed.find((candidate) => candidate.within === part && matches(candidate, event))
  if (command === undefined || !canRun(command, studio.getState())) return false
  command.run()
  return true
}

/** Hears the whole page; a dialog that is open keeps its keys. The studio's own commands only there. */
export function useShortcuts(page: Page['page']): void {
  useEffect(() => {
    const inStudio = page === 'studio'
    const ends = new AbortController()
    const { signal } = ends
    addEventListener('keydown', (event) => hear(event, inStudio ? early : []), { capture: true, signal })
    addEventListener('keydown', (event) => hear(event, inStudio ? heard : everywhere), { signal })
    return () => ends.abort()
  }, [page])
}
