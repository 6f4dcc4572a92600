import { CircleAlert } from 'lucide-react'
import { printPath } from '../../base/problem.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import { chooseFile } from '../store/files.ts'
import styles from './dialogs.module.css'

const close = () => studio.setState({ importProblems: null })

/** Why a file was refused: every problem with its place and a way out. The work at hand is untouched. */
export const ImportProblems = () => {
  const refused = useStudio(({ importProblems }) => importProblems)
  return (
    <Modal
      open={refused !== null}
      onClose={close}
      wide
      title={`Not imported: ${refused?.source ?? ''}`}
      description="Nothing was changed: the scenario you were working on is still open. Mend the file at these places, then import it again."
    >
      <ol className={styles['problems']}>
        {refused?.problems.map(({ code, path, line, column, message, fix }) => (
          <li key={`${code} ${printPath(path)} ${line}`} className={styles['problem']}>
            <CircleAlert aria-hidden size={16} />
            <div>
              <p className={styles['place']}>
                <code>{printPath(path)}</code>
                {line !== undefined && (
                  <span>
                    line {line}, column {column}
                  </span>
                )}
              </p>
              <p>{message}</p>
              {fix !== undefined && <p className={styles['fix']}>{fix}</p>}
            </div>
          </li>
        ))}
      </ol>
      <div className={styles['actions']}>
        <Button
          onClick={() => {
            close()
            chooseFile()
          }}
        >
          Choose another file…
        </Button>
        <Button variant="primary" onClick={close}>
          Close
        </Button>
      </div>
    </Modal>
  )
}
