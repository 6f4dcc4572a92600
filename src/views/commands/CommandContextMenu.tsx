import { cloneElement, useState, type MouseEvent, type ReactElement } from 'react'
import { lazily } from '../ui/lazily.tsx'
import type { MenuBodyProps } from '../ui/Menu.tsx'
import type { ContextTarget } from './menus.ts'

const ContextMenuBody = lazily(
  () => import('./CommandMenuBody.tsx').then((module) => module.ContextMenuBody),
  { ahead: true },
)

interface CommandContextMenuProps {
  /** Says what lies under the pointer, and prepares for its commands. */
  readonly onAsk: (event: MouseEvent) => ContextTarget
  readonly onClose: () => void
  readonly children: ReactElement<{ readonly onContextMenu: (event: MouseEvent) => void }>
}

interface Asked extends Pick<MenuBodyProps, 'box' | 'owner' | 'byKey'> {
  readonly target: ContextTarget
  readonly nth: number
}

let nth = 0

/** The menu at the pointer, or at what has the focus when the menu key asks for it. */
export const CommandContextMenu = ({ onAsk, onClose, children }: CommandContextMenuProps) => {
  const [asked, setAsked] = useState<Asked | null>(null)
  const ask = (event: MouseEvent) => {
    event.preventDefault()
    const { clientX: left, clientY: top, button } = event
    const { activeElement } = document
    setAsked({
      target: onAsk(event),
      box: { left, top, width: 0, height: 0 },
      owner: activeElement instanceof HTMLElement ? activeElement : null,
      byKey: button !== 2,
      nth: ++nth,
    })
  }
  return (
    <>
      {cloneElement(children, { onContextMenu: ask })}
      {asked !== null && (
        <ContextMenuBody
          key={asked.nth}
          label={`Menu of the ${asked.target}`}
          align="start"
          target={asked.target}
          box={asked.box}
          owner={asked.owner}
          byKey={asked.byKey}
          onClose={() => {
            setAsked(null)
            onClose()
          }}
        />
      )}
    </>
  )
}
