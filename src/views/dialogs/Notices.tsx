import { useEffect, useState } from 'react'
import { useStudio } from '../store/studio.ts'
import styles from './dialogs.module.css'

const SHOWN_MS = 4_000

/** The last one that has been shown long enough: it stays hidden when another page begins. */
let lastHidden = 0

/** Says in passing what happened: for a few seconds at the edge of the screen, and to screen readers. */
export const Notices = () => {
  const notice = useStudio((state) => state.notice)
  const [hidden, setHidden] = useState(lastHidden)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => {
      lastHidden = notice.nth
      setHidden(lastHidden)
    }, SHOWN_MS)
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
