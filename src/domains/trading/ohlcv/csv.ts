/** One record of a table, and where it begins in the file. */
export interface RawRecord {
  /** Line of a CSV file, or place in a JSON list, from 1. */
  readonly row: number
  readonly cells: readonly string[]
}

const CANDIDATES = ['\t', ';', '|', ','] as const
const SAMPLE = 20

/** Splits text into records. Quoted fields may hold separators, doubled quotes and line ends. */
export function splitCsv(text: string): {
  readonly delimiter: string
  readonly records: readonly RawRecord[]
} {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const told = /^sep=(.)\r?\n/i.exec(body)
  if (told !== null) {
    const rest = body.slice(told[0].length)
    return { delimiter: told[1]!, records: recordsOf(rest, told[1]!, 2) }
  }
  const delimiter = delimiterOf(body)
  return { delimiter, records: recordsOf(body, delimiter, 1) }
}

/** The first separator by which most of the first records have as many fields as the widest common one. */
function delimiterOf(text: string): string {
  const start = text.split('\n', SAMPLE).join('\n')
  for (const delimiter of CANDIDATES) {
    const widths = recordsOf(start, delimiter, 1).map(({ cells }) => cells.length)
    const usual = widths.filter((width) => width > 1)
    if (usual.length * 2 > widths.length && usual.length > 0) return delimiter
  }
  return ','
}

function recordsOf(text: string, delimiter: string, firstLine: number): RawRecord[] {
  const records: RawRecord[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = firstLine
  let begun = firstLine
  const endRecord = () => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim() !== '')
      records.push({ row: begun, cells: cells.map((one) => one.trim()) })
    cells = []
    cell = ''
    begun = line
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (sign === '\n') line++
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (sign === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') endRecord()
    else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || cells.length > 0) endRecord()
  return records
}
