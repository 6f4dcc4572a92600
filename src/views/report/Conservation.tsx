import { CircleCheck, CircleX } from 'lucide-react'
import { Fragment } from 'react'
import type { Conservation as Counts } from '../../log/report.ts'
import { Block } from './Block.tsx'
import styles from './ReportPanel.module.css'

type Term = readonly [label: string, count: number]

/** Nothing is lost without a trace: what went in came out, was dropped, or is still on its way. */
export function Conservation({ counts }: { readonly counts: Counts }) {
  const { published, injected, duplicated, delivered, dropped, inFlight } = counts
  const came: Term[] = [
    ['published', published],
    ['injected', injected],
    ['duplicated', duplicated],
  ]
  const went: Term[] = [
    ['delivered', delivered],
    ['dropped', dropped],
    ['in flight', inFlight],
  ]
  const sum = (terms: readonly Term[]) => terms.reduce((total, [, count]) => total + count, 0)
  const equal = sum(came) === sum(went)
  return (
    <Block title="Conservation" note="every event is accounted for">
      <p className={styles['equation']}>
        <Terms terms={came} />
        <span className={styles['sign']}>{equal ? '=' : '≠'}</span>
        <Terms terms={went} />
        <span className={equal ? styles['balanced'] : styles['unbalanced']}>
          {equal ? <CircleCheck aria-hidden size={13} /> : <CircleX aria-hidden size={13} />}
          {equal
            ? `both ${sum(came).toLocaleString('en')}`
            : `${sum(came).toLocaleString('en')} against ${sum(went).toLocaleString('en')}`}
        </span>
      </p>
    </Block>
  )
}

const Terms = ({ terms }: { readonly terms: readonly Term[] }) =>
  terms.map(([label, count], index) => (
    <Fragment key={label}>
      {index > 0 && <span className={styles['sign']}>+</span>}
      <span className={styles['term']}>
        <b>{count.toLocaleString('en')}</b> {label}
      </span>
    </Fragment>
  ))
