import { Disc3 } from 'lucide-react'
import { discardRun } from '../store/running.ts'
import { useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

/** Across the page while the panels show a log from a file instead of a run. */
/** What reads recordings comes when one is read. */
const replay = () => void import('../store/recordings.ts').then((module) => module.replayRecording())

export const RecordingBanner = () => {
  const name = useStudio(({ run }) => run.recorded)
  const count = useStudio(({ run }) => run.log.count)
  if (name === null) return null
  return (
    <div role="status" className={styles['banner']}>
      <Disc3 aria-hidden size={15} />
      <p>
        The panels show the recording <bdi>{name}</bdi>: {count.toLocaleString('en')} records from a file, not
        a run made here.
      </p>
      <Button onClick={replay}>Replay it as a scenario</Button>
      <Button variant="quiet" onClick={discardRun}>
        Close the recording
      </Button>
    </div>
  )
}
