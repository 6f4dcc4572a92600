import { GripVertical, Search } from 'lucide-react'
import { useState } from 'react'
import { agentKinds, assertionKinds, chaosKinds, sourceKinds, stepKinds } from '../../catalog.ts'
import type { PartList } from '../../document/edit.ts'
import type { Kind } from '../../kinds/contracts.ts'
import { DRAG_TYPE } from '../ui/drag.ts'
import { partIcon } from '../ui/part-icons.ts'
import { addPartNamed, addStepNamed } from '../store/editing.ts'
import { Subscenarios } from './Subscenarios.tsx'
import styles from './library.module.css'

interface Entry {
  readonly key: string
  readonly list: PartList
  readonly kind: Kind
  readonly title: string
  readonly summary: string
  readonly add: () => void
}

const entry = (list: PartList, kind: Kind, add: () => void): Entry => ({
  key: `${list} ${kind.name}`,
  list,
  kind,
  title: kind.title,
  summary: kind.summary,
  add,
})

/** Everything that can be added, from the catalog: a new kind appears here by itself. */
const GROUPS: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  { title: 'Steps', entries: stepKinds.map((kind) => entry('steps', kind, () => addStepNamed(kind.name))) },
  ...sourceGroups(),
  {
    title: 'Agents',
    entries: agentKinds.map((kind) => entry('agents', kind, () => addPartNamed('agents', kind.name))),
  },
  ...grouped(
    'Faults',
    chaosKinds.map((kind) => entry('faults', kind, () => addPartNamed('faults', kind.name))),
  ),
  ...grouped(
    'Assertions',
    assertionKinds.map((kind) => entry('assertions', kind, () => addPartNamed('assertions', kind.name))),
  ),
]

/**
 * A source is added by one of its profiles. Profiles that another source before it has too are not shown
 * again: such a source is one entry, and its profile is chosen in the inspector.
 */
function sourceGroups() {
  const shown = new Set<Kind>()
  const groups: { title: string; entries: Entry[] }[] = []
  const others: Entry[] = []
  for (const source of sourceKinds) {
    const fresh = source.profiles.filter((profile) => !shown.has(profile))
    for (const profile of fresh) shown.add(profile)
    if (fresh.length === 0) {
      others.push(entry('sources', source, () => addPartNamed('sources', source.name)))
      continue
    }
    const entries = fresh.map((profile) => ({
      ...entry('sources', source, () => addPartNamed('sources', source.name, profile.name)),
      key: `${source.name} ${profile.name}`,
      title: profile.title,
      summary: profile.summary,
    }))
    groups.push({ title: `${source.title} profiles`, entries })
  }
  return others.length === 0 ? groups : [...groups, { title: 'More sources', entries: others }]
}

/** A long list under a heading for each of its kinds' groups, in order of first appearance. */
function grouped(title: string, entries: readonly Entry[]) {
  const groups = [...new Set(entries.map(({ kind }) => kind.group))]
  return groups.map((group) => ({
    title: group === undefined ? title : `${title}: ${group.toLowerCase()}`,
    entries: entries.filter(({ kind }) => kind.group === group),
  }))
}

export const AddTab = () => {
  const [query, setQuery] = useState('')
  const words = query.toLowerCase().split(' ').filter(Boolean)
  const shown = GROUPS.map((group) => ({
    ...group,
    entries: group.entries.filter(({ title, summary }) => {
      const text = `${group.title} ${title} ${summary}`.toLowerCase()
      return words.every((word) => text.includes(word))
    }),
  })).filter(({ entries }) => entries.length > 0)
  return (
    <div className={styles['scroll']}>
      <div className={styles['search']}>
        <Search aria-hidden size={14} />
        <input
          type="search"
          aria-label="Search what can be added"
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {shown.length === 0 && (
        <p className={styles['none']}>
          Nothing matches “<bdi>{query}</bdi>”.
        </p>
      )}
      <Subscenarios />
      {shown.map(({ title, entries }) => (
        <section key={title} className={styles['section']} aria-label={title}>
          <h2 className={styles['sectionTitle']}>{title}</h2>
          <ul>
            {entries.map((item) => (
              <PaletteItem key={item.key} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** Click or Enter adds it in a good place; a step can also be dragged to where it should stand. */
const PaletteItem = ({ item }: { readonly item: Entry }) => {
  const Icon = partIcon(item.list, item.kind.name)
  const drags = item.list === 'steps'
  return (
    <li>
      <button
        type="button"
        className={styles['item']}
        title={item.summary}
        aria-label={`Add ${item.title}`}
        draggable={drags}
        onClick={item.add}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, item.kind.name)
          event.dataTransfer.effectAllowed = 'copy'
        }}
      >
        <Icon aria-hidden size={15} className={styles[item.list]} />
        <span className={styles['itemText']}>
          <span className={styles['itemName']}>{item.title}</span>
          <span className={styles['itemHint']}>{item.summary}</span>
        </span>
        {drags && <GripVertical aria-hidden size={13} className={styles['grip']} />}
      </button>
    </li>
  )
}
