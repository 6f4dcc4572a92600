import { Copy, Trash2 } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { duplicateSelected } from '../store/clipboard.ts'
import { removeSelected } from '../store/editing.ts'
import styles from './inspector.module.css'

const count = (number: number, one: string) =>
  number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`]

export const SeveralInspector = ({ steps, edges }: { readonly steps: number; readonly edges: number }) => (
  <>
    <header className={styles['head']}>
      <div className={styles['heading']}>
        <h2 className={styles['title']}>
          {[...count(steps, 'part'), ...count(edges, 'connection')].join(', ')} selected
        </h2>
        <p className={styles['kind']}>Drag or use the arrow keys to move them together</p>
      </div>
    </header>
    <div className={styles['body']}>
      <Button icon={Copy} onClick={duplicateSelected} disabled={steps === 0}>
        Duplicate
      </Button>
      <Button icon={Trash2} variant="danger" onClick={removeSelected}>
        Delete
      </Button>
    </div>
  </>
)
