import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { present } from '../../../base/assert.ts'
import type { ImportAnswers } from '../../../kinds/series-contracts.ts'
import { generateData } from '../../generate.ts'
import { ohlcvImporter } from '../ohlcv-importer.ts'
import { recorded } from '../recorded.ts'
import { replay } from '../profiles/replay.ts'
import { parseOhlcv, type OhlcvOptions, type Row } from './parse.ts'
import { readTable } from './table.ts'
import { readNumber } from './numbers.ts'
import { readTime } from './times.ts'

const parse = (text: string, options: Partial<OhlcvOptions> = {}) => {
  const table = readTable(text)
  if ('message' in table) throw new Error(table.message)
  return parseOhlcv(table, { mapping: table.mapping, ...options })
}
const told = (text: string) =>
  parse(text).defects.map(({ row, column = '', message }) => [row, column, message])
const day = (n: number) => Date.UTC(2024, 0, n)

describe('a file with every fault', () => {
  const text = [
    'Exported by a broker on 1 Feb 2024', // 1
    'Date;Open;High;Low;Close;Volume', // 2
    '02.01.2024;1.000,50;1.010,00;995,25;1.005,00;12.500', // 3
    '03.01.2024;1.005,00;1.012,00;1.001,00;1.010,00', // 4 ragged
    '04.01.2024;1.010,00;1.020,00;1.008,00;;900', // 5 empty
    '04.01.2024;1.010,00;1.020,00;1.008,00;-1.015,00;900', // 6 negative
    '05.01.2024;1.010,00;1.020,00;1.008,00;1.015,00;900', // 7
    '05.01.2024;1.015,00;1.021,00;1.010,00;1.020,00;900', // 8 duplicate
    '04.01.2024;1.010,00;1.020,00;1.008,00;1.015,00;900', // 9 backwards
    '31.02.2024;1.010,00;1.020,00;1.008,00;1.015,00;900', // 10 no such day
    '08.01.2024;1.010,00;1.000,00;1.008,00;1.015,00;900', // 11 high below
    '09.01.2024;1.010,00;1.020,00;1.012,00;1.015,00;900', // 12 low above
    '10.01.2024;n/a;1.020,00;1.008,00;1.015,00;900', // 13 no number
    '11.01.2024;1010.50;1.020,00;1.008,00;1.015,00;900', // 14 the other decimal sign
    '12.01.2024;0;1.020,00;0;1.015,00;900', // 15 zero, twice
    '15.01.2024;1.010,00;1.020,00;1.008,00;1.015,00;-3', // 16 negative volume
    '16.01.2024;1.015,00;1.019,50;1.002,25;1.003,75;1.100', // 17
    '',
  ].join('\r\n')

  it('names each with its row and column, and keeps only whole rows', () => {
    expect(told(text)).toEqual([
      [1, '', 'Stands before the header; it is left out.'],
      [4, '', 'Has 5 fields where the header has 6. The row is left out.'],
      [5, 'close', 'The close is empty. The row is left out.'],
      [6, 'close', 'The close -1015 is negative. The row is left out.'],
      [8, 'time', 'Has the same time as row 7. The row is left out.'],
      [9, 'time', 'Goes back in time, behind row 7. The row is left out.'],
      [10, 'time', '“31.02.2024” is not a time. The row is left out.'],
      [11, 'high', 'The high 1000 is below another price of its row. The row is left out.'],
      [12, 'low', 'The low 1012 is above another price of its row. The row is left out.'],
      [13, 'open', 'The open “n/a” is not a number. The row is left out.'],
      [
        14,
        'open',
        'The open “1010.50” is not a number. The file’s decimal sign is a comma. The row is left out.',
      ],
      [15, 'open', 'The open 0 is zero. The row is left out.'],
      [15, 'low', 'The low 0 is zero. The row is left out.'],
      [16, 'volume', 'The volume -3 is negative. The row is left out.'],
    ])
    expect(parse(text).rows).toEqual([
      [day(2), 1000.5, 1010, 995.25, 1005, 12_500],
      [day(5), 1010, 1020, 1008, 1015, 900],
      [day(16), 1015, 1019.5, 1002.25, 1003.75, 1100],
    ])
  })
})

describe('what cannot be known', () => {
  it('is asked for, never guessed: a comma that may be either', () => {
    const { rows, defects } = parse('time\tclose\n2024-01-02\t1,234\n2024-01-03\t1,250\n')
    expect(rows).toEqual([])
    expect(defects.at(-1)).toMatchObject({ row: 0, severity: 'error' })
    const text = 'time\tclose\n2024-01-02\t1,234\n2024-01-03\t1,250\n'
    expect(parse(text, { decimal: 'comma' }).rows.map((row) => row[4])).toEqual([1.234, 1.25])
    expect(parse(text, { decimal: 'point' }).rows.map((row) => row[4])).toEqual([1234, 1250])
  })

  it('is asked for, never guessed: a date that may be either', () => {
    const text = 'time,close\n03/04/2024,1.5\n04/04/2024,1.6\n'
    expect(parse(text).defects.at(-1)?.message).toMatch(/March or April/)
    expect(parse(text, { dates: 'day-first' }).rows[0]?.[0]).toBe(Date.UTC(2024, 3, 3))
    expect(parse(text.replace('04/04', '13/04')).rows[0]?.[0]).toBe(Date.UTC(2024, 3, 3))
  })

  it('is settled by an answer, and says how what nobody answered was read', () => {
    const text = 'Datum;Schluss\n03/04/2024;1,234\n04/04/2024;1,250\n'
    const settle = (answers: ImportAnswers) =>
      ohlcvImporter.import(text, { time: 'Datum', close: 'Schluss' }, answers)
    expect(settle({})).toMatchObject({ source: null, settled: {} })
    expect(settle({}).defects.filter(({ severity }) => severity === 'error')).toHaveLength(2)
    expect(settle({ decimal: 'comma' })).toMatchObject({ source: null, settled: { decimal: 'comma' } })
    const { source, settled } = settle({ decimal: 'comma', dates: 'month-first' })
    expect(settled).toEqual({ decimal: 'comma', dates: 'month-first' })
    expect(source?.params['rows']).toEqual([
      [Date.UTC(2024, 2, 4), 1.234, 1.234, 1.234, 1.234, 0],
      [Date.UTC(2024, 3, 4), 1.25, 1.25, 1.25, 1.25, 0],
    ])
    expect(parse('time,close\n31/12/2023,1.5\n01/01/2024,1.6').settled).toEqual({
      decimal: 'point',
      dates: 'day-first',
    })
  })

  it('says that a decimal comma between commas is why rows are ragged', () => {
    expect(told('time,close\n2024-01-02,1,5\n2024-01-03,2\n2024-01-04,3\n')).toContainEqual([
      2,
      '',
      'Has 3 fields where the header has 2. A decimal comma looks like a separator: quote the numbers, or separate by semicolons. The row is left out.',
    ])
  })
})

describe('files as they come', () => {
  const two = [
    [day(2), 10, 12, 9, 11, 100],
    [day(3), 11, 13, 10, 12, 200],
  ]
  it.each([
    [
      'quoted decimal commas',
      'Date,Open,High,Low,Close,Vol\n2024-01-02,"10,0","12,0","9,0","11,0",100\n2024-01-03,"11,0","13,0","10,0","12,0",200',
    ],
    [
      'newest first',
      'Date,Open,High,Low,Close,Volume\n2024-01-03,11,13,10,12,200\n2024-01-02,10,12,9,11,100',
    ],
    [
      'a date and a clock of their own',
      '<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n20240102,000000,10,12,9,11,100\n20240103,000000,11,13,10,12,200',
    ],
    ['no header, Unix ms', `${day(2)},10,12,9,11,100\n${day(3)},11,13,10,12,200`],
    ['a list of objects', JSON.stringify(two.map(([t, o, h, l, c, v]) => ({ t: t! / 1000, o, h, l, c, v })))],
    ['a list of lists of text', JSON.stringify(two.map((row) => row.map(String)))],
    [
      'an object of lists',
      JSON.stringify({
        s: 'ok',
        t: two.map((r) => r[0]),
        o: [10, 11],
        h: [12, 13],
        l: [9, 10],
        c: [11, 12],
        v: [100, 200],
      }),
    ],
    [
      'a list inside an answer',
      JSON.stringify({
        data: two.map(([t, o, h, l, c, v]) => ({
          timestamp: t,
          open: o,
          high: h,
          low: l,
          close: c,
          volume: v,
        })),
      }),
    ],
  ])('%s', (_title, text) => {
    expect(parse(text).rows).toEqual(two)
  })

  it.each([
    ['2024-01-02T03:04:05.678Z', Date.UTC(2024, 0, 2, 3, 4, 5, 678)],
    ['2024-01-02 03:04:05+01:30', Date.UTC(2024, 0, 2, 1, 34, 5)],
    ['1704164645', Date.UTC(2024, 0, 2, 3, 4, 5)],
    ['1704164645678', Date.UTC(2024, 0, 2, 3, 4, 5, 678)],
    ['1704164645678000', Date.UTC(2024, 0, 2, 3, 4, 5, 678)],
    ['20240102', day(2)],
    ['2-Jan-2024', day(2)],
    ['Jan 2, 2024 3:04 PM', Date.UTC(2024, 0, 2, 15, 4)],
    ['2024-02-30', null],
    ['2024-01-02 25:00', null],
    ['yesterday', null],
  ])('reads the time %s', (text, expected) => {
    expect(readTime(text, 'day-first')).toBe(expected)
  })

  it.each([
    ['$1,234.50', 'point', 1234.5],
    ["1'234.5", 'point', 1234.5],
    ['1 234,5', 'comma', 1234.5],
    ['−3.5', 'point', -3.5],
    ['1.5e3', 'point', 1500],
    ['2.5M', 'point', 2_500_000],
    ['12,34,567', 'point', null],
    ['1.2.3', 'point', null],
    ['NaN', 'point', null],
    ['', 'point', null],
  ] as const)('reads the number %s', (text, decimal, expected) => {
    expect(readNumber(text, decimal)).toBe(expected)
  })

  it('refuses what is no table', () => {
    for (const text of ['', '  ', '{"a":1}', '[1,', '[]']) expect(readTable(text)).toHaveProperty('code')
  })
})

describe('the property: what was written is what is read', () => {
  const cents = fc.integer({ min: 1, max: 99_999_999 })
  const candle = fc.tuple(
    cents,
    cents,
    cents,
    cents,
    fc.integer({ min: 0, max: 1e9 }),
    fc.integer({ min: 1, max: 1e9 }),
  )
  const written = (value: number, comma: boolean) =>
    comma ? `${Math.floor(value / 100)},${String(value % 100).padStart(2, '0')}` : (value / 100).toFixed(2)

  it('for every table, in either decimal sign', () => {
    fc.assert(
      fc.property(fc.array(candle, { minLength: 2, maxLength: 30 }), fc.boolean(), (candles, comma) => {
        let atMs = 1_500_000_000_000
        const rows = candles.map(([a, b, c, d, volume, gap]): Row => {
          const [low, x, y, high] = [a, b, c, d].toSorted((p, q) => p - q) as [number, number, number, number]
          atMs += gap
          return [atMs, x, high, low, y, volume]
        })
        const lines = rows.map(([t, ...prices]) =>
          [t, ...prices.slice(0, 4).map((price) => written(price, comma)), prices[4]].join(';'),
        )
        const read = parse(['time;open;high;low;close;volume', ...lines].join('\n'))
        expect(read.defects).toEqual([])
        expect(read.rows).toEqual(
          rows.map(([t, o, h, l, c, v]) => [t, o / 100, h / 100, l / 100, c / 100, v]),
        )
      }),
    )
  })
})

describe('the recorded source', () => {
  const text =
    'time,open,high,low,close,volume\n2024-01-02 00:00,10,12,9,11,100\n2024-01-02 00:01,11,13,10,12,200\n2024-01-02 00:03,12,12.5,11,11.5,300\n'
  const source = present(
    ohlcvImporter.import(
      text,
      {
        time: 'time',
        open: 'open',
        high: 'high',
        low: 'low',
        close: 'close',
        volume: 'volume',
      },
      {},
    ).source,
    'source',
  )
  const play = (params: object, count: number) =>
    generateData(
      recorded,
      recorded.params.parse({ ...source.params, ...params }),
      replay,
      {},
      { seed: '1', id: 'r', count, stepMs: 1_000 },
    )

  it('plays a row a cycle and then holds, repeats', () => {
    expect([...play({}, 5).timeSeries['price']!]).toEqual([11, 12, 11.5, 11.5, 11.5])
    expect([...play({ atEnd: 'repeat' }, 5).timeSeries['price']!]).toEqual([11, 12, 11.5, 11, 12])
    expect([...play({ firstRow: 3 }, 2).timeSeries['high']!]).toEqual([12.5, 12.5])
  })

  it('plays by the recorded times, scaled', () => {
    expect([...play({ pace: 'time', speed: 60 }, 3).timesMs]).toEqual([0, 1_000, 3_000])
    expect([...play({ pace: 'time', speed: 30 }, 3).timesMs]).toEqual([0, 2_000, 6_000])
    expect([...play({ pace: 'time', speed: 240 }, 3).timesMs]).toEqual([0, 250, 750])
  })

  it('quotes round the close, and finds the tick', () => {
    expect(source.params['tick']).toBe('0.1')
    const { bid, ask } = play({}, 1).timeSeries
    expect(bid![0]).toBe(10.9)
    expect(ask![0]).toBe(11.1)
  })
})
