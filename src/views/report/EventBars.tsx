import type { RunReport } from '../../log/report.ts'
import type { Counts } from '../../log/traffic.ts'
import { Block } from './Block.tsx'
import styles from './ReportPanel.module.css'

interface EventBarsProps {
  readonly events: RunReport['events']
  /** Of the stretch that the report is narrowed to; null for the whole run. */
  readonly within: Counts | null
}

/** Delivered events by topic, most frequent first, each with a bar of its share. */
export function EventBars({ events: whole, within }: EventBarsProps) {
  const events = within ?? whole
  const of = within === null ? '' : ` of ${whole.total.toLocaleString('en')}`
  const topics = Object.entries(events.byTopic).toSorted(([, a], [, b]) => b - a)
  const most = topics[0]?.[1] ?? 1
  return (
    <Block title="Events" note={`${events.total.toLocaleString('en')}${of} delivered`}>
      {topics.length === 0 ? (
        <p className={styles['none']}>
          {within === null ? 'No event was delivered.' : 'No event was delivered in this stretch.'}
        </p>
      ) : (
        <dl className={styles['bars']}>
          {topics.map(([topic, count]) => (
            <div key={topic}>
              <dt>
                <code>{topic}</code>
              </dt>
              <dd>
                <svg aria-hidden viewBox="0 0 100 6" preserveAspectRatio="none">
                  <rect width="100" height="6" fill="var(--surface-3)" />
                  <rect width={Math.max(0.7, (count / most) * 100)} height="6" fill="var(--series-1)" />
                </svg>
                <span>{count.toLocaleString('en')}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Block>
  )
}
