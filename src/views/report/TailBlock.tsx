import { CircleCheck, CircleX } from 'lucide-react'
import type { TailReport } from '../../log/report.ts'
import { Block } from './Block.tsx'
import styles from './ReportPanel.module.css'

/** Whether the system got going again without faults; nothing where that was not asked. */
export function TailBlock({ tail }: { readonly tail: TailReport | null }) {
  if (tail === null) return null
  const { progress, message, cycles } = tail
  return (
    <Block title="After the faults" note={`${cycles} cycles with every fault healed`}>
      <p className={styles['equation']}>
        <span className={progress ? styles['balanced'] : styles['unbalanced']}>
          {progress ? <CircleCheck aria-hidden size={13} /> : <CircleX aria-hidden size={13} />}
          {progress ? 'it goes on' : 'no progress'}
        </span>
        <span>{message}</span>
      </p>
    </Block>
  )
}
