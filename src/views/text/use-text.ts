import { useEffect, useMemo, useRef, useState } from 'react'
import type { Problem } from '../../base/problem.ts'
import { parseDocument } from '../../document/parse.ts'
import { printDocument } from '../../document/print.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { edit, endMerge } from '../store/editing.ts'
import { studio, useStudio } from '../store/studio.ts'

const APPLY_AFTER_MS = 350

interface Draft {
  readonly text: string
  /** The document that the text was, or was taken as, last. */
  readonly base: ScenarioDocument
  /** What keeps the text from being taken as the document; null while that is not known. */
  readonly problems: readonly Problem[] | null
}

/**
 * The document as text that can be typed in. A text that can be read is taken as the document when typing
 * rests; one that cannot stays here, beside the document as it was. While there is such a text, edits made
 * elsewhere and the text wait for a person to choose.
 */
export function useText() {
  const document = useStudio((state) => state.document)
  const [draft, setDraft] = useState<Draft | null>(null)
  const printed = useMemo(() => printDocument(document), [document])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef<Draft | null>(null)
  const settle = (next: Draft | null) => {
    latest.current = next
    setDraft(next)
  }
  // What was taken and then changed elsewhere, as by undo, is printed anew.
  const taken = draft !== null && draft.problems !== null && draft.problems.length === 0
  const stale = draft !== null && draft.base !== document
  const shown = draft === null || (taken && stale) ? null : draft

  const apply = (force = false) => {
    clearTimeout(timer.current)
    const waiting = latest.current
    if (waiting === null) return
    const now = studio.getState().document
    const parsed = parseDocument(waiting.text)
    if (!parsed.ok) return settle({ ...waiting, problems: parsed.problems })
    if (waiting.base !== now && !force) return settle({ ...waiting, problems: null })
    if (printDocument(parsed.value) !== printDocument(now)) edit('Edit as text', () => parsed.value, 'text')
    settle({ text: waiting.text, base: studio.getState().document, problems: [] })
  }

  const type = (text: string) => {
    const base = shown?.base ?? document
    settle({ text, base, problems: shown?.problems?.length === 0 ? null : (shown?.problems ?? null) })
    clearTimeout(timer.current)
    timer.current = setTimeout(apply, APPLY_AFTER_MS)
  }

  const leave = () => {
    apply()
    endMerge()
  }

  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    text: shown?.text ?? printed,
    problems: shown?.problems ?? [],
    /** The text and the document have both changed. */
    parted: shown !== null && stale,
    type,
    leave,
    overwrite: () => apply(true),
    discard: () => settle(null),
  }
}
