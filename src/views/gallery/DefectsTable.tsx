import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { Imported } from '../../kinds/series-contracts.ts'
import { readable } from '../charts/axis.ts'
import styles from './import.module.css'

/** More than a person reads; the count above says how many there are. */
const MOST_ROWS = 200

/** What is wrong with a file, row by row, and what came of it. */
export const DefectsTable = ({ imported }: { readonly imported: Imported }) => {
  const { defects, rowCount, source } = imported
  const errors = defects.filter(({ severity }) => severity === 'error').length
  const warnings = defects.length - errors
  return (
    <section className={styles['panel']} aria-label="Defects">
      <h2>Defects</h2>
      <p role="status" className={styles[source === null ? 'bad' : warnings > 0 ? 'warn' : 'ok']}>
        {source === null ? (
          <CircleAlert aria-hidden size={15} />
        ) : warnings > 0 ? (
          <TriangleAlert aria-hidden size={15} />
        ) : (
          <CircleCheck aria-hidden size={15} />
        )}
        {source === null
          ? `${counted(errors, 'error')} to mend before the file can be played.`
          : `${readable(rowCount)} rows will be played${warnings > 0 ? `; ${counted(warnings, 'defect')} dealt with as below` : ', nothing wrong with them'}.`}
      </p>
      {defects.length > 0 && (
        <div className={styles['tableScroll']}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col">Column</th>
                <th scope="col">Severity</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {defects.slice(0, MOST_ROWS).map(({ row, column, severity, message }, nth) => (
                // Two defects may be alike in all but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={nth}>
                  <td>{row === 0 ? 'file' : row}</td>
                  <td>{column ?? '–'}</td>
                  <td className={styles[severity === 'error' ? 'bad' : 'warn']}>{severity}</td>
                  <td className={styles['message']}>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {defects.length > MOST_ROWS && (
            <p className={styles['more']}>and {readable(defects.length - MOST_ROWS)} more</p>
          )}
        </div>
      )}
    </section>
  )
}

const counted = (count: number, word: string): string => `${readable(count)} ${word}${count === 1 ? '' : 's'}`
