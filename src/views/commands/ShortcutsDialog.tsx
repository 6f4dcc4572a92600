import { useId } from 'react'
import { toggleSingleKeys, useCanvas } from '../store/canvas.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Switch } from '../ui/Switch.tsx'
import { Modal } from '../ui/Modal.tsx'
import { isSingleKey, printKeys, type CommandGroup } from './command.ts'
import { commands } from './commands.ts'
import overlay from '../ui/overlay.module.css'
import styles from './commands.module.css'

const GROUPS: readonly CommandGroup[] = [
  'Run',
  'Edit',
  'Arrange',
  'File',
  'View',
  'Add',
  'Timeline',
  'Examples',
]

/** Keys that are heard in one part of the page only. */
const TITLES: Partial<Record<CommandGroup, string>> = { Timeline: 'On the timeline' }

/** What the canvas itself hears. */
const ON_THE_GRAPH: readonly [what: string, keys: string][] = [
  ['Next step or connection', 'Tab'],
  ['Select what has the focus', 'Enter'],
  ['Select several', 'Shift click'],
  ['Select an area', 'Shift drag'],
  ['Move what is selected', 'Arrow keys'],
  ['Move it faster', 'Shift arrow keys'],
  ['Menu of what has the focus', 'Shift F10'],
]

/** All keys, by area; the table of commands is their only source. */
export const ShortcutsDialog = () => {
  const singleKeys = useCanvas((state) => state.singleKeys)
  const open = useStudio(({ shortcutsOpen }) => shortcutsOpen)
  return (
    <Modal
      open={open}
      wide
      onClose={() => studio.setState({ shortcutsOpen: false })}
      title="Keyboard shortcuts"
      description="Every command is also in the main menu and under “All commands”."
    >
      <SingleKeys />
      <div className={styles['shortcutGroups']}>
        {GROUPS.map((group) => {
          const keyed = commands.filter(
            ({ group: its, keys, within }) =>
              // Keys of one part of the page are heard only there: they cannot be in the way.
              its === group &&
              keys !== undefined &&
              (singleKeys || within !== undefined || !isSingleKey(keys)),
          )
          const rows = keyed.map(
            ({ title, keys = '', also = [] }) =>
              [title, [keys, ...also].map(printKeys).join('  or  ')] as const,
          )
          return rows.length === 0 ? null : <Keys key={group} title={TITLES[group] ?? group} rows={rows} />
        })}
        <Keys title="On the graph" rows={ON_THE_GRAPH} />
      </div>
    </Modal>
  )
}

/** What is typed or said by mistake then does nothing. */
const SingleKeys = () => {
  const id = useId()
  const on = useCanvas((state) => state.singleKeys)
  return (
    <div className={styles['singleKeys']}>
      <Switch id={id} checked={on} onChange={toggleSingleKeys} />
      <label htmlFor={id}>
        Shortcuts of one key
        <small>
          Letters, digits and signs without Ctrl or Alt. The plot’s own keys work while it has the focus.
        </small>
      </label>
    </div>
  )
}

const Keys = ({
  title,
  rows,
}: {
  readonly title: string
  readonly rows: readonly (readonly [string, string])[]
}) => (
  <section aria-label={title} className={styles['shortcutGroup']}>
    <h3>{title}</h3>
    <dl className={styles['shortcuts']}>
      {rows.map(([what, keys]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            <kbd className={overlay['key']}>{keys}</kbd>
          </dd>
        </div>
      ))}
    </dl>
  </section>
)
