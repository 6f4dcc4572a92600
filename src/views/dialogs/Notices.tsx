import { useEffect, useState } from 'react'
import { useStudio } from '../store/studio.ts'
import styles from './dialogs.module.css'

const SHOWN_MS = 4_000

/** Says in passing what happened: for a few seconds at the edge of the screen, and to screen readers. */
export const Notices = () => {
  const notice = useStudio((state) => state.notice)
  const [hidden, setHidden] = useState(0)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => setHidden(notice.nth), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])
  const shown = notice !== null && notice.nth > hidden
  return (
    <div role="status" className={styles['notices']}>
      {shown && (
        <p key={notice.nth} className={`${styles['notice']} ${styles[notice.tone]}`}>
          {notice.text}
        </p>
      )}
    </div>
  )
}
