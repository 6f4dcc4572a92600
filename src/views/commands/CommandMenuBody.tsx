import { DropdownMenu } from 'radix-ui'
import type { MenuBodyProps } from '../ui/Menu.tsx'
import { MenuBody } from '../ui/MenuBody.tsx'
import { MenuEntries } from './MenuEntries.tsx'
import { CONTEXT_MENUS, MAIN_MENU, type ContextTarget } from './menus.ts'

export const MainMenuBody = (props: MenuBodyProps) => (
  <MenuBody {...props}>
    <MenuEntries kit={DropdownMenu} entries={MAIN_MENU} />
  </MenuBody>
)

export const ContextMenuBody = ({ target, ...props }: MenuBodyProps & { readonly target: ContextTarget }) => (
  <MenuBody {...props}>
    <MenuEntries kit={DropdownMenu} entries={CONTEXT_MENUS[target]} />
  </MenuBody>
)
