import { Copy } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { COMFORTABLE_CHARACTERS } from '../../interchange/link.ts'
import { ciSnippet } from '../../interchange/ci-snippet.ts'
import { pythonScript } from '../../interchange/python/export.ts'
import { copyText, fileNameOf } from '../store/files.ts'
import { addressOf, hasRun } from '../store/links.ts'
import { notify, studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import { EXPORTS, save, type Export } from './exports.ts'
import styles from './share.module.css'

const close = () => studio.setState({ dialog: null })

/** Everything that leaves the studio: a link, files, pictures, and what CI needs. */
export const ShareDialog = () => {
  const open = useStudio(({ dialog }) => dialog === 'share')
  return (
    <Modal
      open={open}
      onClose={close}
      wide
      title="Share and export"
      description="Nothing is uploaded: a link holds the whole scenario behind its #, which browsers send to nobody."
    >
      <LinkSection />
      <ExportSection title="Scenario" group="scenario" />
      <ExportSection title="Run" group="run" />
      <ExportSection title="Pictures" group="picture" />
      <CiSection />
    </Modal>
  )
}

const LinkSection = () => {
  const ran = hasRun()
  const [withRun, setWithRun] = useState(ran)
  const [address, setAddress] = useState('')
  useEffect(() => {
    let wanted = true
    addressOf(withRun).then(
      (made) => wanted && setAddress(made),
      (error: unknown) => notify(error instanceof Error ? error.message : String(error), 'bad'),
    )
    return () => {
      wanted = false
    }
  }, [withRun])
  return (
    <section className={styles['section']} aria-label="Link">
      <h3>Link</h3>
      <div className={styles['row']}>
        <input
          type="text"
          readOnly
          aria-label="Link to this scenario"
          className={styles['address']}
          value={address}
          onFocus={(event) => event.target.select()}
        />
        <Button icon={Copy} variant="primary" onClick={() => void copyText(address, 'the link')}>
          Copy link
        </Button>
      </div>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={withRun}
          disabled={!ran}
          onChange={(event) => setWithRun(event.target.checked)}
        />
        With the run: whoever opens it sees the same events, or where they differ
        {!ran && ' (run the scenario first)'}
      </label>
      <p className={styles['note']}>
        {address.length.toLocaleString('en')} characters
        {address.length > COMFORTABLE_CHARACTERS &&
          ': some programs cut links of this length. A file is safer.'}
      </p>
    </section>
  )
}

const ExportSection = ({ title, group }: { readonly title: string; readonly group: Export['group'] }) => {
  const ran = useStudio(({ run }) => run.report !== null)
  return (
    <section className={styles['section']} aria-label={title}>
      <h3>{title}</h3>
      {!ran && group === 'run' && <p className={styles['note']}>Run the scenario to have its reports.</p>}
      <div className={styles['buttons']}>
        {EXPORTS.filter((entry) => entry.group === group).map((entry) => (
          <Button
            key={entry.title}
            disabled={entry.needsRun && !ran}
            title={entry.hint}
            onClick={() => void save(entry)}
          >
            {entry.title}
          </Button>
        ))}
      </div>
      {group === 'scenario' && <PythonGaps />}
    </section>
  )
}

/** What the Python script will not contain, before anybody relies on it. */
const PythonGaps = () => {
  const document = useStudio((state) => state.document)
  const { missing } = useMemo(() => pythonScript(document), [document])
  return (
    <details className={styles['gaps']}>
      <summary>What the Python script cannot say: {missing.length}</summary>
      <ul>
        {missing.map((sentence) => (
          <li key={sentence}>
            <bdi>{sentence}</bdi>
          </li>
        ))}
      </ul>
    </details>
  )
}

const CiSection = () => {
  const name = useStudio(({ document }) => document.name)
  const snippet = ciSnippet(`scenarios/${fileNameOf(name, '.json')}`)
  return (
    <section className={styles['section']} aria-label="Continuous integration">
      <h3>GitHub Actions</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must be reachable by keyboard */}
      <pre className={styles['code']} tabIndex={0} aria-label="Workflow">
        {snippet}
      </pre>
      <Button icon={Copy} onClick={() => void copyText(snippet, 'the workflow')}>
        Copy CI snippet
      </Button>
    </section>
  )
}
