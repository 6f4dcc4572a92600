import {
  cutOut,
  duplicateParts,
  pasteClip,
  printClip,
  readClip,
  type Clip,
  type Pasted,
} from '../../document/clip.ts'
import type { Position } from '../../document/types.ts'
import { canvas, reveal } from './canvas.ts'
import { editSeen, removeSelection, select } from './editing.ts'
import { seen } from './inside.ts'
import { importText } from './scenarios.ts'
import { notify, studio } from './studio.ts'

/** The selected parts as text; null when none is selected. */
export function selectionText(): string | null {
  const document = seen()
  const { selection } = studio.getState()
  return selection.parts.length === 0 ? null : printClip(cutOut(document, selection.parts))
}

const countOf = (count: number): string => (count === 1 ? '1 part' : `${count} parts`)

/** Hands the selection to the system's clipboard, from where other windows and documents take it. */
export async function copySelected(): Promise<boolean> {
  const text = selectionText()
  if (text === null) return false
  try {
    await navigator.clipboard.writeText(text)
    sayCopied('Copied')
    return true
  } catch {
    notify('The browser did not allow copying. Press Ctrl C on the page instead.', 'bad')
    return false
  }
}

export async function cutSelected(): Promise<void> {
  if (await copySelected()) removeCut()
}

export const sayCopied = (done: 'Copied' | 'Cut'): void =>
  notify(`${done} ${countOf(studio.getState().selection.parts.length)}`)

/** Removes what was cut. */
export function removeCut(): void {
  const count = studio.getState().selection.parts.length
  removeSelection(`Cut ${countOf(count)}`)
}

/** From the menu: the page has to ask for the clipboard. */
export async function pasteFromClipboard(): Promise<void> {
  const at = canvas.getState().menuPoint ?? undefined
  let text: string
  try {
    text = await navigator.clipboard.readText()
  } catch {
    notify('The browser did not allow reading the clipboard. Press Ctrl V on the page instead.', 'bad')
    return
  }
  pasteText(text, at)
}

/** Takes what was copied: parts join the scenario at hand, a whole scenario is opened, other text is refused. */
export function pasteText(text: string, at?: Position): void {
  const read = readClip(text)
  if (read === null) {
    if (text.trimStart().startsWith('{')) importText(text, 'the clipboard')
    else notify('The clipboard holds neither steps nor a scenario: nothing was pasted.', 'bad')
  } else if (read.ok) pasteParts(read.value, at)
  else studio.setState({ importProblems: { source: 'the clipboard', problems: read.problems } })
}

function pasteParts(clip: Clip, at: Position | undefined): void {
  take(pasteClip(seen(), clip, at), 'Paste', 'Pasted')
}

export function duplicateSelected(): void {
  const document = seen()
  const { selection } = studio.getState()
  if (selection.parts.length > 0) take(duplicateParts(document, selection.parts), 'Duplicate', 'Copied')
}

function take({ document, ids, leftOut }: Pasted, name: string, done: string): void {
  if (ids.length > 0) {
    editSeen(`${name} ${countOf(ids.length)}`, () => document)
    select({ parts: ids })
    reveal(ids)
  }
  const without =
    leftOut.length === 0 ? '' : `; “${leftOut.join('”, “')}” was left out: a scenario has one start`
  notify(`${done} ${countOf(ids.length)}${without}`, ids.length === 0 ? 'bad' : 'info')
}
