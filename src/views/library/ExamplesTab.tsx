import { FlaskConical, FolderOpen, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { examples } from '../../catalog.ts'
import { IconButton } from '../ui/Button.tsx'
import {
  forgetScenario,
  listScenarios,
  openExample,
  openKept,
  type KeptScenario,
} from '../store/scenarios.ts'
import { useStudio } from '../store/studio.ts'
import styles from './library.module.css'

/** Examples to open as a copy, and the scenarios kept in this browser. */
export const ExamplesTab = () => (
  <div className={styles['scroll']}>
    <section className={styles['section']} aria-label="Examples">
      <h3 className={styles['sectionTitle']}>Examples</h3>
      <ul>
        {examples.map(({ id, title, teaches }) => (
          <li key={id}>
            <button type="button" className={styles['card']} onClick={() => openExample(id)}>
              <span className={styles['cardTitle']}>
                <FlaskConical aria-hidden size={14} />
                {title}
              </span>
              <span className={styles['cardText']}>{teaches}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
    <KeptList />
  </div>
)

const KeptList = () => {
  const saveState = useStudio((state) => state.saveState)
  const scenarioId = useStudio((state) => state.scenarioId)
  const [kept, setKept] = useState<readonly KeptScenario[]>([])
  const [removed, setRemoved] = useState(0)
  useEffect(() => {
    let wanted = true
    listScenarios().then(
      (found) => wanted && setKept(found),
      () => wanted && setKept([]),
    )
    return () => {
      wanted = false
    }
  }, [saveState, scenarioId, removed])
  return (
    <section className={styles['section']} aria-label="My scenarios">
      <h3 className={styles['sectionTitle']}>My scenarios</h3>
      {kept.length === 0 && <p className={styles['none']}>What you change is kept here, in this browser.</p>}
      <ul>
        {kept.map(({ id, name, changedAt }) => (
          <li key={id} className={styles['keptRow']}>
            <button
              type="button"
              className={styles['item']}
              aria-current={id === scenarioId ? 'true' : undefined}
              onClick={() => void openKept(id)}
            >
              <FolderOpen aria-hidden size={15} />
              <span className={styles['itemText']}>
                <span className={styles['itemName']}>{name}</span>
                <span className={styles['itemHint']}>{new Date(changedAt).toLocaleString()}</span>
              </span>
            </button>
            <IconButton
              icon={Trash2}
              size={14}
              variant="danger"
              label={`Delete ${name}`}
              onClick={() => void forgetScenario(id).then(() => setRemoved((count) => count + 1))}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
