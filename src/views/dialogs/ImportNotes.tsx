import { Check, TriangleAlert } from 'lucide-react'
import type { FieldNote } from '../../interchange/yaml/account.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import dialogs from './dialogs.module.css'
import styles from './keep.module.css'

const close = () => studio.setState({ importNotes: null })

/** What became of each field of a file of another format; what was lost comes first. */
export const ImportNotes = () => {
  const imported = useStudio((state) => state.importNotes)
  const notes = imported?.notes ?? []
  const lost = notes.filter(({ status }) => status === 'not mapped')
  const mapped = notes.filter(({ status }) => status === 'mapped')
  return (
    <Modal
      open={imported !== null}
      onClose={close}
      wide
      title={`Imported: ${imported?.source ?? ''}`}
      description={`${mapped.length} fields were mapped, ${lost.length} could not be.`}
    >
      <ul className={styles['rows']} aria-label="Fields of the file">
        {[...lost, ...mapped].map((note) => (
          <Row key={note.field} note={note} />
        ))}
      </ul>
      <div className={dialogs['actions']}>
        <Button variant="primary" onClick={close}>
          Close
        </Button>
      </div>
    </Modal>
  )
}

const Row = ({ note: { field, status, note } }: { readonly note: FieldNote }) => (
  <li className={styles['row']}>
    {status === 'mapped' ? (
      <Check role="img" aria-label="Mapped" size={15} className={styles['mapped']} />
    ) : (
      <TriangleAlert role="img" aria-label="Not mapped" size={15} className={styles['lost']} />
    )}
    <div>
      <code>
        <bdi>{field}</bdi>
      </code>
      <small>
        <bdi>{note}</bdi>
      </small>
    </div>
  </li>
)
