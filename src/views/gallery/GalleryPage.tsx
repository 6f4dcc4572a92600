import { SearchX } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { galleryAddress, showStudio } from '../store/route.ts'
import { useStudio } from '../store/studio.ts'
import { Empty } from '../ui/Empty.tsx'
import { Guard } from '../ui/Guard.tsx'
import { Cards } from './Cards.tsx'
import { Detail } from './Detail.tsx'
import { useAddress } from './use-address.ts'
import { ImportPage } from './ImportPage.tsx'
import { beginVisit, entryAt, useGallery } from './gallery-store.ts'
import { GalleryBar } from './GalleryBar.tsx'
import styles from './gallery.module.css'

/** The second page: every profile there is, to look at, compare, change and take into a scenario. */
export const GalleryPage = ({ path, query }: { readonly path: string; readonly query: string }) => {
  // Before the first curve is drawn.
  useState(beginVisit)
  useAddress(path, query)
  useStudioWhenOpened()
  return (
    <div className={styles['page']}>
      <GalleryBar path={path} />
      <main className={styles['main']}>
        <Guard key={path} name="Gallery">
          <Content path={path} />
        </Guard>
      </main>
    </div>
  )
}

const Content = ({ path }: { readonly path: string }) => {
  const own = useGallery((state) => state.own)
  const sources = useStudio(({ document }) => document.sources)
  const entry = useMemo(() => entryAt(path, own, sources), [path, own, sources])
  if (path === '') return <Cards />
  const importer = /^import\/(.+)$/.exec(path)?.[1]
  if (importer !== undefined) return <ImportPage name={importer} />
  if (entry === undefined)
    return (
      <Empty icon={SearchX} title="There is no such profile">
        <p>
          The address may be of another version, or of a file that was open before.{' '}
          <a href={galleryAddress()}>See all profiles</a>
        </p>
      </Empty>
    )
  return <Detail key={path} entry={entry} />
}

/** A scenario that is opened from here, such as by dropping its file, is shown. */
function useStudioWhenOpened(): void {
  const opened = useStudio(({ scenarioId }) => scenarioId)
  const before = useRef(opened)
  useEffect(() => {
    if (before.current !== opened) showStudio()
    before.current = opened
  }, [opened])
}
