import type { CSSProperties } from 'react'
import { firstSizes, readSizes } from './store/panel-sizes.ts'
import { readPage } from './store/route.ts'
import styles from './Skeleton.module.css'

/** The page's areas, where they will be: shown until what fills them has come. */
export const Skeleton = () => (
  <div className={styles['page']} role="status" aria-label="The studio is loading">
    <div className={styles['bar']} />
    {readPage(location.hash).page === 'studio' && <Areas />}
  </div>
)

const Areas = () => {
  const { libraryPx, inspectorPx, dockPercent } = firstSizes()
  const rows = readSizes('rows')
  const columns = readSizes('columns')
  const column = (id: string, px: number): CSSProperties =>
    columns?.[id] === undefined ? { flex: `0 0 ${px}px` } : { flex: `0 0 ${columns[id]}%` }
  return (
    <div className={styles['rows']}>
      <div className={styles['work']}>
        <div data-area="library" className={styles['side']} style={column('library', libraryPx)} />
        <div data-area="graph" className={styles['graph']} />
        <div data-area="inspector" className={styles['side']} style={column('inspector', inspectorPx)} />
      </div>
      <div
        data-area="dock"
        className={styles['dock']}
        style={{ flexBasis: `${rows?.['dock'] ?? dockPercent}%` }}
      >
        <div className={styles['tabs']} />
      </div>
    </div>
  )
}
