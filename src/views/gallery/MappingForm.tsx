import type { ColumnMapping, DataImporter, ReadTable } from '../../kinds/series-contracts.ts'
import { readable } from '../charts/axis.ts'
import { FormRow } from '../form/FormRow.tsx'
import form from '../form/form.module.css'
import styles from './import.module.css'

interface MappingFormProps {
  readonly importer: DataImporter
  readonly table: ReadTable
  readonly mapping: ColumnMapping
  readonly onChange: (mapping: ColumnMapping) => void
}

/** Which column of the file is which, guessed and to be corrected, beside the first rows of it. */
export const MappingForm = ({ importer, table, mapping, onChange }: MappingFormProps) => {
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
                    <option key={header}>{header}</option>
                  ))}
                </select>
              )}
            </FormRow>
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
