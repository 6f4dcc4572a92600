import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { printMillis } from '../../base/time.ts'
import type { RunReport } from '../../log/report.ts'
import { copyText } from '../store/files.ts'
import { IconButton } from '../ui/Button.tsx'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import styles from './ReportPanel.module.css'

/** How it ended, and what identifies the run: seed and digest. */
export function ReportHead({ report }: { readonly report: RunReport }) {
  const held = report.assertions.filter(({ verdict }) => verdict === 'holds').length
  return (
    <header className={styles['head']}>
      <div className={styles['title']}>
        <VerdictBadge state={report.verdict} large />
        <h2>{report.scenario}</h2>
      </div>
      <dl className={styles['facts']}>
        <Fact term="Assertions">
          {held} of {report.assertions.length} hold
        </Fact>
        <Fact term="Events">{report.events.total.toLocaleString('en')}</Fact>
        <Fact term="Cycles">{report.cycles.toLocaleString('en')}</Fact>
        <Fact term="Virtual time">{printMillis(report.durationMs)}</Fact>
        <Fact term="Seed">
          <code>{report.seed}</code>
        </Fact>
        <Fact term="Digest">
          <code className={styles['digest']}>{report.digest}</code>
          <span className={styles['onScreen']}>
            <IconButton
              icon={Copy}
              size={13}
              label="Copy the digest of the report"
              className={styles['copy'] ?? ''}
              onClick={() => void copyText(report.digest, 'the digest')}
            />
          </span>
        </Fact>
      </dl>
    </header>
  )
}

const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
