import { expect, it } from 'vitest'
import { indentAfter, shifted } from './code-keys.ts'

it('a new line keeps the indentation, and goes deeper after an opening bracket', () => {
  expect(indentAfter('function f() {', 14)).toBe('  ')
  expect(indentAfter('  let a = 1\n  let b', 19)).toBe('  ')
  expect(indentAfter('  call([', 8)).toBe('    ')
  expect(indentAfter('', 0)).toBe('')
})

it('lines move in and out by two spaces; empty ones stay empty', () => {
  expect(shifted('a\n\n  b', true)).toBe('  a\n\n    b')
  expect(shifted(shifted('a\n\n  b', true), false)).toBe('a\n\n  b')
  expect(shifted('a\n b', false)).toBe('a\nb')
})
