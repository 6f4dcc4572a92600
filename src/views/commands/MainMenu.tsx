import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { Menu } from '../ui/Menu.tsx'
import { MenuEntries } from './MenuEntries.tsx'
import { MAIN_MENU } from './menus.ts'

/** Every command, in menus. */
export const MainMenu = ({ trigger }: { readonly trigger: ReactElement }) => (
  <Menu label="Main menu" trigger={trigger}>
    <MenuEntries kit={DropdownMenu} entries={MAIN_MENU} />
  </Menu>
)
