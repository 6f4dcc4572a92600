import { X } from 'lucide-react'
import { clearRange, printRange } from '../store/range.ts'
import { useStudio } from '../store/studio.ts'
import styles from './RangeChip.module.css'

/** The stretch of time that a panel is narrowed to; choosing it shows all of the run again. */
export const RangeChip = () => {
  const range = useStudio((state) => state.range)
  if (range === null) return null
  const text = printRange(range)
  return (
    <button
      type="button"
      className={styles['chip']}
      aria-label={`Only ${text}: show all of the run again`}
      title="Only this stretch of the run is shown; choose it to show all again"
      onClick={clearRange}
    >
      {text}
      <X aria-hidden size={12} strokeWidth={2.4} />
    </button>
  )
}
