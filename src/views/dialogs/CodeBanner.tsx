import { ShieldQuestionMark } from 'lucide-react'
import { studio, useStudio } from '../store/studio.ts'
import { foreignCode } from '../store/trust.ts'
import { Button } from '../ui/Button.tsx'
import styles from './keep.module.css'

/** Across the page while a scenario has code that is off. */
export const CodeBanner = () => {
  const count = useStudio(({ document, allowedCode }) => foreignCode(document, allowedCode).length)
  if (count === 0) return null
  return (
    <div role="status" className={`${styles['banner']} ${styles['warn']}`}>
      <ShieldQuestionMark aria-hidden size={15} />
      <p>
        This scenario came with {count === 1 ? 'code' : `${count} pieces of code`}, which{' '}
        {count === 1 ? 'is' : 'are'} off until you allow it.
      </p>
      <Button onClick={() => studio.setState({ dialog: 'code' })}>Look at the code…</Button>
    </div>
  )
}
