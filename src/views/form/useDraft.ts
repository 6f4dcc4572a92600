import { useState } from 'react'
import { endMerge } from '../store/editing.ts'

interface Draft {
  readonly text: string
  /** The value the text was made from: when it changes elsewhere, the draft is void. */
  readonly of: unknown
}

/**
 * A text that may be wrong while it is typed. What parses is handed on at once; what does not stays
 * in the field with its error, and the document keeps its last good value.
 */
export function useDraft<T>(
  value: T,
  print: (value: T) => string,
  read: (text: string) => { readonly value: T } | { readonly error: string },
  onChange: (value: T) => void,
) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [error, setError] = useState<string | null>(null)
  const live = draft !== null && Object.is(draft.of, value) ? draft.text : print(value)
  return {
    text: live,
    error: draft !== null && Object.is(draft.of, value) ? error : null,
    type: (text: string): void => {
      const result = read(text)
      if ('error' in result) {
        setDraft({ text, of: value })
        setError(result.error)
        return
      }
      setDraft({ text, of: result.value })
      setError(null)
      if (!Object.is(result.value, value)) onChange(result.value)
    },
    /** Leaving the field drops a draft without errors, so that it shows the value as it is kept. */
    leave: (): void => {
      endMerge()
      if (error === null) setDraft(null)
    },
    /** Goes back to the document's value. */
    revert: (): void => {
      setDraft(null)
      setError(null)
    },
  }
}
