import { useState } from 'react'
import type { Loss } from '../keep/inspect.ts'
import { downloadText, fileNameOf } from '../store/files.ts'
import { recover } from '../store/keeping.ts'
import { notify, studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import dialogs from './dialogs.module.css'
import styles from './keep.module.css'

const later = () => studio.setState({ recovery: null })

/** What was found of work that the browser's storage lost: a list to choose from, never an empty start. */
export const RecoveryDialog = () => {
  const recovery = useStudio((state) => state.recovery)
  const [busy, setBusy] = useState(false)
  const losses = recovery?.losses ?? []
  const found = losses.filter((loss) => loss.found !== null)
  const restore = async () => {
    setBusy(true)
    try {
      await recover(losses)
      notify(
        found.length === 0
          ? 'The storage is in order again.'
          : `Restored ${found.length} of ${losses.length}`,
      )
    } catch (error) {
      notify(`Not restored: ${error instanceof Error ? error.message : String(error)}`, 'bad')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open={recovery !== null}
      onClose={later}
      wide
      title="The browser’s storage was damaged"
      description="The studio compares its database with a second copy each time it starts. This time they differ."
    >
      <ul className={styles['findings']}>
        {recovery?.findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
      {losses.length === 0 ? (
        <p>No scenario is missing: everything that was saved is still there.</p>
      ) : (
        <ul className={styles['rows']} aria-label="Scenarios that were found">
          {losses.map((loss) => (
            <LossRow key={loss.docId} loss={loss} />
          ))}
        </ul>
      )}
      <div className={dialogs['actions']}>
        <Button onClick={later}>Decide later</Button>
        <Button variant="primary" disabled={busy} onClick={() => void restore()}>
          {found.length === 0 ? 'Put the storage in order' : `Restore ${found.length}`}
        </Button>
      </div>
    </Modal>
  )
}

const LossRow = ({ loss: { name, found } }: { readonly loss: Loss }) => (
  <li className={styles['row']}>
    <div>
      <bdi>{name}</bdi>
      <small>
        {found === null
          ? 'No newer copy was found. If an older state is in the list of scenarios, it stays there.'
          : `Saved ${new Date(found.version.changedAt).toLocaleString()}, from the ${found.from}`}
      </small>
    </div>
    {found !== null && (
      <Button
        onClick={() => downloadText([found.version.body], fileNameOf(name, '.json'), 'application/json')}
      >
        Download
      </Button>
    )}
  </li>
)
