import { useMemo, useState, type MouseEvent } from 'react'
import type { ScenarioDocument } from '../../document/types.ts'
import { selectPart } from '../store/editing.ts'
import { measureFrom } from '../store/range.ts'
import { focusRecord } from '../store/running.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import { Ruler, X, Zap } from 'lucide-react'
import { DEEDS, faultName, isInjected, partOfSource, printClock, printCounted, sourceName } from './format.ts'
import { latencyBetween, printLatency } from './latency.ts'
import { STAGES } from './stages.ts'
import styles from './RecordDetail.module.css'

interface SectionProps {
  readonly run: RunState
  readonly seq: number
}

/** The part of the scenario behind a record; a click selects it in the graph or the library. */
export const PartLink = ({
  document,
  source,
}: {
  readonly document: ScenarioDocument | null
  readonly source: string
}) => (
  <button type="button" className={styles['link']} onClick={() => selectPart(partOfSource(source))}>
    {sourceName(document, source)}
  </button>
)

/** How far the record is from the one that is measured from. */
export const Measured = ({ run, seq }: SectionProps) => {
  const from = useStudio((state) => state.measuredFrom)
  const { log, document } = run
  const cycleMs = document?.clock.cycleMs ?? 1_000
  const latency = useMemo(
    () =>
      from === null || from === seq || from >= log.count ? null : latencyBetween(log, from, seq, cycleMs),
    [log, from, seq, cycleMs],
  )
  if (from === null) return null
  return (
    <section className={styles['measured']} aria-label="Latency">
      <Ruler aria-hidden size={14} />
      <p>
        {latency === null ? (
          'Measured from here: choose another event.'
        ) : (
          <>
            <strong>{printLatency(latency)}</strong>
            <button type="button" className={styles['link']} onClick={() => focusRecord(from)}>
              from #{from}
            </button>
          </>
        )}
      </p>
      <IconButton icon={X} size={13} label="Measure no more" onClick={() => measureFrom(null)} />
    </section>
  )
}

/** What each fault did to the event. */
export const FaultDeeds = ({ run, seq }: SectionProps) => {
  const { log, document } = run
  const channel = log.channelAt(seq)
  const hits = log.hitsAt(seq)
  const injected = isInjected(channel)
  if (hits.length === 0 && !injected) return null
  return (
    <section className={styles['section']}>
      <h4>Faults</h4>
      <ul className={styles['deeds']}>
        {injected && (
          <Deed name={sourceName(document, channel.source)} id={partOfSource(channel.source)} did="made it" />
        )}
        {hits.map(({ fault, decision }) => (
          <Deed
            key={`${fault} ${decision}`}
            name={faultName(document, fault)}
            id={document?.faults[fault]?.id ?? ''}
            did={DEEDS[decision]}
          />
        ))}
      </ul>
    </section>
  )
}

const Deed = ({ name, id, did }: { readonly name: string; readonly id: string; readonly did: string }) => (
  <li>
    <Zap aria-hidden size={13} />
    <span>
      <button type="button" className={styles['link']} onClick={() => selectPart(id)}>
        {name}
      </button>{' '}
      {did}
    </span>
  </li>
)

interface RecordLinksProps {
  readonly title: string
  readonly run: RunState
  readonly seqs: readonly number[]
  /** Said below the list where it does not hold everything. */
  readonly more: string
}

/** Of a longer list the first ones are shown, and the last: where a chain began. */
const MOST_SHOWN = 12
/** Nobody reads more, and the page stays quick. */
const MOST_AT_ALL = 1_000

export const RecordLinks = ({ title, run, seqs, more }: RecordLinksProps) => {
  const [whole, setWhole] = useState<readonly number[] | null>(null)
  if (seqs.length === 0) return null
  const most = whole === seqs ? MOST_AT_ALL : MOST_SHOWN
  const head = seqs.length > most ? seqs.slice(0, most - 1) : seqs
  const last = head === seqs ? undefined : seqs.at(-1)
  return (
    <section className={styles['section']}>
      <h4>
        {title}
        {seqs.length > MOST_SHOWN && <small>{printCounted(seqs.length, 'record')}</small>}
      </h4>
      <ol className={styles['links']}>
        {head.map((seq) => (
          <li key={seq}>
            <RecordLink run={run} seq={seq} />
          </li>
        ))}
        {last !== undefined && (
          <>
            <li>
              <button
                type="button"
                className={styles['link']}
                disabled={whole === seqs}
                onClick={() => setWhole(seqs)}
              >
                {printCounted(seqs.length - most, 'record')} between
              </button>
            </li>
            <li>
              <RecordLink run={run} seq={last} />
            </li>
          </>
        )}
      </ol>
      {more !== '' && <p className={styles['more']}>{more}</p>}
    </section>
  )
}

const RecordLink = ({ run, seq }: SectionProps) => {
  const { topic, stage } = run.log.channelAt(seq)
  const show = ({ currentTarget }: MouseEvent) => {
    // The link goes with the record it belongs to: the focus stays in the detail.
    currentTarget.closest<HTMLElement>('[tabindex="0"]')?.focus()
    focusRecord(seq)
  }
  return (
    <button type="button" className={styles['record']} onClick={show}>
      <span className={styles['recordSeq']}>#{seq}</span>
      <span className={styles['recordTopic']}>{topic}</span>
      {(stage === 'held' || stage === 'dropped') && (
        <span className={styles['recordStage']}>{STAGES[stage].word}</span>
      )}
      <span className={styles['recordTime']}>{printClock(run.log.timeAt(seq))}</span>
    </button>
  )
}

/** The assertions that this record decided, as far as the run has come. */
export const Witnesses = ({ run, seq }: SectionProps) => {
  const all = run.report?.assertions ?? run.progress?.assertions ?? []
  const decidedBy = all.filter(({ witness }) => witness.includes(seq))
  if (decidedBy.length === 0) return null
  const nameOf = (id: string) => run.document?.assertions.find((assertion) => assertion.id === id)?.name || id
  return (
    <section className={styles['section']}>
      <h4>Decided</h4>
      <ul className={styles['witnesses']}>
        {decidedBy.map(({ id, verdict, message }) => (
          <li key={id}>
            <VerdictBadge state={verdict} />
            <span>
              <button type="button" className={styles['link']} onClick={() => selectPart(id)}>
                {nameOf(id)}
              </button>
              <small>{message}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
