import { Dices } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '../ui/Button.tsx'
import { rollGallerySeed, setSeed, useGallery } from './gallery-store.ts'
import styles from './gallery.module.css'

const MOST = 200

/** The seed of the gallery's curves. It begins as the scenario's and changes nothing there. */
export const SeedInput = () => {
  const seed = useGallery((state) => state.seed)
  const id = useId()
  return (
    <div className={styles['seed']}>
      <label htmlFor={id}>Seed</label>
      <input
        id={id}
        type="text"
        maxLength={MOST}
        spellCheck={false}
        autoComplete="off"
        value={seed}
        onChange={(event) => setSeed(event.target.value)}
      />
      <IconButton icon={Dices} label="Another seed" onClick={rollGallerySeed} />
    </div>
  )
}
