import { DropdownMenu } from 'radix-ui'
import { Check } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { MenuBodyProps, MenuChoice } from './Menu.tsx'
import styles from './overlay.module.css'

/** A menu that is open beside a box of the window: it goes back to `owner` when it is closed. */
export const MenuBody = ({
  label,
  align,
  box: { left, top, width, height },
  owner,
  byKey,
  items,
  children,
  onClose,
}: MenuBodyProps & { readonly children?: ReactNode }) => {
  const leftOtherwise = useRef(false)
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden className={styles['anchor']} style={{ left, top, width, height }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles['menu']}
          aria-labelledby={undefined}
          aria-label={label}
          align={align}
          sideOffset={width === 0 ? 0 : 5}
          collisionPadding={8}
          onInteractOutside={(event) => {
            // What opened the menu closes it itself.
            if (width > 0 && owner?.contains(event.target as Node) === true) event.preventDefault()
            else leftOtherwise.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!leftOtherwise.current) owner?.focus()
          }}
        >
          {byKey && <FirstFocus />}
          {items?.map((item) => (
            <MenuItem key={item.title} {...item}>
              {item.title}
            </MenuItem>
          ))}
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Who came by key goes on by key: the first entry has the focus. */
const FirstFocus = () => {
  const ref = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    ref.current
      ?.closest('[role=menu]')
      ?.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')
      ?.focus()
  }, [])
  return <span ref={ref} hidden />
}

type MenuItemProps = Omit<MenuChoice, 'title'> & { readonly children: ReactNode }

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
