import type { ReactElement } from 'react'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/Menu.tsx'

const MainMenuBody = lazily(() => import('./CommandMenuBody.tsx').then((module) => module.MainMenuBody), {
  ahead: true,
})

/** Every command, in menus. */
export const MainMenu = ({ trigger }: { readonly trigger: ReactElement<Record<string, unknown>> }) => (
  <Menu label="Main menu" trigger={trigger} body={MainMenuBody} />
)
