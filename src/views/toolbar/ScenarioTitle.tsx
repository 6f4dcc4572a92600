import { Check, CircleAlert, LoaderCircle } from 'lucide-react'
import { edit, endMerge } from '../store/editing.ts'
import { useStudio, type SaveState } from '../store/studio.ts'
import styles from './toolbar.module.css'

const SAVE_LOOKS: Readonly<Record<SaveState, { icon: typeof Check; text: string }>> = {
  saved: { icon: Check, text: 'Saved' },
  saving: { icon: LoaderCircle, text: 'Saving' },
  failed: { icon: CircleAlert, text: 'Not saved: export it' },
}

/** The scenario's name, to be changed in place, and whether it is kept. */
export const ScenarioTitle = () => {
  const name = useStudio(({ document }) => document.name)
  const saveState = useStudio((state) => state.saveState)
  const { icon: Icon, text } = SAVE_LOOKS[saveState]
  return (
    <div className={styles['title']}>
      <input
        type="text"
        className={styles['name']}
        aria-label="Name of the scenario"
        maxLength={200}
        value={name}
        onChange={(event) =>
          edit(
            'Rename scenario',
            (document) => ({ ...document, name: event.target.value || 'Untitled scenario' }),
            'scenario name',
          )
        }
        onBlur={endMerge}
      />
      <p className={`${styles['save']} ${saveState === 'failed' ? styles['failed'] : ''}`}>
        <Icon aria-hidden size={12} />
        <span>{text}</span>
      </p>
    </div>
  )
}
