import { Command as Cmdk } from 'cmdk'
import { useId, useState } from 'react'
import { studio, useStudio } from '../store/studio.ts'
import { showStudio } from '../store/route.ts'
import { canRun, printKeys, type Command } from './command.ts'
import { commands } from './commands.ts'
import { findCommands } from './find-commands.ts'
import { Dialog } from '../ui/Modal.tsx'
import overlay from '../ui/overlay.module.css'
import styles from './commands.module.css'

const GROUPS = ['Run', 'Add', 'Edit', 'Arrange', 'File', 'View', 'Timeline', 'Examples'] as const

const close = () => studio.setState({ paletteOpen: false })

const offered = commands.filter(({ id }) => id !== 'palette')

/** Every command by name. */
export const CommandPalette = () => {
  const open = useStudio(({ paletteOpen }) => paletteOpen)
  const titleId = useId()
  return (
    <Dialog open={open} onClose={close} labelledBy={titleId}>
      <h2 id={titleId} className="visually-hidden">
        All commands
      </h2>
      <Commands />
    </Dialog>
  )
}

const Commands = () => {
  const [typed, setTyped] = useState('')
  const all = typed.trim() === ''
  return (
    <Cmdk label="All commands" loop shouldFilter={false}>
      <Cmdk.Input
        data-autofocus
        className={styles['input']}
        placeholder="What do you want to do?"
        value={typed}
        onValueChange={setTyped}
      />
      <Cmdk.List className={styles['list']}>
        <Cmdk.Empty className={styles['none']}>No such command.</Cmdk.Empty>
        {all
          ? GROUPS.map((group) => (
              <Cmdk.Group key={group} heading={group} className={styles['group'] ?? ''}>
                {offered
                  .filter((command) => command.group === group)
                  .map((command) => (
                    <Entry key={command.id} command={command} />
                  ))}
              </Cmdk.Group>
            ))
          : findCommands(offered, typed).map((command) => <Entry key={command.id} command={command} found />)}
      </Cmdk.List>
    </Cmdk>
  )
}

interface EntryProps {
  readonly command: Command
  /** It was looked for: Enter must not do the next best thing where it cannot be done now. */
  readonly found?: boolean
}

const Entry = ({ command, found = false }: EntryProps) => {
  const { id, title, group, icon: Icon, keys } = command
  const enabled = useStudio((state) => canRun(command, state))
  return (
    <Cmdk.Item
      value={id}
      disabled={!enabled && !found}
      className={styles['entry'] ?? ''}
      data-off={!enabled}
      onSelect={() => {
        if (!enabled) return
        close()
        if (command.everywhere !== true) showStudio()
        command.run()
      }}
    >
      {Icon === undefined ? <span className={styles['blank']} /> : <Icon aria-hidden size={15} />}
      <span className={styles['entryText']}>{title}</span>
      {found && <span className={styles['entryGroup']}>{enabled ? group : 'not now'}</span>}
      {keys !== undefined && <kbd className={overlay['key']}>{printKeys(keys)}</kbd>}
    </Cmdk.Item>
  )
}
