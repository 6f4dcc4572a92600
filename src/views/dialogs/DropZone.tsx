import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { importFile } from '../store/files.ts'
import styles from './dialogs.module.css'

const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
/** A scenario file may be dropped anywhere. */
export const DropZone = () => {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const ends = new AbortController()
    const { signal } = ends
    addEventListener(
      'dragover',
      (event) => {
        if (!isFile(event)) return
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal })
    addEventListener(
      'drop',
      (event) => {
        setOver(false)
        const file = event.dataTransfer?.files[0]
        if (file === undefined) return
        event.preventDefault()
        void importFile(file)
      },
      { signal },
    )
    return () => ends.abort()
  }, [])
  if (!over) return null
  return (
    <div className={styles['drop']}>
      <p>
        <FileDown aria-hidden size={28} />
        Drop a scenario file to open it
      </p>
    </div>
  )
}
