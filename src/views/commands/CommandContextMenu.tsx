import { ContextMenu } from 'radix-ui'
import { useState, type MouseEvent, type ReactNode } from 'react'
import overlay from '../ui/overlay.module.css'
import { MenuEntries } from './MenuEntries.tsx'
import { CONTEXT_MENUS, type ContextTarget } from './menus.ts'

interface CommandContextMenuProps {
  /** Says what lies under the pointer, and prepares for its commands. */
  readonly onAsk: (event: MouseEvent) => ContextTarget
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The menu at the pointer, or at what has the focus when the menu key asks for it. */
export const CommandContextMenu = ({ onAsk, onClose, children }: CommandContextMenuProps) => {
  const [target, setTarget] = useState<ContextTarget>('canvas')
  return (
    <ContextMenu.Root modal={false} onOpenChange={(open) => !open && onClose()}>
      <ContextMenu.Trigger asChild onContextMenu={(event) => setTarget(onAsk(event))}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content
          className={overlay['menu'] ?? ''}
          aria-label={`Menu of the ${target}`}
          collisionPadding={8}
        >
          <MenuEntries kit={ContextMenu} entries={CONTEXT_MENUS[target]} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}
