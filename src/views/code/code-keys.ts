import type { KeyboardEvent } from 'react'

const INDENT = '  '

/**
 * Enter keeps the indentation and goes deeper after an opening bracket. Ctrl with ] and [ moves lines in
 * and out. Tab leaves the field, as it does everywhere: nobody is caught in here.
 */
export function onCodeKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { currentTarget: area, key } = event
  if (event.nativeEvent.isComposing) return
  const mod = event.ctrlKey || event.metaKey
  if (key === 'Enter' && !mod && !event.altKey) {
    event.preventDefault()
    insert(`\n${indentAfter(area.value, area.selectionStart)}`)
  } else if (mod && (key === ']' || key === '[')) {
    event.preventDefault()
    shiftLines(area, key === ']')
  }
}

/** The spaces that a new line at this place begins with. */
export function indentAfter(code: string, at: number): string {
  const line = code.slice(code.lastIndexOf('\n', at - 1) + 1, at)
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  return /[{([]\s*$/.test(line) ? indent + INDENT : indent
}

/** Moves whole lines two spaces in or out. */
export const shifted = (lines: string, inwards: boolean): string =>
  inwards ? lines.replaceAll(/^(?=.)/gm, INDENT) : lines.replaceAll(/^ {1,2}/gm, '')

function shiftLines(area: HTMLTextAreaElement, inwards: boolean): void {
  const { value, selectionStart, selectionEnd } = area
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1
  const after = value.indexOf('\n', selectionEnd)
  const to = after < 0 ? value.length : after
  const lines = shifted(value.slice(from, to), inwards)
  area.setSelectionRange(from, to)
  insert(lines)
  area.setSelectionRange(from, from + lines.length)
}

/** Types a text at the cursor, so that the browser's own undo knows of it. */
function insert(text: string): void {
  // The one way that keeps the undo history of a text area; every browser has it.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand('insertText', false, text)
}
