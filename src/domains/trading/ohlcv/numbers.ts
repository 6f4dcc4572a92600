/** Which sign stands before the fraction. */
export type Decimal = 'point' | 'comma'

/** What one cell says about the file's decimal sign; `either` is a number such as 1,234 that reads both ways. */
type Evidence = Decimal | 'either' | null

const GROUPED = /^\d{1,3}(?:,\d{3})$/

function evidenceOf(cell: string): Evidence {
  const text = bare(cell)
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? 'comma' : 'point'
  if (comma >= 0) {
    if (text.indexOf(',') !== comma) return 'point'
    return GROUPED.test(text) && !text.startsWith('0') ? 'either' : 'comma'
  }
  if (point >= 0) return text.indexOf('.') === point ? 'point' : 'comma'
  return null
}

/**
 * The decimal sign of a column of numbers: what most cells prove. `ambiguous` when every comma could as well
 * separate thousands: then nothing can be read without asking.
 */
export function decimalOf(cells: Iterable<string>): Decimal | 'ambiguous' {
  const counts = { point: 0, comma: 0, either: 0 }
  for (const cell of cells) {
    const evidence = evidenceOf(cell)
    if (evidence !== null) counts[evidence]++
  }
  if (counts.comma > counts.point) return 'comma'
  if (counts.point > 0) return 'point'
  return counts.either > 0 ? 'ambiguous' : 'point'
}

const POINT = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i
const COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:e[+-]?\d+)?$/i
const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 }

/** A number as people and programs write it; null when the text is none under this decimal sign. */
export function readNumber(cell: string, decimal: Decimal): number | null {
  const text = bare(cell)
  const suffix = SUFFIXES[text.slice(-1).toLowerCase()]
  const digits = suffix === undefined ? text : text.slice(0, -1)
  if (!/\d/.test(digits) || !(decimal === 'point' ? POINT : COMMA).test(digits)) return null
  const plain =
    decimal === 'point' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.')
  const value = Number(plain) * (suffix ?? 1)
  return Number.isFinite(value) ? value : null
}

/** Without currency signs, spaces and apostrophes between digits; a true minus sign becomes a hyphen. */
const bare = (cell: string): string =>
  cell
    .trim()
    .replace(/^([+-]?)\s*[$€£¥₿]\s*/, '$1')
    .replaceAll('−', '-')
    .replaceAll(/(?<=\d)[\s'’](?=\d{3}(?:\D|$))/g, '')
