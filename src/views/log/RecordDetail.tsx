import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useMemo, type KeyboardEvent } from 'react'
import { focusRecord } from '../store/running.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import { causesOf, Effects } from './causes.ts'
import { printClock, printCount } from './format.ts'
import { FaultDeeds, Measured, PartLink, RecordLinks, Witnesses } from './RecordSections.tsx'
import { RecordPayload } from './RecordPayload.tsx'
import { StageBadge } from './StageBadge.tsx'
import styles from './RecordDetail.module.css'

interface RecordDetailProps {
  /** The record before or after one, in the order of the panel that shows the detail; null at its ends. */
  readonly neighbour?: (seq: number, by: -1 | 1) => number | null
  /** Where the focus goes when the detail closes. */
  readonly onClose?: () => void
}

/** Everything the log knows of the focused record. Renders nothing while none is focused. */
export const RecordDetail = ({ neighbour, onClose }: RecordDetailProps) => {
  const run = useStudio((state) => state.run)
  const seq = useStudio((state) => state.focusedSeq)
  if (seq === null || seq >= run.log.count) return null
  const inLog = (from: number, by: -1 | 1) => (from + by < 0 || from + by >= run.log.count ? null : from + by)
  const close = () => {
    focusRecord(null)
    onClose?.()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape in any of its controls closes it
    <aside className={styles['detail']} aria-label={`Record ${seq}`} onKeyDown={onKeyDown}>
      <Head run={run} seq={seq} neighbour={neighbour ?? inLog} onClose={close} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <section className={styles['body']} tabIndex={0} aria-label={`Details of record ${seq}`}>
        <Facts run={run} seq={seq} />
        <Measured run={run} seq={seq} />
        <FaultDeeds run={run} seq={seq} />
        <RecordPayload payload={run.log.payloadAt(seq)} />
        <Links run={run} seq={seq} />
        <Witnesses run={run} seq={seq} />
      </section>
    </aside>
  )
}

interface HeadProps {
  readonly run: RunState
  readonly seq: number
  readonly neighbour: (seq: number, by: -1 | 1) => number | null
  readonly onClose: () => void
}

const Head = ({ run, seq, neighbour, onClose }: HeadProps) => {
  const before = neighbour(seq, -1)
  const after = neighbour(seq, 1)
  return (
    <header className={styles['head']}>
      <span className={styles['seq']}>#{seq}</span>
      <StageBadge stage={run.log.channelAt(seq).stage} />
      <span className={styles['gap']} />
      <IconButton
        icon={ChevronLeft}
        label="Previous record"
        disabled={before === null}
        onClick={() => focusRecord(before)}
      />
      <IconButton
        icon={ChevronRight}
        label="Next record"
        disabled={after === null}
        onClick={() => focusRecord(after)}
      />
      <IconButton icon={X} label="Close record" shortcut="Esc" onClick={onClose} />
    </header>
  )
}

export interface RecordProps {
  readonly run: RunState
  readonly seq: number
}

const Facts = ({ run, seq }: RecordProps) => {
  const { topic, source } = run.log.channelAt(seq)
  const timeMs = run.log.timeAt(seq)
  const cycleMs = run.document?.clock.cycleMs ?? 1_000
  return (
    <>
      <h3 className={styles['topic']}>{topic}</h3>
      <dl className={styles['facts']}>
        <dt>Time</dt>
        <dd>
          {printClock(timeMs)} <small>{printCount(timeMs)} ms</small>
        </dd>
        <dt>Cycle</dt>
        <dd>{Math.floor(timeMs / cycleMs)}</dd>
        <dt>Source</dt>
        <dd>
          <PartLink document={run.document} source={source} />
        </dd>
      </dl>
    </>
  )
}

const Links = ({ run, seq }: RecordProps) => {
  const causes = useMemo(() => causesOf(run.log, seq), [run.log, seq])
  const effects = useMemo(() => new Effects(run.log, seq), [run.log, seq])
  effects.search()
  return (
    <>
      <RecordLinks title="Caused by" run={run} seqs={causes} more="" />
      <RecordLinks
        title="Led to"
        run={run}
        seqs={effects.found}
        more={effects.bounded ? 'Further records may follow.' : ''}
      />
    </>
  )
}
