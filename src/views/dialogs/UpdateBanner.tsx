import { Sparkles } from 'lucide-react'
import { studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

/** A newer studio is ready; work goes on with the old one until the person wants it. */
export const UpdateBanner = () => {
  const update = useStudio((state) => state.update)
  if (update === null) return null
  return (
    <div role="status" className={styles['banner']}>
      <Sparkles aria-hidden size={15} />
      <p>A newer Scenario Studio is ready. Your work is saved before it changes.</p>
      <Button onClick={update}>Change to it</Button>
      <Button variant="quiet" onClick={() => studio.setState({ update: null })}>
        Later
      </Button>
    </div>
  )
}
