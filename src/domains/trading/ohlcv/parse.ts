import type { ColumnMapping, Defect } from '../../../kinds/series-contracts.ts'
import { decimalOf, readNumber, type Decimal } from './numbers.ts'
import type { RawRecord } from './csv.ts'
import type { Table } from './table.ts'
import { dateOrderOf, readTime, type DateOrder } from './times.ts'

/** One candle: moment in ms since 1970, open, high, low, close, volume. */
export type Row = [atMs: number, open: number, high: number, low: number, close: number, volume: number]

export interface OhlcvOptions {
  readonly mapping: ColumnMapping
  /** Found from the file when left out. */
  readonly decimal?: Decimal
  readonly dates?: DateOrder
  /** Later rows are left out, and that is said. */
  readonly most?: number
}

export interface Ohlcv {
  /** Ascending in time, every one consistent: low <= open, close <= high, all above zero. */
  readonly rows: readonly Row[]
  /** In the order of the file. */
  readonly defects: readonly Defect[]
  /** How its numbers and dates were read, as far as it has any that leave a choice. */
  readonly settled: { readonly decimal?: Decimal; readonly dates?: DateOrder }
}

/** More rows than this make a document that nobody wants to send. */
export const MOST_ROWS = 20_000

const PRICES = ['open', 'high', 'low', 'close'] as const

/**
 * Reads candles from a table. A row that cannot be read whole is left out and named with what is wrong with
 * it; nothing is guessed. What forbids the file altogether is an error on row 0.
 */
export function parseOhlcv(table: Table, options: OhlcvOptions): Ohlcv {
  const { mapping, most = MOST_ROWS } = options
  const columns = columnsOf(table, mapping)
  const fatal = Object.entries(columns).some(([, index]) => index === null)
    ? [wholeFile(`The file has no column for the ${missingName(columns)}.`)]
    : []
  if (fatal.length > 0) return { rows: [], defects: [...table.notes, ...fatal], settled: {} }
  const format = formatOf(table, columns, options)
  if ('open' in format)
    return { rows: [], defects: [...table.notes, ...format.open], settled: format.settled }
  const reader = new RowReader(table, columns, format)
  const read = table.records.flatMap((record) => reader.read(record))
  const ordered = inOrder(read)
  const rows = ordered.rows.slice(0, most)
  const notes = [...table.notes, ...assumed(columns), ...ordered.notes]
  if (ordered.rows.length > most)
    notes.push({
      row: 0,
      message: `The file has ${ordered.rows.length} usable rows; the first ${most} are taken.`,
      severity: 'warning',
    })
  if (rows.length < 2) notes.push(wholeFile('Fewer than two rows can be used.'))
  const found = [...reader.defects, ...ordered.defects].toSorted((a, b) => a.row - b.row)
  return { rows, defects: [...notes, ...found], settled: format.settled }
}

const wholeFile = (message: string): Defect => ({ row: 0, message, severity: 'error' })

/** Places of the columns in a record; undefined where the file has none that is needed, null where it must. */
type Columns = Readonly<Record<string, number | null | undefined>>

function columnsOf({ headers }: Table, mapping: ColumnMapping): Columns {
  const place = (name: string, required: boolean) => {
    const header = mapping[name]
    const index = header === undefined ? -1 : headers.indexOf(header)
    return index >= 0 ? index : required ? null : undefined
  }
  return {
    time: place('time', true),
    clock: place('clock', false),
    open: place('open', false),
    high: place('high', false),
    low: place('low', false),
    close: place('close', true),
    volume: place('volume', false),
  }
}

const missingName = (columns: Columns): string =>
  Object.entries(columns)
    .filter(([, index]) => index === null)
    .map(([name]) => name)
    .join(' and the ')

function assumed(columns: Columns): Defect[] {
  const absent = PRICES.filter((name) => columns[name] === undefined)
  const notes: Defect[] = []
  if (absent.length > 0)
    notes.push({
      row: 0,
      message: `No column for ${absent.join(', ')}: the close stands for ${absent.length === 1 ? 'it' : 'them'}.`,
      severity: 'warning',
    })
  if (columns['volume'] === undefined)
    notes.push({ row: 0, message: 'No column for the volume: it is 0.', severity: 'warning' })
  return notes
}

interface Format {
  readonly decimal: Decimal
  readonly dates: DateOrder
  readonly settled: Ohlcv['settled']
}

/** A file that leaves open how it is to be read. */
interface Open {
  readonly open: readonly Defect[]
  readonly settled: Ohlcv['settled']
}

function formatOf(table: Table, columns: Columns, options: OhlcvOptions): Format | Open {
  // Cells of ragged rows may stand under the wrong header.
  const whole = table.records.filter(({ cells }) => cells.length === table.headers.length)
  const cellsOf = (names: readonly string[]) =>
    whole.flatMap(({ cells }) => names.flatMap((name) => cells[columns[name] ?? -1] ?? []))
  const proven = table.delimiter === null ? 'point' : decimalOf(cellsOf([...PRICES, 'volume']))
  const decimal = options.decimal ?? proven
  const dates = options.dates ?? dateOrderOf(cellsOf(['time']))
  const settled = {
    ...(decimal !== 'ambiguous' && { decimal }),
    ...(dates !== 'ambiguous' && dates !== null && { dates }),
  }
  if (decimal !== 'ambiguous' && dates !== 'ambiguous')
    return { decimal, dates: dates ?? 'day-first', settled }
  const open: Defect[] = []
  if (decimal === 'ambiguous')
    open.push(
      wholeFile(
        'Numbers such as 1,234 may mean 1.234 or 1234, and nothing in the file says which. Say which sign is the decimal one.',
      ),
    )
  if (dates === 'ambiguous')
    open.push(
      wholeFile(
        'Dates such as 03/04/2020 may mean March or April, and nothing in the file says which. Say what stands first.',
      ),
    )
  return { open, settled }
}

interface ReadRow {
  readonly row: number
  readonly values: Row
}

class RowReader {
  readonly defects: Defect[] = []
  readonly #table: Table
  readonly #columns: Columns
  readonly #format: Format

  constructor(table: Table, columns: Columns, format: Format) {
    this.#table = table
    this.#columns = columns
    this.#format = format
  }

  /** The row, or nothing and a defect for everything that is wrong with it. */
  read(record: RawRecord): ReadRow[] {
    const { headers, delimiter } = this.#table
    const { row, cells } = record
    if (cells.length !== headers.length) {
      const hint =
        delimiter === ',' && cells.length > headers.length
          ? ' A decimal comma looks like a separator: quote the numbers, or separate by semicolons.'
          : ''
      return this.#refuse(
        row,
        undefined,
        `Has ${cells.length} fields where the header has ${headers.length}.${hint}`,
      )
    }
    const before = this.defects.length
    const atMs = this.#time(record)
    const close = this.#price(record, 'close', NaN)
    const open = this.#price(record, 'open', close)
    const high = this.#price(record, 'high', Math.max(open, close))
    const low = this.#price(record, 'low', Math.min(open, close))
    const volume = this.#volume(record)
    if (this.defects.length === before && high < Math.max(open, close, low))
      this.#refuse(row, 'high', `The high ${high} is below another price of its row.`)
    else if (this.defects.length === before && low > Math.min(open, close))
      this.#refuse(row, 'low', `The low ${low} is above another price of its row.`)
    return this.defects.length > before ? [] : [{ row, values: [atMs, open, high, low, close, volume] }]
  }

  #cell({ cells }: RawRecord, name: string): string | undefined {
    const index = this.#columns[name]
    return index === null || index === undefined ? undefined : cells[index]
  }

  #time(record: RawRecord): number {
    const text = this.#cell(record, 'time') ?? ''
    const clock = this.#cell(record, 'clock') ?? ''
    const atMs = readTime(text, this.#format.dates, clock)
    if (text === '') this.#refuse(record.row, 'time', 'The time is empty.')
    else if (atMs === null) this.#refuse(record.row, 'time', `“${`${text} ${clock}`.trim()}” is not a time.`)
    return atMs ?? NaN
  }

  #price(record: RawRecord, name: (typeof PRICES)[number], absent: number): number {
    const text = this.#cell(record, name)
    if (text === undefined) return absent
    const value = this.#number(record.row, name, text)
    if (value !== null && value <= 0) {
      this.#refuse(record.row, name, `The ${name} ${value} is ${value === 0 ? 'zero' : 'negative'}.`)
      return NaN
    }
    return value ?? NaN
  }

  #volume(record: RawRecord): number {
    const text = this.#cell(record, 'volume')
    if (text === undefined) return 0
    const value = this.#number(record.row, 'volume', text)
    if (value !== null && value < 0) this.#refuse(record.row, 'volume', `The volume ${value} is negative.`)
    return value ?? NaN
  }

  #number(row: number, name: string, text: string): number | null {
    if (text === '') {
      this.#refuse(row, name, `The ${name} is empty.`)
      return null
    }
    const value = readNumber(text, this.#format.decimal)
    if (value === null) {
      const { decimal } = this.#format
      const other = readNumber(text, decimal === 'point' ? 'comma' : 'point')
      const hint = other === null ? '' : ` The file’s decimal sign is a ${decimal}.`
      this.#refuse(row, name, `The ${name} “${text}” is not a number.${hint}`)
    }
    return value
  }

  #refuse(row: number, column: string | undefined, what: string): ReadRow[] {
    this.defects.push({
      row,
      ...(column === undefined ? {} : { column }),
      message: `${what} The row is left out.`,
      severity: 'warning',
    })
    return []
  }
}

/** Newest-first files are turned round; a row that does not come after the last one kept is left out. */
function inOrder(read: readonly ReadRow[]): {
  readonly rows: readonly Row[]
  readonly defects: readonly Defect[]
  readonly notes: readonly Defect[]
} {
  let rises = 0
  let falls = 0
  read.forEach(({ values }, index) => {
    const last = read[index - 1]?.values[0] ?? values[0]
    if (values[0] > last) rises++
    else if (values[0] < last) falls++
  })
  const newestFirst = falls > rises
  const notes: Defect[] = newestFirst
    ? [
        {
          row: 0,
          message: 'The newest row stands first; the file is read from its end.',
          severity: 'warning',
        },
      ]
    : []
  const rows: Row[] = []
  const defects: Defect[] = []
  let last: ReadRow | null = null
  for (const one of newestFirst ? read.toReversed() : read) {
    if (last === null || one.values[0] > last.values[0]) {
      rows.push(one.values)
      last = one
      continue
    }
    const same = one.values[0] === last.values[0]
    defects.push({
      row: one.row,
      column: 'time',
      message: `${same ? `Has the same time as row ${last.row}.` : `Goes back in time, behind row ${last.row}.`} The row is left out.`,
      severity: 'warning',
    })
  }
  return { rows, defects, notes }
}
