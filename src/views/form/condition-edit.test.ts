import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../base/json.ts'
import { COMPARISONS, operandFault, type Operand } from '../../kinds/comparison.ts'
import { conditionSchema } from '../../kinds/condition.ts'
import { conditionOf, newTest, nodeOf, printOperand, readOperand, withComparison } from './condition-edit.ts'

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('sell', '5', 'a, b', ' x', '"', '[1', '{}'),
)
const json: fc.Arbitrary<Json> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string(), scalar, { maxKeys: 2, noNullPrototype: true }),
)

describe('the value of a comparison', () => {
  it.each<[Operand, string, Json]>([
    ['number', ' 90.5 ', 90.5],
    ['range', '90, 110', [90, 110]],
    ['closeness', '99.5, 3', [99.5, 3]],
    ['closeness', '99.5', 99.5],
    ['text', ' as it is, with "commas"', ' as it is, with "commas"'],
    ['list', 'buy, sell, 5, "5", [1, 2]', ['buy', 'sell', 5, '5', [1, 2]]],
    ['json', 'sell', 'sell'],
    ['json', '"5"', '5'],
    ['json', '{ "a": [1, 2] }', { a: [1, 2] }],
  ])('%s is read from %j', (operand, text, value) => {
    expect(readOperand(operand, text)).toEqual({ value })
  })

  it.each<[Operand, string, string]>([
    ['number', 'ninety', 'Must be a number.'],
    ['range', '5', 'Must be two numbers, the lower first, such as [90, 110].'],
    ['list', '', 'Must be a list of at least one value.'],
  ])('%s is not read from %j', (operand, text, error) => {
    expect(readOperand(operand, text)).toEqual({ error })
  })

  it('is read back as it was printed', () => {
    fc.assert(
      fc.property(fc.constantFrom<Operand>('json', 'list', 'text'), json, (operand, value) => {
        fc.pre(operandFault(operand, value) === undefined)
        expect(readOperand(operand, printOperand(operand, value))).toEqual({ value })
      }),
    )
  })
})

describe('a comparison', () => {
  it('changed to any other is one that the schema accepts, and keeps a value that still makes sense', () => {
    for (const from of COMPARISONS) {
      const test = withComparison(newTest('price'), from.name)
      for (const to of COMPARISONS)
        expect(conditionSchema.safeParse(withComparison(test, to.name)).success).toBe(true)
    }
    expect(withComparison({ field: 'side', is: 'eq', value: 'sell' }, 'in')).toEqual({
      field: 'side',
      is: 'in',
      value: ['sell'],
    })
    expect(withComparison({ field: 'side', is: 'in', value: ['sell', 'buy'] }, 'starts-with').value).toBe(
      'sell',
    )
  })

  it('has its nots taken together', () => {
    const test = newTest('price')
    expect(nodeOf({ not: { not: { not: test } } })).toEqual({ negated: true, body: test })
    expect(conditionOf(nodeOf({ not: { not: test } }))).toEqual(test)
  })
})
