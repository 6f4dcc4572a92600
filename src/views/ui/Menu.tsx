import { DropdownMenu } from 'radix-ui'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import styles from './overlay.module.css'

interface MenuProps {
  readonly trigger: ReactElement
  readonly label: string
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

export const Menu = ({ trigger, label, align = 'start', children }: MenuProps) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={styles['menu']}
        aria-label={label}
        align={align}
        sideOffset={5}
        collisionPadding={8}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)

interface MenuItemProps {
  readonly icon?: LucideIcon
  readonly shortcut?: string | undefined
  readonly hint?: string
  readonly onSelect: () => void
  readonly children: ReactNode
}

export const MenuItem = ({ icon: Icon, shortcut, hint, onSelect, children }: MenuItemProps) => (
  <DropdownMenu.Item className={styles['item'] ?? ''} onSelect={onSelect}>
    {Icon !== undefined && <Icon aria-hidden size={15} />}
    <span className={styles['itemText']}>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </span>
    {shortcut !== undefined && <kbd className={styles['key']}>{shortcut}</kbd>}
  </DropdownMenu.Item>
)

interface MenuCheckProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** A choice that is on or off; the menu stays open, for others. */
export const MenuCheck = ({ checked, onChange, children }: MenuCheckProps) => (
  <DropdownMenu.CheckboxItem
    className={styles['item'] ?? ''}
    checked={checked}
    onCheckedChange={onChange}
    onSelect={(event) => event.preventDefault()}
  >
    <Check aria-hidden size={15} style={{ visibility: checked ? 'visible' : 'hidden' }} />
    <span className={styles['itemText']}>{children}</span>
  </DropdownMenu.CheckboxItem>
)

export const MenuLabel = ({ children }: { readonly children: ReactNode }) => (
  <DropdownMenu.Label className={styles['menuLabel']}>{children}</DropdownMenu.Label>
)
