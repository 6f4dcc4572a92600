import type { ReactNode } from 'react'
import styles from './ReportPanel.module.css'

interface BlockProps {
  readonly title: string
  /** In a few words, beside the title. */
  readonly note?: string
  readonly children: ReactNode
}

/** One part of the report under its heading. */
export const Block = ({ title, note, children }: BlockProps) => (
  <section className={styles['block']}>
    <h3>
      {title}
      {note !== undefined && <span className={styles['blockNote']}>{note}</span>}
    </h3>
    {children}
  </section>
)

export interface TableColumn<Row> {
  readonly title: string
  /** Numbers are aligned to the right. */
  readonly numeric?: boolean
  readonly cell: (row: Row) => ReactNode
}

interface TableProps<Row> {
  readonly label: string
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
}

export const Table = <Row extends { readonly id: string }>({ label, columns, rows }: TableProps<Row>) => (
  <table className={styles['table']} aria-label={label}>
    <thead>
      <tr>
        {columns.map(({ title, numeric = false }) => (
          <th key={title} scope="col" className={numeric ? styles['number'] : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.id}>
          {columns.map(({ title, numeric = false, cell }) => (
            <td key={title} className={numeric ? styles['number'] : undefined}>
              {cell(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
