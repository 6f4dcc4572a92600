import { CircleX, TriangleAlert } from 'lucide-react'
import { printPath, type Problem } from '../../base/problem.ts'
import { Block } from './Block.tsx'
import styles from './ReportPanel.module.css'

/** What kept the run from its end; nothing at all in most reports. */
export const ReportProblems = ({ problems }: { readonly problems: readonly Problem[] }) =>
  problems.length > 0 && (
    <Block title="Problems">
      <ul className={styles['problems']}>
        {problems.map(({ code, severity, message, fix, path }) => (
          <li key={`${code} ${printPath(path)}`} className={styles[severity]}>
            {severity === 'error' ? (
              <CircleX aria-hidden size={14} />
            ) : (
              <TriangleAlert aria-hidden size={14} />
            )}
            <span>
              <b>{severity === 'error' ? 'Error' : 'Warning'}:</b> <bdi>{message}</bdi> <bdi>{fix}</bdi>{' '}
              <code>{printPath(path)}</code>
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
