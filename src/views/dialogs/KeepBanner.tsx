import { CircleAlert, Eye } from 'lucide-react'
import { downloadScenario } from '../store/files.ts'
import { editHere, retry } from '../store/keeping.ts'
import { openNew } from '../store/scenarios.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

/** Across the page when the newest edits are not kept, or are somebody else's to make: with a way out. */
export const KeepBanner = () => {
  const readOnly = useStudio((state) => state.readOnly)
  const saveState = useStudio((state) => state.saveState)
  if (readOnly) return <ReadOnly />
  return saveState === 'full' || saveState === 'failed' ? <Unsaved full={saveState === 'full'} /> : null
}

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
