import { ArrowLeft, ChevronRight } from 'lucide-react'
import { domains } from '../../catalog.ts'
import { PageButtons } from '../commands/PageButtons.tsx'
import { galleryAddress, showStudio } from '../store/route.ts'
import { Button } from '../ui/Button.tsx'
import { entryAt } from './gallery-store.ts'
import { SeedInput } from './SeedInput.tsx'
import styles from './gallery.module.css'

/** Where one is, the way back, and the seed all curves come from. */
export const GalleryBar = ({ path }: { readonly path: string }) => {
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
        <PageButtons />
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
