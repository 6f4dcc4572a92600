/** Which of the first two numbers of 03/04/2020 is the day. */
export type DateOrder = 'day-first' | 'month-first'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.+))?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:,?[T ]+(.+))?$/
const NAMED =
  /^(?:(\d{1,2})[- ]([a-z]{3})[a-z]*[- ,]+(\d{4})|([a-z]{3})[a-z]*[- ](\d{1,2})[,]?[- ](\d{4}))(?:,?[T ]+(.+))?$/i
const CLOCK =
  /^(\d{1,2})(?::?(\d{2}))(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

/** The date order of a column; `ambiguous` when no date settles it, null when no date has the question. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | 'ambiguous' | null {
  let asked = false
  for (const cell of cells) {
    const match = NUMBERS.exec(cell.trim())
    if (match === null) continue
    if (Number(match[1]) > 12 || match[2] === '.') return 'day-first'
    if (Number(match[3]) > 12) return 'month-first'
    asked = true
  }
  return asked ? 'ambiguous' : null
}

/**
 * A moment in ms since 1970, UTC where no zone is told; null when the text is none. Takes Unix time in s, ms,
 * µs and ns by its length, ISO 8601, 20200131, 31.01.2020, 01/31/2020 and 31-Jan-2020, with or without a clock.
 */
export function readTime(cell: string, order: DateOrder, clock = ''): number | null {
  const text = cell.trim()
  const unix = clock === '' ? readUnix(text) : null
  if (unix !== null) return unix
  const compact = COMPACT.exec(text)
  if (compact !== null) {
    const [, y, m, d, hours = '', minutes = '', seconds = '00'] = compact
    return moment(y, m, d, hours === '' ? clock : `${hours}:${minutes}:${seconds}`)
  }
  const iso = YEAR_FIRST.exec(text)
  if (iso !== null) return moment(iso[1], iso[2], iso[3], iso[4] ?? clock)
  const numbers = NUMBERS.exec(text)
  if (numbers !== null) {
    const [, first, , second, year = '', rest] = numbers
    const full = year.length === 2 ? `${Number(year) < 70 ? 20 : 19}${year}` : year
    return order === 'day-first'
      ? moment(full, second, first, rest ?? clock)
      : moment(full, first, second, rest ?? clock)
  }
  const named = NAMED.exec(text)
  if (named === null) return null
  const [, d1, m1, y1, m2, d2, y2, rest] = named
  const month = MONTHS.indexOf((m1 ?? m2 ?? '').toLowerCase()) + 1
  return moment(y1 ?? y2, String(month), d1 ?? d2, rest ?? clock)
}

/** Ten digits are seconds, and each three more a thousandth: from 2001 to 2286. */
function readUnix(text: string): number | null {
  const match = /^(\d{10,19})(\.\d+)?$/.exec(text)
  if (match === null) return null
  const perMs = { 10: 1_000, 13: 1, 16: 1e-3, 19: 1e-6 }[match[1]!.length]
  return perMs === undefined ? null : Math.round(Number(text) * perMs)
}

function moment(year = '', month = '', day = '', clock = ''): number | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const days = Date.UTC(y, m - 1, d)
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return null
  if (clock.trim() === '') return days
  const ms = readClock(clock.trim())
  return ms === null ? null : days + ms
}

const daysIn = (year: number, month: number): number =>
  Math.round((Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / 86_400_000)

function readClock(text: string): number | null {
  const match = CLOCK.exec(text)
  if (match === null) return null
  const [, h, m, s = '0', fraction = '', half = '', zone = ''] = match
  let hours = Number(h)
  if (half !== '') {
    if (hours < 1 || hours > 12) return null
    hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  }
  if (hours > 24 || Number(m) > 59 || Number(s) > 60) return null
  const ms = fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1_000 + 1e-6)
  return ((hours * 60 + Number(m)) * 60 + Number(s)) * 1_000 + ms - zoneMs(zone)
}

function zoneMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000
}
