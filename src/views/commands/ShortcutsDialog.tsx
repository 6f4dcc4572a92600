import { studio, useStudio } from '../store/studio.ts'
import { Modal } from '../ui/Modal.tsx'
import { printKeys, type CommandGroup } from './command.ts'
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
  const open = useStudio(({ shortcutsOpen }) => shortcutsOpen)
  return (
    <Modal
      open={open}
      wide
      onClose={() => studio.setState({ shortcutsOpen: false })}
      title="Keyboard shortcuts"
      description="Every command is also in the main menu and under “All commands”."
    >
      <div className={styles['shortcutGroups']}>
        {GROUPS.map((group) => {
          const keyed = commands.filter((command) => command.group === group && command.keys !== undefined)
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
