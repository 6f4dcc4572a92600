import { expect, it } from 'vitest'
import { printCount } from './count.ts'

it('puts a comma before every three digits from the right', () => {
  expect([0, 999, 1_000, 12_345, 1_000_000, -1_234].map(printCount)).toEqual([
    '0',
    '999',
    '1,000',
    '12,345',
    '1,000,000',
    '-1,234',
  ])
})
