import { findKind } from '../../catalog.ts'
import { edgeKey, findPart, kindsOf, type Part, type PartList } from '../../document/edit.ts'
import { insideOf, useSeen } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import { GroupInspector, NoteInspector } from './DecorationInspector.tsx'
import { EdgeInspector } from './EdgeInspector.tsx'
import { PartInspector } from './PartInspector.tsx'
import { ScenarioInspector } from './ScenarioInspector.tsx'
import { SeveralInspector } from './SeveralInspector.tsx'
import { SubscenarioInspector } from './SubscenarioInspector.tsx'
import styles from './inspector.module.css'

/** The right side: what is selected, and everything that can be changed about it. */
export const InspectorPanel = () => {
  const document = useSeen((shown) => shown)
  const inside = useStudio(insideOf)
  const selection = useStudio((state) => state.selection)
  const found = selection.parts.flatMap((id) => {
    const part = findPart(document, id)
    return part === undefined ? [] : [part]
  })
  const edges = document.edges.filter((edge) => selection.edges.includes(edgeKey(edge)))
  const notes = document.notes.filter(({ id }) => selection.parts.includes(id))
  const groups = document.groups.filter(({ id }) => selection.parts.includes(id))
  const [part] = found
  const [note] = notes
  const [group] = groups
  const [edge] = edges
  return (
    <section aria-label="Inspector" className={styles['panel']}>
      {found.length + notes.length + groups.length + edges.length > 1 ? (
        <SeveralInspector steps={found.length + notes.length + groups.length} edges={edges.length} />
      ) : part !== undefined ? (
        <KnownPart list={part.list} part={part.part} />
      ) : edge !== undefined ? (
        <EdgeInspector edge={edge} />
      ) : note !== undefined ? (
        <NoteInspector key={note.id} note={note} />
      ) : group !== undefined ? (
        <GroupInspector key={group.id} group={group} />
      ) : inside !== null ? (
        <SubscenarioInspector key={inside} id={inside} />
      ) : (
        <ScenarioInspector />
      )}
    </section>
  )
}

const KnownPart = ({ list, part }: { readonly list: PartList; readonly part: Part }) => {
  const kind = findKind(kindsOf(list), part.kind)
  if (kind === undefined) return null
  return <PartInspector key={part.id} list={list} part={part} kind={kind} />
}
