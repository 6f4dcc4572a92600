import { Dices } from 'lucide-react'
import { useId } from 'react'
import { edit, endMerge } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import { IconButton } from './Button.tsx'
import styles from './SeedField.module.css'

const MOST = 200

const setSeed = (seed: string) => edit('Change seed', (document) => ({ ...document, seed }), 'seed')

/** Another seed, short enough to be said aloud. The one place where the studio rolls real dice. */
export const rollSeed = (): void => {
  setSeed(String(Math.floor(Math.random() * 1_000_000)))
  endMerge()
}

export const SeedField = ({ compact = false }: { readonly compact?: boolean }) => {
  const seed = useStudio(({ document }) => document.seed)
  const id = useId()
  return (
    <div className={compact ? styles['compact'] : styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        Seed
      </label>
      <div className={styles['row']}>
        <input
          id={id}
          type="text"
          className={styles['input']}
          maxLength={MOST}
          spellCheck={false}
          autoComplete="off"
          value={seed}
          onChange={(event) => setSeed(event.target.value)}
          onBlur={endMerge}
        />
        <IconButton icon={Dices} label="Another seed" onClick={rollSeed} />
      </div>
    </div>
  )
}
