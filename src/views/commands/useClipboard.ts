import { useEffect } from 'react'
import type { Page } from '../store/route.ts'
import { pasteText, removeCut, sayCopied, selectionText } from '../store/clipboard.ts'

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input, textarea, select, [contenteditable] *, [contenteditable]')

/** Text that a person has marked on the page is what they want to copy, not the steps. */
const textIsMarked = () => getSelection()?.isCollapsed === false

/**
 * Copy, cut and paste by the browser's own events: no permission is asked for, and what was copied here can
 * be pasted in any other window, document or text. Fields keep theirs, and so does a dialog.
 */
export function useClipboard(page: Page['page']): void {
  useEffect(() => {
    if (page !== 'studio') return undefined
    const ends = new AbortController()
    const { signal } = ends
    const take = (event: ClipboardEvent, done: 'Copied' | 'Cut'): boolean => {
      if (event.defaultPrevented || isField(event.target) || textIsMarked() || isElsewhere()) return false
      const text = selectionText()
      if (text === null) return false
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      sayCopied(done)
      return true
    }
    addEventListener('copy', (event) => void take(event, 'Copied'), { signal })
    addEventListener('cut', (event) => take(event, 'Cut') && removeCut(), { signal })
    addEventListener(
      'paste',
      (event) => {
        const text = event.clipboardData?.getData('text/plain') ?? ''
        if (event.defaultPrevented || isField(event.target) || isElsewhere() || text.trim() === '') return
        event.preventDefault()
        pasteText(text)
      },
      { signal },
    )
    return () => ends.abort()
  }, [page])
}

const isElsewhere = () => document.querySelector('dialog[open]') !== null
