import { ShieldQuestionMark } from 'lucide-react'
import { CodeText } from '../code/CodeText.tsx'
import { allowCode } from '../store/trust.ts'
import { Button } from '../ui/Button.tsx'
import styles from './stage.module.css'

/** In place of a curve whose code came with the page's address or a scenario: it is shown, and asked about. */
export const ForeignCode = ({ code }: { readonly code: string }) => (
  <section className={styles['foreign']} aria-label="Code that is off">
    <p>
      <ShieldQuestionMark aria-hidden size={16} />
      This curve is made by code that came from elsewhere, which is off until you allow it. It would run in a
      sandbox: no network, no files, no page, a limit on work and memory.
    </p>
    <CodeText code={code} label="Code of the profile" />
    <Button variant="primary" onClick={() => allowCode([code])}>
      Run this code
    </Button>
  </section>
)
