import { Command as CommandIcon, Keyboard, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'
import { studio, useStudio, type Theme } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import { keysOf } from './commands.ts'
import { nextTheme } from './view-commands.ts'

const THEME_ICONS: Readonly<Record<Theme, LucideIcon>> = { system: Monitor, light: Sun, dark: Moon }

/** What every page has at the end of its bar: colours, the list of keys, all commands. */
export const PageButtons = () => {
  const theme = useStudio((state) => state.theme)
  return (
    <>
      <IconButton icon={THEME_ICONS[theme]} label={`Colours: ${theme}`} onClick={nextTheme} />
      <IconButton
        icon={Keyboard}
        label="Keyboard shortcuts"
        shortcut={keysOf('shortcuts')}
        onClick={() => studio.setState({ shortcutsOpen: true })}
      />
      <IconButton
        icon={CommandIcon}
        label="All commands"
        shortcut={keysOf('palette')}
        onClick={() => studio.setState({ paletteOpen: true })}
      />
    </>
  )
}
