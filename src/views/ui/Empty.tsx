import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Empty.module.css'

interface EmptyProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly children?: ReactNode
}

/** What a panel shows while it has nothing: what will be here, and what to do. */
export const Empty = ({ icon: Icon, title, children }: EmptyProps) => (
  <div className={styles['empty']}>
    <Icon aria-hidden size={22} strokeWidth={1.6} />
    <p className={styles['title']}>{title}</p>
    {children !== undefined && <div className={styles['text']}>{children}</div>}
  </div>
)
