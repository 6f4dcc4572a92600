import { ListPlus, Zap } from 'lucide-react'
import type { Stage } from '../../kinds/contracts.ts'
import { FilterText } from '../log/FilterText.tsx'
import { printCount } from '../log/format.ts'
import { STAGES } from '../log/stages.ts'
import { scenarioOf } from '../store/recordings.ts'
import type { RunState } from '../store/studio.ts'
import { RangeChip } from '../log/RangeChip.tsx'
import type { EventFilter } from '../log/record-filter.ts'
import type { SeqItems } from '../log/seq-list.ts'
import type { FilteredLog } from './filter.ts'
import styles from './Events.module.css'

interface EventsBarProps {
  readonly run: RunState
  readonly list: FilteredLog
  /** Of these, the ones within the stretch that is shown. */
  readonly found: SeqItems
  readonly filter: EventFilter
  readonly onChange: (change: Partial<EventFilter>) => void
}

const TOGGLES: readonly (readonly [stage: Stage, label: string])[] = [
  ['delivered', 'Delivered'],
  ['held', 'Held'],
  ['dropped', 'Dropped'],
  ['mark', 'Marks'],
]

export const EventsBar = ({ run, list, found, filter, onChange }: EventsBarProps) => (
  <search className={styles['bar']} aria-label="Filter of events">
    <FilterText run={run} className={styles['text'] ?? ''} />
    <TopicSelect run={run} value={filter.topic} onChange={(topic) => onChange({ topic })} />
    <fieldset className={styles['toggles']} aria-label="Stages">
      {TOGGLES.map(([stage, label]) => (
        <StageToggle
          key={stage}
          stage={stage}
          label={label}
          on={filter.stages[stage]}
          onToggle={() => onChange({ stages: { ...filter.stages, [stage]: !filter.stages[stage] } })}
        />
      ))}
    </fieldset>
    <button
      type="button"
      className={`${styles['toggle']} ${styles['byFaults']}`}
      aria-pressed={filter.touchedOnly}
      aria-label="Only touched by faults"
      title="Only events that a fault made or changed"
      onClick={() => onChange({ touchedOnly: !filter.touchedOnly })}
    >
      <Zap aria-hidden size={13} />
      <span>Touched by faults</span>
    </button>
    <RangeChip />
    <FoundCount run={run} list={list} count={found.length} />
    <button
      type="button"
      className={styles['toggle']}
      disabled={run.status === 'running' || list.rows < run.log.count || found.length === 0}
      aria-label="Make a scenario of these events"
      title="A new scenario that publishes the delivered ones of these events again, each at its time"
      onClick={() => scenarioOf(found)}
    >
      <ListPlus aria-hidden size={13} />
      <span>To scenario</span>
    </button>
  </search>
)

interface StageToggleProps {
  readonly stage: Stage
  readonly label: string
  readonly on: boolean
  readonly onToggle: () => void
}

const StageToggle = ({ stage, label, on, onToggle }: StageToggleProps) => {
  const { icon: Icon, meaning } = STAGES[stage]
  return (
    <button
      type="button"
      className={styles['toggle']}
      aria-pressed={on}
      aria-label={label}
      title={`${label}: ${meaning}`}
      onClick={onToggle}
    >
      <Icon aria-hidden size={13} />
      <span>{label}</span>
    </button>
  )
}

interface TopicSelectProps {
  readonly run: RunState
  readonly value: string
  readonly onChange: (topic: string) => void
}

const TopicSelect = ({ run, value, onChange }: TopicSelectProps) => {
  const topics = new Set(run.log.channels.map(({ topic }) => topic))
  if (value !== '') topics.add(value)
  return (
    <select
      className={styles['topics']}
      aria-label="Topic"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">All topics</option>
      {[...topics].toSorted().map((topic) => (
        <option key={topic}>{topic}</option>
      ))}
    </select>
  )
}

/** While the run goes on the count is for the eye only: read out thirty times a second it would drown everything. */
const FoundCount = ({
  run,
  list,
  count,
}: Pick<EventsBarProps, 'run' | 'list'> & { readonly count: number }) => {
  const live = run.status === 'running'
  const done = list.rows >= run.log.count
  const found = `${printCount(count)} of ${printCount(run.log.count)}`
  const share = run.log.count === 0 ? 0 : Math.floor((100 * list.rows) / run.log.count)
  return (
    <>
      <span className={styles['found']} aria-hidden>
        {found}
        {!done && !live && ` · ${share} % searched`}
      </span>
      <output className="visually-hidden">{done && !live ? `${found} records` : ''}</output>
    </>
  )
}
