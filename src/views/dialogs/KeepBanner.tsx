import { CircleAlert, Eye, FileClock } from 'lucide-react'
import { downloadScenario, saveToFile } from '../store/files.ts'
import { editHere, retry } from '../store/keeping.ts'
import { openNew } from '../store/scenarios.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

/** Across the page when the newest edits are not kept, are in no file, or are somebody else's to make: with a way out. */
export const KeepBanner = () => {
  const readOnly = useStudio((state) => state.readOnly)
  const saveState = useStudio((state) => state.saveState)
  const unfiled = useStudio((state) => state.unfiled)
  if (readOnly) return <ReadOnly />
  if (saveState === 'full' || saveState === 'failed') return <Unsaved full={saveState === 'full'} />
  return unfiled ? <Unfiled /> : null
}

/** Said once of a scenario. */
const Unfiled = () => (
  <div role="status" className={styles['banner']}>
    <FileClock aria-hidden size={15} />
    <p>What you did here is kept in this browser only. A file of your own is safer.</p>
    <Button onClick={() => void saveToFile()}>Save to a file</Button>
    <Button variant="quiet" onClick={() => studio.setState({ unfiled: false })}>
      Not now
    </Button>
  </div>
)

const ReadOnly = () => (
  <div role="status" className={styles['banner']}>
    <Eye aria-hidden size={15} />
    <p>This scenario is being edited in another tab. What is saved there is shown here.</p>
    <Button onClick={editHere}>Edit here</Button>
    <Button variant="quiet" onClick={() => openNew(studio.getState().document)}>
      Open a copy
    </Button>
  </div>
)

const Unsaved = ({ full }: { readonly full: boolean }) => (
  <div role="alert" className={`${styles['banner']} ${styles['bad']}`}>
    <CircleAlert aria-hidden size={15} />
    <p>
      {full
        ? 'The browser’s storage is full: your last edits are not saved. Earlier versions are untouched.'
        : 'The browser could not save your last edits.'}
    </p>
    <Button onClick={downloadScenario}>Download the scenario</Button>
    {full && <Button onClick={() => studio.setState({ dialog: 'storage' })}>Make room…</Button>}
    <Button variant="quiet" onClick={retry}>
      Try again
    </Button>
  </div>
)
