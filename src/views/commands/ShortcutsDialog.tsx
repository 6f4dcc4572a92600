import { studio, useStudio } from '../store/studio.ts'
import { Modal } from '../ui/Modal.tsx'
import { commands, printKeys } from './commands.ts'
import overlay from '../ui/overlay.module.css'
import styles from './commands.module.css'

const WITH_KEYS = commands.filter(({ keys }) => keys !== undefined)

const ON_THE_GRAPH: readonly [what: string, keys: string][] = [
  ['Next step or connection', 'Tab'],
  ['Select what has the focus', 'Enter'],
  ['Select several', 'Shift click'],
  ['Move what is selected', 'Arrow keys'],
]

export const ShortcutsDialog = () => {
  const open = useStudio(({ shortcutsOpen }) => shortcutsOpen)
  return (
    <Modal open={open} onClose={() => studio.setState({ shortcutsOpen: false })} title="Keyboard shortcuts">
      <dl className={styles['shortcuts']}>
        {[
          ...WITH_KEYS.map(({ title, keys }) => [title, printKeys(keys ?? '')] as const),
          ...ON_THE_GRAPH,
        ].map(([what, keys]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <kbd className={overlay['key']}>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
