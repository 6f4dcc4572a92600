import type { Ref } from 'react'
import { Colours, LineNumbers } from './CodeText.tsx'
import styles from './code.module.css'
import { onCodeKey } from './code-keys.ts'

interface CodeEditorProps {
  readonly id: string
  readonly code: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
  readonly errorLine: number | null
  readonly tall?: boolean
  /** As high as the place it is in. */
  readonly fill?: boolean
  /** Without colours, for long texts. */
  readonly plain?: boolean
  readonly areaRef?: Ref<HTMLTextAreaElement>
  /** Where the caret has been put. */
  readonly onCaret?: (at: number) => void
  readonly onChange: (code: string) => void
  readonly onLeave: () => void
}

/**
 * A text area over its own coloured copy: the browser's own editing, undo, selection and accessibility,
 * and nothing that a strict content policy would refuse.
 */
export const CodeEditor = ({
  id,
  code,
  describedBy,
  invalid,
  errorLine,
  tall = false,
  fill = false,
  plain = false,
  areaRef,
  onCaret,
  onChange,
  onLeave,
}: CodeEditorProps) => (
  <div
    className={`${styles['editor']} ${tall ? styles['tall'] : ''} ${fill ? styles['fill'] : ''}`}
    data-invalid={invalid}
    data-error-line={errorLine ?? undefined}
  >
    <LineNumbers code={code} errorLine={errorLine} />
    <div className={styles['sheet']}>
      <pre aria-hidden className={styles['text']}>
        {plain ? code : <Colours code={code} />}
        {'\n'}
      </pre>
      <textarea
        ref={areaRef}
        id={id}
        className={styles['area']}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        value={code}
        onChange={(event) => onChange(event.target.value)}
        onSelect={(event) => onCaret?.(event.currentTarget.selectionStart)}
        onKeyDown={onCodeKey}
        onBlur={onLeave}
      />
    </div>
  </div>
)
