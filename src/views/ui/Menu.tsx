import type { LucideIcon } from 'lucide-react'
import {
  cloneElement,
  useState,
  type ComponentType,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import { lazily } from './lazily.tsx'

export interface MenuChoice {
  readonly title: string
  readonly icon?: LucideIcon
  readonly shortcut?: string | undefined
  readonly hint?: string
  readonly onSelect: () => void
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface MenuBodyProps {
  readonly label: string
  readonly align: 'start' | 'end'
  /** What it stands beside; of no size where it opens at a point. */
  readonly box: Box
  /** What has the focus when it is closed. */
  readonly owner: HTMLElement | null
  /** It was asked for by key. */
  readonly byKey: boolean
  readonly items?: readonly MenuChoice[] | undefined
  readonly onClose: () => void
}

/** How a menu looks comes after the graph. */
const PlainBody = lazily<MenuBodyProps & { readonly children?: ReactNode }>(
  () => import('./MenuBody.tsx').then((module) => module.MenuBody),
  { ahead: true },
)

interface MenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly label: string
  readonly align?: 'start' | 'end'
  readonly items?: readonly MenuChoice[]
  readonly body?: ComponentType<MenuBodyProps & { readonly children?: ReactNode }>
  readonly children?: ReactNode
}

/** A button with a menu: choices by their titles, or a body of its own. */
export const Menu = ({ trigger, label, align = 'start', items, body, children }: MenuProps) => {
  const [opened, setOpened] = useState<Pick<MenuBodyProps, 'box' | 'owner' | 'byKey'> | null>(null)
  const open = (owner: HTMLElement, byKey: boolean) =>
    setOpened({ box: owner.getBoundingClientRect(), owner, byKey })
  const Body = body ?? PlainBody
  return (
    <>
      {cloneElement(trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': opened !== null,
        'data-state': opened === null ? 'closed' : 'open',
        onClick: ({ currentTarget, detail }: MouseEvent<HTMLElement>) =>
          opened === null ? open(currentTarget, detail === 0) : setOpened(null),
        onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          open(event.currentTarget, true)
        },
      })}
      {opened !== null && (
        <Body label={label} align={align} items={items} onClose={() => setOpened(null)} {...opened}>
          {children}
        </Body>
      )}
    </>
  )
}
