import { ArrowLeft, ChevronRight, Command as CommandIcon, Keyboard, SunMoon } from 'lucide-react'
import { domains } from '../../catalog.ts'
import { keysOf } from '../commands/commands.ts'
import { nextTheme } from '../commands/view-commands.ts'
import { galleryAddress, showStudio } from '../store/route.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { entryAt } from './gallery-store.ts'
import { SeedInput } from './SeedInput.tsx'
import styles from './gallery.module.css'

/** Where one is, the way back, and the seed all curves come from. */
export const GalleryBar = ({ path }: { readonly path: string }) => {
  const theme = useStudio((state) => state.theme)
  const title = path === '' ? null : titleOf(path)
  return (
    <header className={styles['bar']}>
      <Button icon={ArrowLeft} onClick={showStudio}>
        Studio
      </Button>
      <nav className={styles['crumbs']} aria-label="Where you are">
        {title === null ? (
          <h1>Profile gallery</h1>
        ) : (
          <>
            <a href={galleryAddress()}>Profile gallery</a>
            <ChevronRight aria-hidden size={14} />
            <h1>{title}</h1>
          </>
        )}
      </nav>
      <SeedInput />
      <div className={styles['barButtons']}>
        <IconButton icon={SunMoon} label={`Colours: ${theme}`} onClick={nextTheme} />
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
      </div>
    </header>
  )
}

function titleOf(path: string): string {
  const importer = domains
    .flatMap(({ importers = [] }) => importers)
    .find(({ name }) => path === `import/${name}`)
  return importer?.title ?? entryAt(path)?.title ?? 'Not found'
}
