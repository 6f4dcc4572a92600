import { Fragment } from 'react'
import { highlight } from './highlight.ts'
import styles from './code.module.css'

/** Code to read: with line numbers and colours, never run and never taken for markup. */
export const CodeText = ({ code, label }: { readonly code: string; readonly label: string }) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
  <div className={styles['read']} role="region" aria-label={label} tabIndex={0}>
    <LineNumbers code={code} errorLine={null} />
    <pre className={styles['text']}>
      <Colours code={code} />
    </pre>
  </div>
)

export const Colours = ({ code }: { readonly code: string }) => {
  let at = 0
  return highlight(code).map(({ text, tone }) => {
    const key = at
    at += text.length
    return tone === 'plain' ? (
      <Fragment key={key}>{text}</Fragment>
    ) : (
      <span key={key} className={styles[tone]}>
        {text}
      </span>
    )
  })
}

interface LineNumbersProps {
  readonly code: string
  readonly errorLine: number | null
}

export const LineNumbers = ({ code, errorLine }: LineNumbersProps) => (
  <div aria-hidden className={styles['lines']}>
    {code.split('\n').map((_, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- a line is its number
      <span key={index} className={index + 1 === errorLine ? styles['bad'] : undefined}>
        {index + 1}
      </span>
    ))}
  </div>
)
