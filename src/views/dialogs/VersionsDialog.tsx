import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { parseDocument } from '../../document/parse.ts'
import type { Version } from '../keep/record.ts'
import { edit } from '../store/editing.ts'
import { flush, versions } from '../store/keeping.ts'
import { notify, studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Modal } from '../ui/Modal.tsx'
import dialogs from './dialogs.module.css'
import styles from './keep.module.css'

const close = () => studio.setState({ dialog: null })

/** The scenario as it was: each version can be had back, and having it back can be undone. */
export const VersionsDialog = () => {
  const open = useStudio(({ dialog }) => dialog === 'versions')
  return (
    <Modal
      open={open}
      onClose={close}
      title="Versions"
      description="Kept in this browser: the last 20, then one every five minutes, then one an hour for a week."
    >
      <VersionList />
      <div className={dialogs['actions']}>
        <Button onClick={() => studio.setState({ dialog: 'storage' })}>Storage…</Button>
        <Button variant="primary" onClick={close}>
          Close
        </Button>
      </div>
    </Modal>
  )
}

const VersionList = () => {
  const docId = useStudio((state) => state.scenarioId)
  const [found, setFound] = useState<readonly Version[] | null>(null)
  useEffect(() => {
    let wanted = true
    flush()
      .then(() => versions(docId))
      .then(
        (list) => wanted && setFound(list),
        () => wanted && setFound([]),
      )
    return () => {
      wanted = false
    }
  }, [docId])
  if (found === null) return null
  if (found.length === 0) {
    return (
      <Empty icon={History} title="No versions yet">
        The first one is made when you change the scenario.
      </Empty>
    )
  }
  return (
    <ol className={styles['rows']} aria-label="Versions, newest first">
      {found.map((version, index) => (
        <li key={version.rev} className={styles['row']}>
          <div>
            <bdi>{version.name}</bdi>
            <small>{new Date(version.changedAt).toLocaleString()}</small>
          </div>
          {index === 0 ? (
            <span className={styles['quiet']}>as saved now</span>
          ) : (
            <Button onClick={() => restore(version)}>Restore</Button>
          )}
        </li>
      ))}
    </ol>
  )
}

function restore({ body, changedAt }: Version): void {
  const parsed = parseDocument(body)
  if (!parsed.ok) {
    notify('This version can no longer be read.', 'bad')
    return
  }
  edit('Restore a version', () => parsed.value)
  close()
  notify(`Restored the version of ${new Date(changedAt).toLocaleString()}`)
}
