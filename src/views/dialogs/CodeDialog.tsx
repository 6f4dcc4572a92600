import { CodeText } from '../code/CodeText.tsx'
import { runOrResume } from '../store/running.ts'
import { studio, useStudio } from '../store/studio.ts'
import { allowCode, foreignCode } from '../store/trust.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import styles from './code.module.css'

const close = () => studio.setState({ dialog: null })

/** Shows the code that came with a scenario, before any of it runs. */
export const CodeDialog = () => {
  const open = useStudio(({ dialog }) => dialog === 'code')
  const document = useStudio((state) => state.document)
  const allowed = useStudio((state) => state.allowedCode)
  const foreign = foreignCode(document, allowed)
  const run = () => {
    allowCode(foreign.map(({ code }) => code))
    close()
    runOrResume()
  }
  return (
    <Modal
      open={open && foreign.length > 0}
      onClose={close}
      wide
      title="Run this code?"
      description="It came with the scenario. It would run in a sandbox: no network, no files, no page, a limit on work and memory. It can still make the result of a run say anything."
    >
      <ul className={styles['pieces']}>
        {foreign.map(({ what, partName, path, code }) => (
          <li key={path.join('/')}>
            <h3 className={styles['piece']}>
              {what} “<bdi>{partName}</bdi>”
            </h3>
            <CodeText code={code} label={`Code of the ${what} ${partName}`} />
          </li>
        ))}
      </ul>
      <div className={styles['actions']}>
        <Button data-autofocus onClick={close}>
          Leave it off
        </Button>
        <Button variant="primary" onClick={run}>
          Run this code
        </Button>
      </div>
    </Modal>
  )
}
