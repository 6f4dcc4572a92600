import type { ColumnMapping, ImportColumn } from '../../../kinds/series-contracts.ts'

export const OHLCV_COLUMNS = [
  { name: 'time', label: 'Time', required: true },
  { name: 'clock', label: 'Time of day, if apart', required: false },
  { name: 'open', label: 'Open', required: false },
  { name: 'high', label: 'High', required: false },
  { name: 'low', label: 'Low', required: false },
  { name: 'close', label: 'Close', required: true },
  { name: 'volume', label: 'Volume', required: false },
] as const satisfies readonly ImportColumn[]

/** Names under which exchanges and data vendors publish them, best first; letters only. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  time: [
    'opentime',
    'timestamp',
    'datetime',
    'date',
    'time',
    'unixtimestamp',
    'unix',
    'epoch',
    'gmttime',
    'localtime',
    'dateutc',
    'timeutc',
    't',
    'datum',
    'zeit',
    'fecha',
    'data',
  ],
  open: ['open', 'openprice', 'o', 'first', 'eroffnung', 'ouverture', 'apertura'],
  high: ['high', 'highprice', 'h', 'max', 'hoch', 'haut', 'maximo'],
  low: ['low', 'lowprice', 'l', 'min', 'tief', 'bas', 'minimo'],
  close: [
    'close',
    'closeprice',
    'closelast',
    'last',
    'price',
    'c',
    'adjclose',
    'schluss',
    'schlusskurs',
    'cloture',
    'cierre',
  ],
  volume: ['volume', 'vol', 'v', 'basevolume', 'tickvolume', 'totalvolume', 'volumen'],
}

const DAYS = new Set(['date', 'datum', 'fecha', 'data'])
const CLOCKS = new Set(['time', 'zeit', 'uhrzeit', 'heure', 'hora', 'ora'])

/** Where nothing has a name: the order that nearly everybody uses. */
const USUAL_ORDER = ['time', 'open', 'high', 'low', 'close', 'volume']

/** Without accents: Eröffnung is eroffnung. */
const letters = (header: string): string =>
  header
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')

/** Which header is which column, by name; headers are taken once. */
export function guessMapping(headers: readonly string[]): ColumnMapping {
  const known = headers.map(letters)
  const taken = new Set<number>()
  const mapping: Record<string, string> = {}
  const take = (column: string, index: number) => {
    if (index < 0 || taken.has(index)) return
    taken.add(index)
    mapping[column] = headers[index]!
  }
  for (const [column, names] of Object.entries(NAMES)) {
    const name = names.find((candidate) =>
      known.some((header, index) => header === candidate && !taken.has(index)),
    )
    if (name !== undefined)
      take(
        column,
        known.findIndex((header, index) => header === name && !taken.has(index)),
      )
  }
  if (!('volume' in mapping))
    take(
      'volume',
      known.findIndex((header) => header.startsWith('volume')),
    )
  // A date with its clock in a column beside it.
  if (DAYS.has(letters(mapping['time'] ?? '')))
    take(
      'clock',
      known.findIndex((header) => CLOCKS.has(header)),
    )
  return mapping
}

export const positionalMapping = (headers: readonly string[]): ColumnMapping =>
  Object.fromEntries(
    USUAL_ORDER.flatMap((name, index) => (headers[index] === undefined ? [] : [[name, headers[index]]])),
  )
