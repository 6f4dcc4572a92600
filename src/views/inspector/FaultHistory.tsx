import type { EventLog, Hit } from '../../log/event-log.ts'
import { focusRecord } from '../store/running.ts'
import { useStudio } from '../store/studio.ts'
import { useThrottledRun } from '../store/use-throttled-run.ts'
import { DEEDS, printClock } from '../log/format.ts'
import styles from './agent.module.css'

const LOOK_MS = 250
const LISTED = 8
/** Hits of all faults that are looked through for those of one. */
const MOST_LOOKED_AT = 100_000

/** What a fault did in the last run, the latest first; a click goes to the event. */
export const FaultHistory = ({ fault }: { readonly fault: string }) => {
  const { log, progress } = useThrottledRun(LOOK_MS)
  const ran = useStudio(({ run }) => run.document)
  const focused = useStudio(({ focusedSeq }) => focusedSeq)
  const index = ran?.faults.findIndex(({ id }) => id === fault) ?? -1
  if (progress === null || index < 0) return null
  const hits = latestHits(log, index, focused ?? Infinity)
  if (hits.length === 0) return null
  return (
    <section className={styles['section']} aria-label="What it did">
      <h3 className={styles['title']}>What it did</h3>
      <ol
        className={styles['states']}
        aria-label={focused === null ? 'Last acts' : 'Acts up to the record in focus'}
      >
        {hits.map(({ seq, decision, match }, nth) => (
          // One record can have several acts of a fault.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${seq} ${nth}`}>
            <button
              type="button"
              className={styles['state']}
              aria-current={seq === focused}
              onClick={() => focusRecord(seq)}
            >
              <time className={styles['time']}>{printClock(log.timeAt(seq))}</time>
              <span>
                {eventOf(log, seq)}: {DEEDS[decision]}
                {match !== undefined && `, match ${match.toLocaleString('en')}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The last acts of a fault up to a record, the latest first. */
function latestHits(log: EventLog, fault: number, until: number): Hit[] {
  const { hits } = log
  const found: Hit[] = []
  const end = Math.max(0, hits.length - MOST_LOOKED_AT)
  for (let at = hits.length - 1; at >= end && found.length < LISTED; at--) {
    const hit = hits[at]
    if (hit === undefined || hit.fault !== fault || hit.seq > until) continue
    if (!isToldBefore(log, hit)) found.push(hit)
  }
  return found
}

/** True of the delivery of an event that was held: the record that says it was held has the same act. */
function isToldBefore(log: EventLog, { seq, fault }: Hit): boolean {
  const cause = log.causeAt(seq)
  return (
    cause >= 0 &&
    log.channelAt(cause).stage === 'held' &&
    log.hitsAt(cause).some((earlier) => earlier.fault === fault)
  )
}

/** The topic of the event it acted on; what happened on a link names the event itself. */
function eventOf(log: EventLog, seq: number): string {
  const { topic, stage } = log.channelAt(seq)
  if (stage !== 'mark') return topic
  const { event, subscriber } = log.payloadAt(seq)
  return typeof event === 'string' && typeof subscriber === 'string' ? `${event} for ${subscriber}` : topic
}
