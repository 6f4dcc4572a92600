import { describe, expect, it } from 'vitest'
import { present } from '../../base/assert.ts'
import { examples } from '../../catalog.ts'
import { parseValue } from '../../document/parse.ts'
import { runToEnd } from '../../run/headless.ts'
import { completions, isFilter, parseFilter } from './filter-language.ts'

const parsed = parseValue(
  present(
    examples.find(({ id }) => id === 'flash-crash'),
    'example',
  ).document,
)
if (!parsed.ok) throw new Error('parses')
const document = parsed.value
const run = runToEnd(document)
if (!run.ok) throw new Error('runs')
const { log } = run

const found = (text: string): number[] => {
  const filter = parseFilter(text)
  if (!filter.ok) throw new Error(filter.error.message)
  return Array.from({ length: log.count }, (_, seq) => seq).filter((seq) => {
    const answer = filter.filter(log.channelAt(seq), log, document)
    return typeof answer === 'boolean' ? answer : answer(seq)
  })
}
const expected = (test: (seq: number) => boolean): number[] =>
  Array.from({ length: log.count }, (_, seq) => seq).filter(test)
const isPrice = (seq: number) => log.channelAt(seq).topic === 'PriceUpdate'
const priceOf = (seq: number) => log.numberAt(seq, 'price')

describe('the filter language', () => {
  it.each<[string, (seq: number) => boolean]>([
    ['topic:PriceUpdate', isPrice],
    ['topic:price', isPrice],
    ['not topic:PriceUpdate', (seq) => !isPrice(seq)],
    ['stage:held', (seq) => log.channelAt(seq).stage === 'held'],
    ['source:Prices', isPrice],
    ['fault:late', (seq) => log.hitsAt(seq).length > 0],
    ['price < 80', (seq) => priceOf(seq) < 80],
    ['price<80 and price>=75', (seq) => priceOf(seq) < 80 && priceOf(seq) >= 75],
    ['price < 80 price >= 75', (seq) => priceOf(seq) < 80 && priceOf(seq) >= 75],
    ['price < 75 or price > 99', (seq) => priceOf(seq) < 75 || priceOf(seq) > 99],
    [
      'topic:PriceUpdate and not (price < 75 or price > 99)',
      (seq) => priceOf(seq) >= 75 && priceOf(seq) <= 99,
    ],
    ['step = "crash"', (seq) => log.payloadAt(seq)['step'] === 'crash'],
    ['step ~ cra', (seq) => JSON.stringify(log.payloadAt(seq)['step'] ?? '').includes('cra')],
    ['crash', (seq) => JSON.stringify([log.payloadAt(seq), log.channelAt(seq).source]).includes('crash')],
  ])('%s', (text, test) => {
    expect(found(text)).toEqual(expected(test))
    expect(found(text).length).toBeGreaterThan(0)
  })

  it.each([
    ['topic:', 6, /should be what topic/],
    ['colour:red', 0, /no “colour:”/],
    ['stage:lost', 6, /one of delivered/],
    ['price <', 7, /a value to compare/],
    ['price < cheap', 8, /only numbers/],
    ['(price < 3', 0, /not closed/],
    ['price < 3)', 9, /not opened/],
    ['price < 3 or', 12, /should be a term/],
    ['and price < 3', 0, /term is missing/],
    ['"open', 0, /quote/],
  ])('%s is refused at its place', (text, at, message) => {
    const result = parseFilter(text)
    expect(result).toMatchObject({ ok: false, error: { at } })
    expect(result.ok ? '' : result.error.message).toMatch(message)
  })

  it('leaves ordinary texts to the ordinary search', () => {
    expect(['99.5', 'order filled', 'priceupdate', 'android'].filter(isFilter)).toEqual([])
    expect(['price>1', 'a or b', 'topic:x', '(a)', 'not a'].filter((text) => !isFilter(text))).toEqual([])
  })

  it('completes keys, topics, stages, faults and fields', () => {
    expect(completions('to', log, document)).toEqual(['topic:'])
    expect(completions('not topic:Pri', log, document)).toEqual(['not topic:PriceUpdate'])
    expect(completions('stage:h', log, document)).toEqual(['stage:held'])
    expect(completions('fault:', log, document)).toEqual(['fault:"Late price"'])
    expect(completions('stage:held and bi', log, document)).toEqual(['stage:held and bid'])
  })
})
