import type { MouseEvent } from 'react'
import type { ScenarioDocument } from '../../document/types.ts'
import { selectPart } from '../store/editing.ts'
import { focusRecord } from '../store/running.ts'
import type { RunState } from '../store/studio.ts'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import { Zap } from 'lucide-react'
import { DEEDS, faultName, isInjected, partOfSource, printClock, sourceName } from './format.ts'
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

export const RecordLinks = ({ title, run, seqs, more }: RecordLinksProps) => {
  if (seqs.length === 0) return null
  return (
    <section className={styles['section']}>
      <h4>{title}</h4>
      <ol className={styles['links']}>
        {seqs.map((seq) => (
          <li key={seq}>
            <RecordLink run={run} seq={seq} />
          </li>
        ))}
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
