import { useEffect, useState } from 'react'
import { downloadScenario } from '../store/files.ts'
import { makeRoom } from '../store/keeping.ts'
import { notify, studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import dialogs from './dialogs.module.css'
import styles from './keep.module.css'

const close = () => studio.setState({ dialog: null })

interface Usage {
  readonly used: number
  readonly quota: number
  readonly persisted: boolean
}

async function measure(): Promise<Usage> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  return { used: usage, quota, persisted: await navigator.storage.persisted() }
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

/** How much room the browser gives, and what to do when it is too little. */
export const StorageDialog = () => {
  const open = useStudio(({ dialog }) => dialog === 'storage')
  return (
    <Modal
      open={open}
      onClose={close}
      title="Storage"
      description="Everything stays in this browser. A browser may clear what it keeps for a page; files of your own it never touches."
    >
      <Room />
      <div className={dialogs['actions']}>
        <Button onClick={downloadScenario}>Download the scenario</Button>
        <Button variant="primary" onClick={close}>
          Close
        </Button>
      </div>
    </Modal>
  )
}

const Room = () => {
  const [usage, setUsage] = useState<Usage | null>(null)
  const look = () => void measure().then(setUsage, () => setUsage(null))
  useEffect(look, [])
  const act = (work: () => Promise<string>) => {
    work()
      .then(notify, (error: unknown) => notify(error instanceof Error ? error.message : String(error), 'bad'))
      .finally(look)
  }
  return (
    <>
      {usage !== null && (
        <>
          <p>
            {megabytes(usage.used)} of {megabytes(usage.quota)} used
          </p>
          <meter
            className={styles['meter']}
            aria-label="Storage used"
            min={0}
            max={Math.max(1, usage.quota)}
            value={usage.used}
          />
        </>
      )}
      <ul className={styles['rows']}>
        <li className={styles['row']}>
          <div>
            Remove earlier versions
            <small>Of every scenario the newest state stays. What was deleted goes for good.</small>
          </div>
          <Button
            variant="danger"
            onClick={() => act(async () => (await makeRoom(), 'Earlier versions were removed.'))}
          >
            Remove
          </Button>
        </li>
        <li className={styles['row']}>
          <div>
            Ask the browser not to clear it
            <small>
              {usage?.persisted === true ? 'It has promised that.' : 'It decides by itself how it answers.'}
            </small>
          </div>
          <Button
            disabled={usage?.persisted === true}
            onClick={() =>
              act(async () =>
                (await navigator.storage.persist())
                  ? 'The browser will not clear the scenarios by itself.'
                  : 'The browser did not promise it. Keep a file of what matters.',
              )
            }
          >
            Ask
          </Button>
        </li>
      </ul>
    </>
  )
}
