import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { canvas, useCanvas } from '../store/canvas.ts'
import { jumpTo } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import styles from './history.module.css'

const close = () => canvas.setState({ historyOpen: false })

/** Every change by name, the taken back ones too; a click goes to the moment after it. Stays while one works. */
export const HistoryPanel = () => {
  const open = useCanvas(({ historyOpen }) => historyOpen)
  return open ? <Changes /> : null
}

const Changes = () => {
  const past = useStudio((state) => state.past)
  const future = useStudio((state) => state.future)
  const names = ['The beginning', ...[...past, ...future].map(({ name }) => name)]
  const list = useRef<HTMLOListElement>(null)
  const count = past.length
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [count])
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus()
  }, [])
  return (
    // Escape closes it from anywhere inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles['panel']}
      aria-label="History"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <header className={styles['head']}>
        <h2 className={styles['title']}>History</h2>
        <IconButton icon={X} label="Close the history" size={15} onClick={close} />
      </header>
      <ol ref={list} className={styles['list']}>
        {names.map((name, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the place in the history is what an entry is
          <li key={index}>
            <button
              type="button"
              className={`${styles['entry']} ${index > count ? styles['undone'] : ''}`}
              aria-current={index === count ? 'step' : undefined}
              onClick={() => jumpTo(index)}
            >
              <span>{name}</span>
              {index > count && <small>undone</small>}
              {index === count && <small>now</small>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
