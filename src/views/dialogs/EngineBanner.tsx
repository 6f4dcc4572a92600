import { ServerCrash } from 'lucide-react'
import { ENGINE_VERSION } from '../../base/version.ts'
import { copyText } from '../store/files.ts'
import { discardRun, runOrResume } from '../store/running.ts'
import { useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

/** Across the page when the engine stopped and is not started again by itself. */
export const EngineBanner = () => {
  const status = useStudio(({ run }) => run.status)
  const message = useStudio(({ run }) => run.message)
  const again = useStudio(({ run }) => run.again)
  const records = useStudio(({ run }) => run.log.count)
  if (status !== 'crashed' && status !== 'silent') return null
  return (
    <div role="alert" className={`${styles['banner']} ${styles['bad']}`}>
      <ServerCrash aria-hidden size={15} />
      <p>
        {status === 'silent' ? 'The engine gave no answer' : 'The engine stopped'}
        {again ? ', for the second time' : ''}. The scenario is safe.{' '}
        {records === 0
          ? 'No record of the run was made.'
          : `The last record that it made is ${records - 1}: what happened up to there is shown.`}
      </p>
      <Button onClick={runOrResume}>Run it again</Button>
      <Button
        variant="quiet"
        onClick={() =>
          void copyText(`Engine ${ENGINE_VERSION}\n${navigator.userAgent}\n${message}`, 'the details')
        }
      >
        Copy details
      </Button>
      <Button variant="quiet" onClick={discardRun}>
        Close
      </Button>
    </div>
  )
}
