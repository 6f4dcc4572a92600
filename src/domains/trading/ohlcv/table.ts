import { problemAt, type Problem } from '../../../base/problem.ts'
import type { ColumnMapping, Defect } from '../../../kinds/series-contracts.ts'
import { guessMapping, positionalMapping } from './columns.ts'
import { splitCsv, type RawRecord } from './csv.ts'
import { readNumber } from './numbers.ts'
import { readTime } from './times.ts'

/** A file as records of text under headers. */
export interface Table {
  readonly headers: readonly string[]
  readonly records: readonly RawRecord[]
  readonly mapping: ColumnMapping
  readonly delimiter: string | null
  /** What is odd about the file as a whole. */
  readonly notes: readonly Defect[]
}

/** Lines before the header that files of some vendors have: an address, a title. */
const MOST_PREAMBLE = 5
const MOST_CHARACTERS = 50_000_000

/** Reads CSV, or JSON: a list of objects, a list of lists, or an object of lists. */
export function readTable(text: string): Table | Problem {
  if (text.length > MOST_CHARACTERS)
    return refusal('This file is larger than 50 MB.', 'Cut it to the part that is to be played.')
  const start = text.replace(/^\ufeff/, '').trimStart()
  if (start === '') return refusal('This file is empty.', 'Choose a CSV or JSON file with prices.')
  if (start.startsWith('[') || start.startsWith('{')) return readJson(start)
  const { delimiter, records } = splitCsv(text)
  return withHeader(records, delimiter)
}

const refusal = (message: string, fix: string): Problem => problemAt([], 'ohlcv/not-a-table', message, fix)

function withHeader(records: readonly RawRecord[], delimiter: string): Table | Problem {
  const first = records[0]
  if (first === undefined) return refusal('This file has no rows.', 'Choose a CSV or JSON file with prices.')
  const at = records
    .slice(0, MOST_PREAMBLE)
    .findIndex(({ cells }) => ['time', 'close'].every((name) => name in guessMapping(cells)))
  if (at >= 0) {
    const headers = distinct(records[at]!.cells)
    const notes = records.slice(0, at).map(({ row }) => ({
      row,
      message: 'Stands before the header; it is left out.',
      severity: 'warning' as const,
    }))
    return { headers, records: records.slice(at + 1), mapping: guessMapping(headers), delimiter, notes }
  }
  if (!isData(first.cells)) {
    const headers = distinct(first.cells)
    return { headers, records: records.slice(1), mapping: guessMapping(headers), delimiter, notes: [] }
  }
  const headers = first.cells.map((_, index) => `Column ${index + 1}`)
  const notes: Defect[] = [
    {
      row: 0,
      message: 'The file has no header; its columns are taken for time, open, high, low, close, volume.',
      severity: 'warning',
    },
  ]
  return { headers, records, mapping: positionalMapping(headers), delimiter, notes }
}

/** A row of values, not of names: it begins with a time, and a number follows. */
const isData = (cells: readonly string[]): boolean =>
  readTime(cells[0] ?? '', 'day-first') !== null &&
  cells.slice(1).some((cell) => readNumber(cell, 'point') !== null)

/** Headers are how columns are chosen: a name that stands twice gets its place. */
const distinct = (headers: readonly string[]): string[] =>
  headers.map((header, index) =>
    header === '' || headers.indexOf(header) !== index ? `${header || 'Column'} (${index + 1})` : header,
  )

// ----------------------------------------------------------------------------------------------- JSON

function readJson(text: string): Table | Problem {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refusal('This is not valid JSON.', 'Check that the file is complete, or save it as CSV.')
  }
  const list = listIn(value)
  if (list === null)
    return refusal('There is no list of rows in this JSON.', 'Give a list of objects, or of lists.')
  const first = list.find((item) => typeof item === 'object' && item !== null)
  if (first === undefined) return refusal('The list has no rows.', 'Give a list of objects, or of lists.')
  const named = !Array.isArray(first)
  const headers = named
    ? [...new Set(list.slice(0, 100).flatMap((item) => (isObject(item) ? Object.keys(item) : [])))]
    : (first as readonly unknown[]).map((_, index) => `Column ${index + 1}`)
  const records = list.map((item, index): RawRecord => ({ row: index + 1, cells: cellsOf(item, headers) }))
  const mapping = named ? guessMapping(headers) : positionalMapping(headers)
  return { headers, records, mapping, delimiter: null, notes: [] }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The list itself, the first list inside an object, or the rows of an object of columns. */
function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return null
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const [only] = lists
  if (only === undefined)
    return (
      Object.values(value)
        .map(listIn)
        .find((list) => list !== null) ?? null
    )
  if (lists.length === 1 || typeof only[1][0] === 'object') return only[1]
  const length = Math.max(...lists.map(([, list]) => list.length))
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(lists.map(([name, list]) => [name, list[index]])),
  )
}

function cellsOf(item: unknown, headers: readonly string[]): string[] {
  if (Array.isArray(item)) return item.map(cell)
  return isObject(item) ? headers.map((header) => cell(item[header])) : [cell(item)]
}

const cell = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
