import { FileUp, LineChart, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { domains } from '../../catalog.ts'
import type {
  ColumnMapping,
  DataImporter,
  ImportAnswers,
  Imported,
  ReadTable,
} from '../../kinds/series-contracts.ts'
import { galleryAddress, showGallery } from '../store/route.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { UseMenu } from './Actions.tsx'
import { DefectsTable } from './DefectsTable.tsx'
import { FileDrop, type ChosenFile } from './FileDrop.tsx'
import { gallery, settingOf } from './gallery-store.ts'
import { MappingForm } from './MappingForm.tsx'
import { entryOfSpecs, type Entry } from './model/entries.ts'
import { Preview } from './Preview.tsx'
import type { Question } from './worker/protocol.ts'
import { useAnswer } from './worker/use-answer.ts'
import styles from './import.module.css'

/** A source made of a file: choose it, say which column is which, see what is wrong with it, take it. */
export const ImportPage = ({ name }: { readonly name: string }) => {
  const importer = domains.flatMap(({ importers = [] }) => importers).find((one) => one.name === name)
  const [file, setFile] = useState<ChosenFile | null>(null)
  if (importer === undefined)
    return (
      <Empty icon={SearchX} title="No such kind of file">
        <a href={galleryAddress()}>See all profiles</a>
      </Empty>
    )
  return (
    <div className={styles['page']}>
      <p className={styles['lead']}>{importer.summary}</p>
      <FileDrop accept={importer.accept} file={file} onFile={setFile} />
      {file !== null && <ReadFile key={file.nth} importer={importer} file={file} />}
    </div>
  )
}

interface FileProps {
  readonly importer: DataImporter
  readonly file: ChosenFile
}

const ReadFile = ({ importer, file }: FileProps) => {
  const question = useMemo(
    (): Question => ({ type: 'read', importer: importer.name, text: file.text }),
    [importer, file],
  )
  const { answer } = useAnswer(question)
  if (answer === null) return <Wait />
  if (answer.type !== 'read') return <Refusal text={answer.type === 'failed' ? answer.message : ''} />
  const { table } = answer
  if ('code' in table) return <Refusal text={table.message} />
  return <Table importer={importer} file={file} table={table} />
}

const Wait = () => (
  <p className={styles['wait']} role="status">
    Reading the file…
  </p>
)

const Refusal = ({ text }: { readonly text: string }) => (
  <p className={styles['refusal']} role="alert">
    This file cannot be used. {text}
  </p>
)

const Table = ({ importer, file, table }: FileProps & { readonly table: ReadTable }) => {
  const [mapping, setMapping] = useState<ColumnMapping>(table.mapping)
  const [answers, setAnswers] = useState<ImportAnswers>({})
  const missing = importer.columns.filter(({ name, required }) => required && mapping[name] === undefined)
  const question = useMemo(
    (): Question | null =>
      missing.length > 0
        ? null
        : { type: 'import', importer: importer.name, text: file.text, mapping, answers },
    [missing.length, importer, file, mapping, answers],
  )
  const { answer, busy } = useAnswer(question)
  return (
    <>
      <MappingForm
        importer={importer}
        table={table}
        mapping={mapping}
        onChange={setMapping}
        answers={answers}
        settled={answer?.type === 'import' ? answer.imported.settled : {}}
        onAnswer={setAnswers}
      />
      {missing.length > 0 && (
        <p className={styles['refusal']} role="alert">
          Say which column is {missing.map(({ label }) => label.toLowerCase()).join(' and ')}.
        </p>
      )}
      {question !== null && answer === null && <Wait />}
      {question !== null && answer?.type === 'failed' && <Refusal text={answer.message} />}
      {question !== null && answer?.type === 'import' && (
        <div aria-busy={busy}>
          <Result importer={importer} file={file} imported={answer.imported} />
        </div>
      )}
    </>
  )
}

const Result = ({ file, imported }: FileProps & { readonly imported: Imported }) => {
  const entry = useMemo((): Entry | undefined => {
    const { source, profile, rowCount } = imported
    const made = source === null || profile === null ? undefined : entryOfSpecs(source, profile)
    return made && { ...made, id: `file/${file.name}`, title: file.name, steps: Math.max(2, rowCount) }
  }, [imported, file])
  return (
    <>
      <DefectsTable imported={imported} />
      {entry !== undefined && (
        <section className={styles['result']} aria-label="Preview">
          <Preview entry={entry} />
          <div className={styles['buttons']}>
            <UseMenu setting={settingOf(entry, undefined)} />
            <Button icon={LineChart} onClick={() => lookAt(entry)}>
              Look at it in the gallery
            </Button>
          </div>
        </section>
      )}
    </>
  )
}

function lookAt(entry: Entry): void {
  gallery.setState(({ own }) => ({ own: { ...own, [entry.id]: entry } }))
  showGallery(entry.id)
}

/** The way to this page, among the profiles of its domain. */
export const ImportCard = ({ importer }: { readonly importer: DataImporter }) => (
  <li className={styles['card']}>
    <FileUp aria-hidden size={26} strokeWidth={1.6} />
    <h3>
      <a href={galleryAddress(`import/${importer.name}`)}>{importer.title}</a>
    </h3>
    <p>{importer.summary}</p>
  </li>
)
