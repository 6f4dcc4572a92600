import type { DataImporter, ImportQuestion } from '../../kinds/series-contracts.ts'
import { OHLCV_COLUMNS } from './ohlcv/columns.ts'
import { parseOhlcv, type Row } from './ohlcv/parse.ts'
import { readTable } from './ohlcv/table.ts'

const SAMPLE = 8
/** Ticks that a recorded price is tried against, finest last. */
const TICKS = ['1', '0.1', '0.01', '0.001', '0.0001'] as const

const DECIMAL = {
  name: 'decimal',
  label: 'Decimal sign',
  answers: [
    { value: 'point', label: '1,234.50' },
    { value: 'comma', label: '1.234,50' },
  ],
} as const satisfies ImportQuestion

const DATES = {
  name: 'dates',
  label: 'Dates such as 03/04',
  answers: [
    { value: 'day-first', label: '3 April' },
    { value: 'month-first', label: '4 March' },
  ],
} as const satisfies ImportQuestion

/** Recorded candles, of CSV or JSON files as exchanges and vendors write them. */
export const ohlcvImporter: DataImporter = {
  name: 'ohlcv',
  title: 'Recorded prices',
  summary: 'Open, high, low, close and volume from a CSV or JSON file.',
  accept: '.csv,.tsv,.txt,.json',
  columns: OHLCV_COLUMNS,
  questions: [DECIMAL, DATES],
  read(text) {
    const table = readTable(text)
    if ('message' in table) return table
    const { headers, records, mapping } = table
    return {
      headers,
      mapping,
      rowCount: records.length,
      sample: records.slice(0, SAMPLE).map(({ cells }) => cells),
    }
  },
  import(text, mapping, answers) {
    const table = readTable(text)
    if ('message' in table)
      return {
        defects: [{ row: 0, message: table.message, severity: 'error' }],
        source: null,
        profile: null,
        rowCount: 0,
        settled: {},
      }
    const decimal = DECIMAL.answers.find(({ value }) => value === answers['decimal'])?.value
    const dates = DATES.answers.find(({ value }) => value === answers['dates'])?.value
    const { rows, defects, settled } = parseOhlcv(table, {
      mapping,
      ...(decimal !== undefined && { decimal }),
      ...(dates !== undefined && { dates }),
    })
    const refused = defects.some(({ severity }) => severity === 'error')
    return {
      defects,
      settled,
      rowCount: refused ? 0 : rows.length,
      source: refused ? null : { kind: 'recorded', params: { rows, tick: tickOf(rows) } },
      profile: refused ? null : { kind: 'replay', params: {} },
    }
  },
}

/** The coarsest tick of which all closes are multiples; the finest where none is. */
function tickOf(rows: readonly Row[]): string {
  const fits = (tick: string) => {
    const perTick = Math.round(1 / Number(tick))
    return rows.every(([, , , , close]) => Math.abs(close * perTick - Math.round(close * perTick)) < 1e-6)
  }
  return TICKS.find(fits) ?? '0.0001'
}
