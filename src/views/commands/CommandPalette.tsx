import { Command as Cmdk } from 'cmdk'
import { useId } from 'react'
import { studio, useStudio } from '../store/studio.ts'
import { showStudio } from '../store/route.ts'
import { canRun, printKeys, type Command } from './command.ts'
import { commands } from './commands.ts'
import { Dialog } from '../ui/Modal.tsx'
import overlay from '../ui/overlay.module.css'
import styles from './commands.module.css'

const GROUPS = ['Run', 'Add', 'Edit', 'Arrange', 'File', 'View', 'Timeline', 'Examples'] as const

const close = () => studio.setState({ paletteOpen: false })

/** Every command by name. */
export const CommandPalette = () => {
  const open = useStudio(({ paletteOpen }) => paletteOpen)
  const titleId = useId()
  return (
    <Dialog open={open} onClose={close} labelledBy={titleId}>
      <h2 id={titleId} className="visually-hidden">
        All commands
      </h2>
      <Cmdk label="All commands" loop>
        <Cmdk.Input data-autofocus className={styles['input']} placeholder="What do you want to do?" />
        <Cmdk.List className={styles['list']}>
          <Cmdk.Empty className={styles['none']}>No such command.</Cmdk.Empty>
          {GROUPS.map((group) => (
            <Cmdk.Group key={group} heading={group} className={styles['group'] ?? ''}>
              {commands
                .filter((command) => command.group === group && command.id !== 'palette')
                .map((command) => (
                  <Entry key={command.id} command={command} />
                ))}
            </Cmdk.Group>
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  )
}

const Entry = ({ command }: { readonly command: Command }) => {
  const { id, title, icon: Icon, keys } = command
  const enabled = useStudio((state) => canRun(command, state))
  return (
    <Cmdk.Item
      value={`${title} ${id}`}
      disabled={!enabled}
      className={styles['entry'] ?? ''}
      onSelect={() => {
        close()
        if (command.everywhere !== true) showStudio()
        command.run()
      }}
    >
      {Icon === undefined ? <span className={styles['blank']} /> : <Icon aria-hidden size={15} />}
      <span className={styles['entryText']}>{title}</span>
      {keys !== undefined && <kbd className={overlay['key']}>{printKeys(keys)}</kbd>}
    </Cmdk.Item>
  )
}
