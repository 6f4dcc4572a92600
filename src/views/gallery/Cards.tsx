import { Layers, Search, X } from 'lucide-react'
import { showGallery } from '../store/route.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from './Card.tsx'
import { gallery, setLook, useGallery } from './gallery-store.ts'
import { ImportCard } from './ImportPage.tsx'
import { entries, search } from './model/entries.ts'
import styles from './cards.module.css'

const setQuery = (query: string): void => gallery.setState({ query })

/** Every profile and preset as a card, by domain. */
export const Cards = () => {
  const query = useGallery((state) => state.query)
  const found = search(query)
  const count = found.reduce((sum, group) => sum + group.entries.length + group.importers.length, 0)
  return (
    <div className={styles['scroll']}>
      <div className={styles['head']}>
        <p className={styles['lead']}>
          What a source can do before it does it: pick a curve, change it, look at fifty seeds of it, play it
          live, and take it into your scenario.
        </p>
        <div className={styles['search']}>
          <Search aria-hidden size={15} />
          <input
            type="search"
            aria-label="Search profiles"
            placeholder={`Search ${entries.length} profiles`}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {query === '' ? '' : `${count} found`}
      </p>
      {found.length === 0 && (
        <div className={styles['none']}>
          <p>
            Nothing matches “<bdi>{query}</bdi>”.
          </p>
          <Button icon={X} onClick={() => setQuery('')}>
            Show all
          </Button>
        </div>
      )}
      {found.map((group) => (
        <section key={group.title} aria-label={group.title} className={styles['group']}>
          <h2>{group.title}</h2>
          <ul className={styles['grid']}>
            {group.entries.map((entry) => (
              <Card key={entry.id} entry={entry} />
            ))}
            {group.importers.map((importer) => (
              <ImportCard key={importer.name} importer={importer} />
            ))}
          </ul>
        </section>
      ))}
      <CompareBar />
    </div>
  )
}

/** Appears once something was chosen to be compared. */
const CompareBar = () => {
  const compared = useGallery((state) => state.compared)
  const [first] = compared
  if (first === undefined) return null
  const compare = () => {
    setLook({ mode: 'compare' })
    showGallery(first)
  }
  return (
    <div className={styles['compareBar']} role="region" aria-label="Comparison">
      <Layers aria-hidden size={16} />
      <span>
        {compared.length === 1
          ? 'Choose another profile to compare with'
          : `${compared.length} profiles chosen`}
      </span>
      <Button variant="primary" disabled={compared.length < 2} onClick={compare}>
        Compare
      </Button>
      <IconButton icon={X} label="Choose none" onClick={() => gallery.setState({ compared: [] })} />
    </div>
  )
}
