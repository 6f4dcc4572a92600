import { Check, ChevronRight } from 'lucide-react'
import type { ContextMenu } from 'radix-ui'
import { useStudio } from '../store/studio.ts'
import overlay from '../ui/overlay.module.css'
import { canRun, printKeys, type Command } from './command.ts'
import { findCommand } from './commands.ts'
import { LINE, type MenuEntry } from './menus.ts'

/** The parts that a menu under a button and one at the pointer have in common. */
export type MenuKit = Pick<
  typeof ContextMenu,
  'Item' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Separator' | 'Portal'
>

interface MenuEntriesProps {
  readonly kit: MenuKit
  readonly entries: readonly MenuEntry[]
}

/** A menu made from the command table. */
export const MenuEntries = ({ kit, entries }: MenuEntriesProps) =>
  entries.map((entry, index) => {
    // oxlint-disable-next-line react/no-array-index-key -- lines have no name of their own
    if (entry === LINE) return <kit.Separator key={`line ${index}`} className={overlay['line'] ?? ''} />
    if (typeof entry !== 'string') {
      return (
        <kit.Sub key={entry.title}>
          <kit.SubTrigger className={overlay['item'] ?? ''}>
            <span className={overlay['noIcon']} />
            <span className={overlay['itemText']}>{entry.title}</span>
            <ChevronRight aria-hidden size={14} />
          </kit.SubTrigger>
          <kit.Portal>
            <kit.SubContent className={overlay['menu'] ?? ''} sideOffset={4} collisionPadding={8}>
              <MenuEntries kit={kit} entries={entry.entries} />
            </kit.SubContent>
          </kit.Portal>
        </kit.Sub>
      )
    }
    const command = findCommand(entry)
    return command === undefined ? null : <CommandEntry key={entry} kit={kit} command={command} />
  })

const CommandEntry = ({ kit, command }: { readonly kit: MenuKit; readonly command: Command }) => {
  const enabled = useStudio((state) => canRun(command, state))
  const detail = useStudio((state) => command.detail?.(state))
  const { title, keys, icon, checked } = command
  const on = checked?.() ?? false
  const Icon = on ? Check : icon
  return (
    <kit.Item
      className={overlay['item'] ?? ''}
      disabled={!enabled}
      onSelect={command.run}
      {...(checked !== undefined && { role: 'menuitemcheckbox', 'aria-checked': on })}
    >
      {Icon === undefined ? <span className={overlay['noIcon']} /> : <Icon aria-hidden size={15} />}
      <span className={overlay['itemText']}>
        {title}
        {detail !== undefined && <small>{detail}</small>}
      </span>
      {keys !== undefined && <kbd className={overlay['key']}>{printKeys(keys)}</kbd>}
    </kit.Item>
  )
}
