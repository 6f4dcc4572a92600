import { Plus } from 'lucide-react'
import { memo } from 'react'
import { findKind, sourceKinds } from '../../catalog.ts'
import { kindsOf, type Part, type PartList } from '../../document/edit.ts'
import { outcomeOf, type LiveAssertion } from '../../log/report.ts'
import type { SourceSpec } from '../../document/types.ts'
import { IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { partIcon } from '../ui/part-icons.ts'
import { VerdictBadge, type BadgeState } from '../ui/VerdictBadge.tsx'
import { addPartNamed, addStepNamed, selectPart } from '../store/editing.ts'
import { shownAssertions } from '../store/moment.ts'
import { useSeen } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import { wordsOf } from '../store/words.ts'
import { StepOutline } from './StepOutline.tsx'
import { Subscenarios } from './Subscenarios.tsx'
import styles from './library.module.css'

interface Section {
  readonly list: PartList
  readonly title: string
  readonly add: string
  /** What to say while there are none. */
  readonly none: string
}

const SECTIONS: readonly Section[] = [
  { list: 'sources', title: 'Sources', add: 'Add source', none: 'Nothing publishes data yet.' },
  { list: 'agents', title: 'Agents', add: 'Add agent', none: 'No participants: nothing reacts to events.' },
  { list: 'faults', title: 'Faults', add: 'Add fault', none: 'Nothing goes wrong.' },
  { list: 'assertions', title: 'Assertions', add: 'Add assertion', none: 'Nothing is checked yet.' },
  { list: 'steps', title: 'Steps', add: 'Add step', none: 'No steps.' },
]

/** The scenario as an ordered outline: everything the graph and the run consist of, reachable by keyboard. */
export const ScenarioTab = () => (
  <div className={styles['scroll']}>
    {SECTIONS.map((section) => (
      <OutlineSection key={section.list} {...section} />
    ))}
    <Subscenarios />
  </div>
)

const OutlineSection = ({ list, title, add, none }: Section) => {
  const parts = useSeen((document) => document[list]) as readonly Part[]
  // What kinds say of themselves comes after the graph.
  useStudio((state) => state.complete)
  return (
    <section className={styles['section']} aria-label={title}>
      <header className={styles['sectionHead']}>
        <h2 className={styles['sectionTitle']}>{title}</h2>
        <Menu
          label={add}
          align="end"
          trigger={<IconButton icon={Plus} label={add} size={15} className={styles['small'] ?? ''} />}
          items={kindsOf(list).map(({ name, title: kindTitle, summary }) => ({
            icon: partIcon(list, name),
            title: kindTitle,
            hint: summary,
            onSelect: () => addNew(list, name),
          }))}
        />
      </header>
      {parts.length === 0 ? (
        <p className={styles['none']}>{none}</p>
      ) : list === 'steps' ? (
        <StepOutline />
      ) : (
        <ul>
          {parts.map((part) => (
            <OutlineItem key={part.id} list={list} part={part} />
          ))}
        </ul>
      )}
    </section>
  )
}

const addNew = (list: PartList, kind: string): void =>
  list === 'steps' ? addStepNamed(kind) : addPartNamed(list, kind)

const OutlineItem = memo(({ list, part }: { readonly list: PartList; readonly part: Part }) => {
  const selected = useStudio(({ selection }) => selection.parts.includes(part.id))
  const verdict = useStudio((state) => verdictOf(shownAssertions(state), list, part.id))
  const Icon = partIcon(list, part.kind)
  const off = 'enabled' in part && !part.enabled
  return (
    <li>
      <button
        type="button"
        className={styles['item']}
        aria-current={selected ? 'true' : undefined}
        onClick={() => selectPart(part.id)}
      >
        <Icon aria-hidden size={15} className={styles[list]} />
        <span className={styles['itemText']}>
          <span className={styles['itemName']}>{part.name || part.id}</span>
          <span className={styles['itemFoot']}>
            <span className={styles['itemHint']}>{describePart(list, part)}</span>
            {off && <span className={styles['off']}>off</span>}
            {verdict !== null && <VerdictBadge state={verdict} />}
          </span>
        </span>
      </button>
    </li>
  )
})
OutlineItem.displayName = 'OutlineItem'

function verdictOf(
  assertions: readonly LiveAssertion[] | null,
  list: PartList,
  id: string,
): BadgeState | null {
  if (assertions === null || list !== 'assertions') return null
  const assertion = assertions.find((candidate) => candidate.id === id)
  if (assertion === undefined) return null
  return assertion.decided ? outcomeOf(assertion) : 'open'
}

/** A few words from the part's own kind. */
function describePart(list: PartList, part: Part): string {
  if (list === 'sources') {
    const { topic, profile } = part as SourceSpec
    const kind = findKind(findKind(sourceKinds, part.kind)?.profiles ?? [], profile.kind)
    return `${kind?.title ?? profile.kind} → ${topic}`
  }
  return wordsOf(list, part)
}
