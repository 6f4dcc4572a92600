import { useRef } from 'react'
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
  onChange,
  onLeave,
}: CodeEditorProps) => {
  const area = useRef<HTMLTextAreaElement>(null)
  return (
    <div
      className={`${styles['editor']} ${tall ? styles['tall'] : ''}`}
      data-invalid={invalid}
      data-error-line={errorLine ?? undefined}
    >
      <LineNumbers code={code} errorLine={errorLine} />
      <div className={styles['sheet']}>
        <pre aria-hidden className={styles['text']}>
          <Colours code={code} />
          {'\n'}
        </pre>
        <textarea
          ref={area}
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
          onKeyDown={onCodeKey}
          onBlur={onLeave}
        />
      </div>
    </div>
  )
}
