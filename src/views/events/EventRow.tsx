import { memo } from 'react'
import { Zap } from 'lucide-react'
import type { ScenarioDocument } from '../../document/types.ts'
import type { EventLog } from '../../log/event-log.ts'
import { faultNames, printClock, printPayload, sourceName } from '../log/format.ts'
import { StageBadge } from '../log/StageBadge.tsx'
import styles from './Events.module.css'

interface EventRowProps {
  readonly log: EventLog
  readonly document: ScenarioDocument | null
  readonly seq: number
  readonly index: number
  readonly focused: boolean
  readonly tabbable: boolean
}

const sameRow = (a: EventRowProps, b: EventRowProps): boolean =>
  a.seq === b.seq &&
  a.index === b.index &&
  a.focused === b.focused &&
  a.tabbable === b.tabbable &&
  a.log === b.log

/** One record. What a log says of a record never changes, so a row is drawn once. */
export const EventRow = memo(({ log, document, seq, index, focused, tabbable }: EventRowProps) => {
  const { topic, source, stage } = log.channelAt(seq)
  const timeMs = log.timeAt(seq)
  const cause = log.causeAt(seq)
  const faults = faultNames(log, document, seq)
  const sender = sourceName(document, source)
  return (
    <div
      className={styles['row']}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-seq={seq}
      data-focused={focused}
      data-stage={stage}
    >
      <span role="cell" className={`${styles['cell']} ${styles['seq']}`}>
        <button type="button" tabIndex={tabbable ? 0 : -1} aria-label={`Show record ${seq}`}>
          {seq}
        </button>
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['time']}`}>
        {printClock(timeMs)}
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['cycle']}`}>
        {Math.floor(timeMs / (document?.clock.cycleMs ?? 1_000))}
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['stage']}`}>
        <StageBadge stage={stage} />
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['topic']}`} title={topic}>
        {topic}
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['source']}`} title={sender}>
        {sender}
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['payload']}`}>
        {printPayload(log.payloadAt(seq))}
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['cause']}`}>
        {cause >= 0 && (
          <button
            type="button"
            tabIndex={-1}
            data-cause={cause}
            aria-label={`Show its cause, record ${cause}`}
          >
            #{cause}
          </button>
        )}
      </span>
      <span role="cell" className={`${styles['cell']} ${styles['faults']}`} title={faults.join(', ')}>
        {faults.length > 0 && (
          <span className={styles['fault']}>
            <Zap aria-hidden size={11} />
            {faults.join(', ')}
          </span>
        )}
      </span>
    </div>
  )
}, sameRow)
