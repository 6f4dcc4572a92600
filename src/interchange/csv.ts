import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { logRecord } from '../log/export.ts'

/**
 * One cell of a CSV file. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front, on each of its lines, unless it is a plain number; then it is quoted where it must be.
 * Source: OWASP, CSV Injection.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const safe = value
    .split('\n')
    .map((line) => (isFormula(line) ? `'${line}` : line))
    .join('\n')
  return /["\n\r,;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const isFormula = (line: string): boolean =>
  /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(line) &&
  !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(line.trim())

/** The log as a table: the columns of a record, then each top-level field that any payload has. Lazy. */
export function* exportCsv(log: EventLog, document: ScenarioDocument): Generator<string> {
  const fields = [...new Set(log.channels.flatMap(({ shape }) => shape.fields))]
  const titles = ['seq', 'timeMs', 'cycle', 'stage', 'topic', 'source', 'cause', 'faults']
  yield row([...titles, ...fields.map((field) => `payload.${field}`)])
  for (let seq = 0; seq < log.count; seq++) {
    const { timeMs, cycle, stage, topic, source, cause, faults, payload } = logRecord(log, document, seq)
    const values = fields.map((field) => {
      const value = Object.hasOwn(payload, field) ? (payload[field] ?? null) : null
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    })
    yield row([seq, timeMs, cycle, stage, topic, source, cause, faults.join(' '), ...values])
  }
}

const row = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`
