import { FileUp } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { readable } from '../charts/axis.ts'
import { Button } from '../ui/Button.tsx'
import styles from './import.module.css'

export interface ChosenFile {
  readonly name: string
  readonly text: string
  /** Tells two choices of one file apart: it may have been mended in between. */
  readonly nth: number
}

const MOST_BYTES = 64 * 1024 * 1024

interface FileDropProps {
  readonly accept: string
  readonly file: ChosenFile | null
  readonly onFile: (file: ChosenFile) => void
}

/** A file, dropped or chosen. It is read in the browser and goes nowhere. */
export const FileDrop = ({ accept, file, onFile }: FileDropProps) => {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const take = async (chosen: File | undefined) => {
    setOver(false)
    if (chosen === undefined) return
    if (chosen.size > MOST_BYTES)
      return setError(
        `${chosen.name} has ${readable(Math.round(chosen.size / 2 ** 20))} MB; 64 MB is the most.`,
      )
    setError(null)
    onFile({ name: chosen.name, text: await chosen.text(), nth: (file?.nth ?? 0) + 1 })
  }
  // The page itself takes dropped files for scenarios; these are not.
  const own = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={`${styles['drop']} ${over ? styles['over'] : ''}`}
      onDragOver={(event) => (own(event), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => (own(event), void take(event.dataTransfer.files[0]))}
    >
      <FileUp aria-hidden size={24} strokeWidth={1.6} />
      <p>{file === null ? 'Drop a file here, or choose one. It stays in this browser.' : file.name}</p>
      <Button onClick={() => input.current?.click()}>
        {file === null ? 'Choose a file…' : 'Choose another…'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File with recorded data"
        accept={accept}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {error !== null && (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
