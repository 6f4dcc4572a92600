import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../base/json.ts'
import { conditionSchema, describeCondition } from './condition.ts'
import { findComparison } from './comparison.ts'
import { matching, printWanted } from './matcher.ts'

/** Jest's own matchers, as vitest has them: what a value means, said by somebody else. */
function jest(wanted: Json): unknown {
  if (Array.isArray(wanted)) return (wanted as readonly Json[]).map(jest)
  if (typeof wanted !== 'object' || wanted === null) return wanted
  const [[name, operand] = ['', null], ...others] = Object.entries(wanted)
  const types: Readonly<Record<string, unknown>> = {
    number: Number,
    text: String,
    boolean: Boolean,
    list: Array,
  }
  if (others.length === 0)
    switch (name) {
      case '$any':
        return expect.any(types[operand as string])
      case '$anything':
        return expect.anything()
      case '$closeTo':
        return expect.closeTo((operand as number[])[0]!, (operand as number[])[1])
      case '$stringContaining':
        return expect.stringContaining(operand as string)
      case '$arrayContaining':
        return expect.arrayContaining((operand as readonly Json[]).map(jest))
      case '$objectContaining':
        return expect.objectContaining(jest(operand) as Record<string, unknown>)
    }
  return Object.fromEntries(Object.entries(wanted).map(([key, part]) => [key, jest(part)]))
}

const accepts = (wanted: Json, found: Json): boolean => {
  try {
    expect(found).toEqual(jest(wanted))
    return true
  } catch {
    return false
  }
}

const { found, wanted } = fc.letrec<{ found: Json; wanted: Json }>((tie) => {
  const leaf = fc.constantFrom<Json>(null, true, 0, 1, 1.004, 99, '', 'a', 'abc')
  const keys = fc.constantFrom('a', 'b')
  return {
    found: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('found'), { maxLength: 3 }),
      fc.dictionary(keys, tie('found'), { maxKeys: 2 }),
    ),
    wanted: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.constantFrom('number', 'text', 'boolean', 'list').map((type) => ({ $any: type })),
      fc.constant({ $anything: true }),
      fc.constant({ $closeTo: [1, 2] }),
      fc.constantFrom('', 'a', 'b').map((text) => ({ $stringContaining: text })),
      // Empty ones accept everything in vitest, null too.
      fc.array(tie('wanted'), { minLength: 1, maxLength: 2 }).map((items) => ({ $arrayContaining: items })),
      fc
        .dictionary(keys, tie('wanted'), { minKeys: 1, maxKeys: 2 })
        .map((parts) => ({ $objectContaining: parts })),
      fc.array(tie('wanted'), { maxLength: 3 }),
      fc.dictionary(keys, tie('wanted'), { maxKeys: 2 }),
    ),
  }
})

describe('a wanted value', () => {
  it('with matchers in it accepts what Jest accepts', () => {
    let accepted = 0
    fc.assert(
      fc.property(wanted, found, (one, other) => {
        const mine = matching(one)(other)
        if (mine) accepted++
        expect(mine).toBe(accepts(one, other))
      }),
      { numRuns: 3_000, seed: 1 },
    )
    expect(accepted).toBeGreaterThan(200)
  })

  it.each<[string, Json, Json, boolean]>([
    ['$any', { $any: 'String' }, 'x', true],
    ['$any', { $any: 'object' }, { a: 1 }, true],
    ['$any', { $any: 'object' }, [], false],
    ['$stringMatching', { $stringMatching: 'ord-??-*' }, 'ord-12-x', true],
    ['$stringMatching', { $stringMatching: 'ord-*' }, 'my ord-1', false],
    ['$arrayOf', { $arrayOf: { $any: 'number' } }, [1, 2], true],
    ['$arrayOf', { $arrayOf: { $any: 'number' } }, [1, '2'], false],
    ['$not', { $not: { $stringContaining: 'x' } }, 'abc', true],
    ['two keys', { $any: 'number', a: 1 }, 1, false],
  ])('%s: %j and %j', (_name, one, other, expected) => {
    expect(matching(one)(other)).toBe(expected)
  })

  it('loosely, leaves out what it does not name, at every level', () => {
    const matches = matching({ order: { id: { $any: 'number' } } }, true)
    expect(matches({ order: { id: 1, side: 'buy' }, at: 5 })).toBe(true)
    expect(matches({ order: { id: '1' } })).toBe(false)
  })

  it('is told in words', () => {
    expect(
      describeCondition({
        field: 'order',
        is: 'toMatchObject',
        value: { id: { $any: 'number' }, legs: [1] },
      }),
    ).toContain('{"id": any number, "legs": [1]}')
    expect(printWanted({ a: [1, null] })).toBe('{"a":[1,null]}')
  })

  it.each<[string, unknown, string]>([
    ['an operand of the wrong sort', { $arrayContaining: 5 }, 'has a $arrayContaining that must be a list'],
    ['an unknown type', [{ $any: 'date' }], 'has a $any that must be one of number, text'],
    ['another spelling', { a: { $stringcontaining: 'x' } }, 'is written $stringContaining'],
    ['a fault inside', { $not: { $closeTo: ['x'] } }, 'has a $closeTo that must be a number'],
  ])('with %s is refused', (_what, value, message) => {
    const issue = conditionSchema.safeParse({ field: 'x', is: 'toEqual', value }).error?.issues[0]
    expect(issue).toMatchObject({ path: ['value'] })
    expect(issue?.message).toContain(message)
  })

  it.each(['eq', 'ne', 'contains', 'in', 'not-in', 'matches-object'])('may stand in %s', (name) => {
    const any = { $any: 'number' }
    const test = findComparison(name)?.test(name === 'in' || name === 'not-in' ? ['a', any] : any)
    const value: Json = name === 'contains' ? ['a', 5] : 5
    expect(test?.(value)).toBe(name !== 'ne' && name !== 'not-in')
  })
})
