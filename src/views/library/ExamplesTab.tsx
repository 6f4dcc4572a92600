import { FlaskConical, FolderOpen, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { examples } from '../../catalog.ts'
import { IconButton } from '../ui/Button.tsx'
import {
  forgetScenario,
  listDeleted,
  listScenarios,
  openExample,
  openKept,
  putBack,
  type KeptScenario,
} from '../store/scenarios.ts'
import { useStudio } from '../store/studio.ts'
import styles from './library.module.css'

/** Examples to open as a copy, and the scenarios kept in this browser. */
export const ExamplesTab = () => (
  <div className={styles['scroll']}>
    <section className={styles['section']} aria-label="Examples">
      <h2 className={styles['sectionTitle']}>Examples</h2>
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

interface Kept {
  readonly mine: readonly KeptScenario[]
  readonly deleted: readonly KeptScenario[]
}

const NOTHING: Kept = { mine: [], deleted: [] }

const look = async (): Promise<Kept> => ({ mine: await listScenarios(), deleted: await listDeleted() })

const KeptList = () => {
  const saveState = useStudio((state) => state.saveState)
  const scenarioId = useStudio((state) => state.scenarioId)
  const [{ mine, deleted }, setKept] = useState(NOTHING)
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    let wanted = true
    look().then(
      (found) => wanted && setKept(found),
      () => wanted && setKept(NOTHING),
    )
    return () => {
      wanted = false
    }
  }, [saveState, scenarioId, changes])
  const after = (work: Promise<void>) => void work.finally(() => setChanges((count) => count + 1))
  return (
    <>
      <section className={styles['section']} aria-label="My scenarios">
        <h2 className={styles['sectionTitle']}>My scenarios</h2>
        {mine.length === 0 && (
          <p className={styles['none']}>What you change is kept here, in this browser.</p>
        )}
        <ul>
          {mine.map((scenario) => (
            <li key={scenario.id} className={styles['keptRow']}>
              <button
                type="button"
                className={styles['item']}
                aria-current={scenario.id === scenarioId ? 'true' : undefined}
                onClick={() => void openKept(scenario.id)}
              >
                <FolderOpen aria-hidden size={15} />
                <NameAndTime {...scenario} />
              </button>
              <IconButton
                icon={Trash2}
                size={14}
                variant="danger"
                label={`Delete ${scenario.name}`}
                onClick={() => after(forgetScenario(scenario))}
              />
            </li>
          ))}
        </ul>
      </section>
      {deleted.length > 0 && (
        <section className={styles['section']} aria-label="Recently deleted">
          <h2 className={styles['sectionTitle']}>Recently deleted</h2>
          <p className={styles['none']}>Each is kept for a week.</p>
          <ul>
            {deleted.map((scenario) => (
              <li key={scenario.id} className={styles['keptRow']}>
                <span className={styles['deleted']}>
                  <NameAndTime {...scenario} />
                </span>
                <IconButton
                  icon={Undo2}
                  size={14}
                  label={`Put ${scenario.name} back`}
                  onClick={() => after(putBack(scenario))}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const NameAndTime = ({ name, changedAt }: KeptScenario) => (
  <span className={styles['itemText']}>
    <bdi className={styles['itemName']}>{name}</bdi>
    <span className={styles['itemHint']}>{new Date(changedAt).toLocaleString()}</span>
  </span>
)
