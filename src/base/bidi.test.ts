import { expect, it } from 'vitest'
import { showControls } from './bidi.ts'

it('shows what turns the direction of a text, and leaves every script as it is written', () => {
  expect(showControls('report\u202egnp.exe')).toBe('report‹RLO›gnp.exe')
  expect(showControls('\u2066a\u2069\u200f')).toBe('‹LRI›a‹PDI›‹RLM›')
  expect(showControls('מחיר السعر price')).toBe('מחיר السعر price')
})
