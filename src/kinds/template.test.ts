import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../base/json.ts'
import type { BusEvent } from './contracts.ts'
import { Template } from './template.ts'

const event: BusEvent = {
  seq: 3,
  topic: 'trading.order',
  source: 'trader',
  atMs: 1_500,
  stage: 'delivered',
  cause: -1,
  payload: { id: 'a-1', price: 99.5, legs: [{ price: 7 }], urgent: false, nothing: null },
  number: () => Number.NaN,
}
const fill = (template: JsonObject) => new Template(template).fillIn(event)

describe('a payload template', () => {
  it('copies fields with their types, at any depth', () => {
    expect(
      fill({
        order: '{{id}}',
        at: { price: '{{ price }}' },
        list: ['{{legs[0].price}}', 1, '{{urgent}}', '{{legs}}'],
      }),
    ).toEqual({
      order: 'a-1',
      at: { price: 99.5 },
      list: [7, 1, false, [{ price: 7 }]],
    })
  })

  it('writes fields into texts, and knows where the event comes from', () => {
    expect(
      fill({
        text: 'order {{id}} at {{price}}{{nothing}}',
        from: '{{$source}}/{{$topic}}',
        atMs: '{{$atMs}}',
      }),
    ).toEqual({
      text: 'order a-1 at 99.5',
      from: 'trader/trading.order',
      atMs: 1_500,
    })
  })

  it('has null for what is missing, own fields only', () => {
    expect(fill({ a: '{{missing}}', b: '{{toString}}', c: 'x{{missing}}y' })).toEqual({
      a: null,
      b: null,
      c: 'xy',
    })
  })

  it('sends a payload without holes as it is', () => {
    const plain = { level: 'low', text: '{{}} {{__proto__.x}} {single}' }
    expect(fill(plain)).toBe(plain)
  })
})
