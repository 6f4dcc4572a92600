import { Copy, Group, StickyNote, Trash2, Ungroup } from 'lucide-react'
import type { GroupSpec, NoteSpec } from '../../document/decoration.ts'
import { duplicateSelected } from '../store/clipboard.ts'
import { changeGroup, changeNote, ungroupSelected } from '../store/decorating.ts'
import { removeSelected, selectPart } from '../store/editing.ts'
import { useSeen } from '../store/inside.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ColourField } from './ColourField.tsx'
import { PlainText } from './PlainText.tsx'
import styles from './inspector.module.css'

export const NoteInspector = ({ note }: { readonly note: NoteSpec }) => (
  <>
    <header className={styles['head']}>
      <span className={styles['icon']}>
        <StickyNote aria-hidden size={17} />
      </span>
      <div className={styles['heading']}>
        <h2 className={styles['title']}>Note</h2>
        <p className={styles['kind']}>For the reader: it changes nothing in a run</p>
      </div>
      <div className={styles['buttons']}>
        <IconButton icon={Copy} label="Duplicate" onClick={duplicateSelected} />
        <IconButton icon={Trash2} label="Delete" variant="danger" onClick={removeSelected} />
      </div>
    </header>
    <div className={styles['body']}>
      <PlainText
        label="Text"
        value={note.text}
        multiline
        most={10_000}
        onChange={(text) => changeNote(note.id, { text }, `note ${note.id}`)}
      />
      <p className={styles['summary']}>
        # heading, - list, **strong**, *emphasis*, `code`, [link](https://…)
      </p>
      <ColourField
        name={`colour ${note.id}`}
        value={note.colour}
        onChange={(colour) => changeNote(note.id, { colour })}
      />
    </div>
  </>
)

export const GroupInspector = ({ group }: { readonly group: GroupSpec }) => {
  const steps = useSeen((document) => document.steps)
  const members = steps.filter(({ id }) => group.steps.includes(id))
  const { id, name, collapsed, colour } = group
  return (
    <>
      <header className={styles['head']}>
        <span className={styles['icon']}>
          <Group aria-hidden size={17} />
        </span>
        <div className={styles['heading']}>
          <h2 className={styles['title']}>{name || id}</h2>
          <p className={styles['kind']}>Group of {members.length} steps</p>
        </div>
      </header>
      <div className={styles['body']}>
        <PlainText
          label="Name"
          value={name}
          onChange={(text) => changeGroup(id, 'Rename group', { name: text }, `name ${id}`)}
        />
        <ColourField
          name={`colour ${id}`}
          value={colour}
          onChange={(next) => changeGroup(id, 'Change colour', { colour: next })}
        />
        <Button onClick={() => changeGroup(id, collapsed ? 'Expand' : 'Collapse', { collapsed: !collapsed })}>
          {collapsed ? 'Expand' : 'Collapse'}
        </Button>
        <Button icon={Ungroup} onClick={ungroupSelected}>
          Ungroup
        </Button>
        <section className={styles['section']} aria-label="Steps of the group">
          <h3 className={styles['sectionTitle']}>Steps</h3>
          <ul>
            {members.map((step) => (
              <li key={step.id}>
                <button type="button" className={styles['member']} onClick={() => selectPart(step.id)}>
                  {step.name || step.id}
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}
