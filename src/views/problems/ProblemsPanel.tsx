import { ChevronRight, CircleCheck, CircleX, Info, TriangleAlert, Wrench } from 'lucide-react'
import { printPath } from '../../base/problem.ts'
import { goToProblem } from '../store/editing.ts'
import { keyOf, useProblems, type FoundProblem } from '../store/found-problems.ts'
import { fixOf, takeFix } from '../store/fixing.ts'
import { useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import styles from './ProblemsPanel.module.css'

/** What is wrong or suspicious, where, and what to do about it. */
export function ProblemsPanel() {
  const { items, errors, warnings } = useProblems()
  const status = useStudio(({ run }) => run.status)
  const crash = useStudio(({ run }) => (run.status === 'crashed' ? run.message : null))
  if (items.length === 0 && crash === null) {
    return (
      <Empty icon={CircleCheck} title="No problems">
        {status === 'finished'
          ? 'The scenario is sound, every fault fired, and every assertion had something to judge.'
          : 'The scenario can run. After a run, faults that never fired are named here too.'}
      </Empty>
    )
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <section className={styles['panel']} aria-label="Problems" tabIndex={0}>
      {crash !== null && <Crash message={crash} />}
      <p className={styles['summary']}>
        <strong>
          {[
            count(errors, 'error'),
            count(warnings, 'warning'),
            count(items.length - errors - warnings, 'note'),
          ]
            .filter(Boolean)
            .join(', ')}
        </strong>
        {errors > 0 && <span className={styles['hint']}>With an error the scenario cannot run.</span>}
      </p>
      <ul>
        {items.map((problem) => (
          <li key={keyOf(problem)} className={styles['row']}>
            <Row problem={problem} />
            <FixButton problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const count = (number: number, word: string): string =>
  number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`

function Row({ problem }: { readonly problem: FoundProblem }) {
  const { target } = problem
  if (target === null) {
    return (
      <div className={styles['problem']}>
        <Said problem={problem} />
      </div>
    )
  }
  const go = () => goToProblem(target)
  return (
    <button type="button" className={styles['problem']} onClick={go}>
      <Said problem={problem} />
      <ChevronRight aria-hidden size={15} className={styles['go']} />
    </button>
  )
}

/** Takes the way out at once, where there is one. */
function FixButton({ problem }: { readonly problem: FoundProblem }) {
  const fix = useStudio(({ document }) => fixOf(document, problem)?.title)
  if (fix === undefined) return null
  return (
    <Button icon={Wrench} className={styles['fixButton'] ?? ''} onClick={() => takeFix(problem)}>
      {fix}
    </Button>
  )
}

const LOOKS = {
  error: { icon: CircleX, text: 'Error' },
  warning: { icon: TriangleAlert, text: 'Warning' },
  note: { icon: Info, text: 'Note' },
} as const

function Said({ problem: { severity, message, fix, path, origin } }: { readonly problem: FoundProblem }) {
  const { icon: Icon, text } = LOOKS[severity]
  return (
    <>
      <span className={`${styles['severity']} ${styles[severity]}`}>
        <Icon aria-hidden size={14} strokeWidth={2.2} />
        {text}
      </span>
      <span className={styles['text']}>
        <span className={styles['message']}>{message}</span>
        {fix !== undefined && <span className={styles['fix']}>{fix}</span>}
      </span>
      <span className={styles['place']}>
        {origin === 'run' && 'last run · '}
        <code>{printPath(path)}</code>
      </span>
    </>
  )
}

const Crash = ({ message }: { readonly message: string }) => (
  <div className={styles['crash']}>
    <p>
      <strong>The engine stopped because of a bug.</strong> The scenario is safe. These lines are for a bug
      report:
    </p>
    <pre>{message}</pre>
  </div>
)
