import { Check, CircleAlert, CircleDashed, Eye, LoaderCircle, type LucideIcon } from 'lucide-react'
import { edit, endMerge } from '../store/editing.ts'
import { studio, useStudio, type SaveState } from '../store/studio.ts'
import styles from './toolbar.module.css'

const SAVE_LOOKS: Readonly<Record<SaveState, { icon: LucideIcon; text: string; bad?: true }>> = {
  fresh: { icon: CircleDashed, text: 'Not changed yet' },
  saved: { icon: Check, text: 'Saved' },
  saving: { icon: LoaderCircle, text: 'Saving' },
  failed: { icon: CircleAlert, text: 'Not saved', bad: true },
  full: { icon: CircleAlert, text: 'Not saved: storage is full', bad: true },
}

/** The scenario's name, to be changed in place, and whether it is kept: the way to its versions. */
export const ScenarioTitle = () => {
  const name = useStudio(({ document }) => document.name)
  const saveState = useStudio((state) => state.saveState)
  const readOnly = useStudio((state) => state.readOnly)
  const look = readOnly ? { icon: Eye, text: 'Read-only', bad: undefined } : SAVE_LOOKS[saveState]
  const Icon = look.icon
  return (
    <div className={styles['title']}>
      <input
        type="text"
        className={styles['name']}
        aria-label="Name of the scenario"
        maxLength={200}
        readOnly={readOnly}
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
      <button
        type="button"
        className={`${styles['save']} ${look.bad === true ? styles['failed'] : ''}`}
        title="Earlier versions, and where the scenario is kept"
        onClick={() => studio.setState({ dialog: look.bad === true ? 'storage' : 'versions' })}
      >
        <Icon aria-hidden size={12} />
        <span>{look.text}</span>
      </button>
    </div>
  )
}
