import { Copy, Fingerprint } from 'lucide-react'
import { printMillis } from '../../base/time.ts'
import { runsAlike } from '../../document/same-run.ts'
import { copyText } from '../store/files.ts'
import { useStudio } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import styles from './dock.module.css'

/** Why there is no report. */
const STOPPED = {
  refused: 'Not run: see Problems',
  crashed: 'Engine error',
  silent: 'Ended: the engine gave no answer',
} as const

const SHOWN_DIGITS = 12

/** How far the run is, how it ended, and its digest. */
export const RunStatusBar = () => {
  const status = useStudio(({ run }) => run.status)
  const progress = useStudio(({ run }) => run.progress)
  const report = useStudio(({ run }) => run.report)
  const edited = useStudio(({ run, document }) => run.document !== null && !runsAlike(run.document, document))
  const again = useStudio(({ run }) => run.again)
  const recorded = useStudio(({ run }) => run.recorded !== null)
  const live = status === 'running' || status === 'paused'
  const expected = progress?.expectedCycles ?? null
  return (
    <div className={styles['status']}>
      {live && progress !== null && expected !== null && expected > 0 && (
        <progress
          className={styles['progress']}
          aria-label="Progress of the run"
          value={Math.min(1, progress.cycle / expected)}
          max={1}
        />
      )}
      {progress !== null && (
        <span className={styles['clock']} data-live={live}>
          cycle {progress.cycle.toLocaleString('en')}
          {live && expected !== null && ` of ${expected.toLocaleString('en')}`}
          <span className={styles['time']}> · {printMillis(progress.atMs)}</span>
        </span>
      )}
      {status === 'running' && <VerdictBadge state="running" />}
      {status === 'paused' && <span className={styles['paused']}>Paused</span>}
      {(status === 'refused' || status === 'crashed' || status === 'silent') && (
        <span className={styles['failedRun']}>{STOPPED[status]}</span>
      )}
      {again && (
        <span
          className={styles['edited']}
          title="It had stopped. The run is the same: document and seed are."
        >
          engine restarted
        </span>
      )}
      {recorded && <span className={styles['edited']}>Recording</span>}
      {edited && report !== null && <span className={styles['edited']}>edited since</span>}
      {report !== null && <VerdictBadge state={report.verdict} />}
      <span className={styles['digestBox']} hidden={report === null}>
        <Fingerprint aria-hidden size={14} />
        <span className="visually-hidden">Digest</span>
        <code data-testid="digest" data-digest={report?.digest} title={report?.digest}>
          {report?.digest.slice(0, SHOWN_DIGITS)}
        </code>
        <IconButton
          icon={Copy}
          size={13}
          label="Copy the digest"
          className={styles['copy'] ?? ''}
          onClick={() => void copyText(report?.digest ?? '', 'the digest')}
        />
      </span>
    </div>
  )
}
