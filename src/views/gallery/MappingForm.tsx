import type {
  ColumnMapping,
  DataImporter,
  ImportAnswers,
  ImportQuestion,
  ReadTable,
} from '../../kinds/series-contracts.ts'
import { readable } from '../charts/axis.ts'
import { FormRow } from '../form/FormRow.tsx'
import form from '../form/form.module.css'
import styles from './import.module.css'

interface MappingFormProps {
  readonly importer: DataImporter
  readonly table: ReadTable
  readonly mapping: ColumnMapping
  readonly onChange: (mapping: ColumnMapping) => void
  /** What a person said of the file's questions, and what they came to. */
  readonly answers: ImportAnswers
  readonly settled: ImportAnswers
  readonly onAnswer: (answers: ImportAnswers) => void
}

/** Which column of the file is which, guessed and to be corrected, beside the first rows of it. */
export const MappingForm = (props: MappingFormProps) => {
  const { importer, table, mapping, onChange } = props
  const set = (name: string, header: string) => {
    const { [name]: _, ...others } = mapping
    onChange(header === '' ? others : { ...others, [name]: header })
  }
  return (
    <div className={styles['mapping']}>
      <section className={styles['panel']} aria-label="Columns">
        <h2>Columns</h2>
        <div className={styles['columns']}>
          {importer.columns.map(({ name, label, required }) => (
            <FormRow key={name} label={label} unit={required ? undefined : 'if there is one'}>
              {({ id }) => (
                <select
                  id={id}
                  className={form['input']}
                  value={mapping[name] ?? ''}
                  onChange={(event) => set(name, event.target.value)}
                >
                  <option value="">{required ? 'Choose one' : 'none'}</option>
                  {table.headers.map((header) => (
                    <option key={header} value={header}>
                      {header}
                    </option>
                  ))}
                </select>
              )}
            </FormRow>
          ))}
          {importer.questions?.map((question) => (
            <QuestionRow key={question.name} {...props} question={question} />
          ))}
        </div>
      </section>
      <section className={styles['panel']} aria-label="First rows">
        <h2>First rows of {readable(table.rowCount)}</h2>
        <div className={styles['tableScroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {table.headers.map((header) => (
                  <th key={header} scope="col">
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.sample.map((row, nth) => (
                // Rows of a file are told apart by their place alone.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={nth}>
                  {table.headers.map((header, column) => (
                    <td key={header}>{row[column] ?? ''}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  )
}

interface QuestionRowProps extends Pick<MappingFormProps, 'answers' | 'settled' | 'onAnswer'> {
  readonly question: ImportQuestion
}

/** A question that the file itself answers, unless it does not, or wrongly. */
const QuestionRow = ({ question, answers, settled, onAnswer }: QuestionRowProps) => {
  const { name, label, answers: choices } = question
  const found = choices.find(({ value }) => value === settled[name])
  const own = answers[name]
  const set = (value: string) => {
    const { [name]: _, ...others } = answers
    onAnswer(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <FormRow label={label}>
      {({ id }) => (
        <select
          id={id}
          className={form['input']}
          value={own ?? ''}
          onChange={(event) => set(event.target.value)}
        >
          <option value="">
            {own === undefined && found !== undefined ? `found: ${found.label}` : 'found in the file'}
          </option>
          {choices.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FormRow>
  )
}
