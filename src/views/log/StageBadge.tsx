import type { Stage } from '../../kinds/contracts.ts'
import { STAGES } from './stages.ts'
import styles from './StageBadge.module.css'

export const StageBadge = ({ stage }: { readonly stage: Stage }) => {
  const { word, icon: Icon } = STAGES[stage]
  return (
    <span className={`${styles['badge']} ${styles[stage]}`}>
      <Icon aria-hidden size={12} strokeWidth={2.2} />
      {word}
    </span>
  )
}
