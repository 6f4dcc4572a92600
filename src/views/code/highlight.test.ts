import fc from 'fast-check'
import { expect, it } from 'vitest'
import { highlight } from './highlight.ts'

const toned = (code: string) =>
  highlight(code).flatMap(({ text, tone }) => (tone === 'plain' ? [] : [`${tone}: ${text}`]))

it('tells comments, texts, numbers, words of the language and what the sandbox gives', () => {
  expect(toned("const n = 0x1F // 'not a text'\npublish('a', { set: x.record }, `b${n}`)")).toEqual([
    'word: const',
    'number: 0x1F',
    "comment: // 'not a text'",
    'name: publish',
    "text: 'a'",
    'name: set',
    'text: `b${n}`',
  ])
})

it('colours what is still being typed', () => {
  expect(toned("let a = 'open\nreturn")).toEqual(['word: let', "text: 'open", 'word: return'])
  expect(toned('/* open')).toEqual(['comment: /* open'])
})

it('loses no character, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('a1\'"`\\/*\n .{}'), 'for', 'publish') }),
      (code) => {
        expect(
          highlight(code)
            .map(({ text }) => text)
            .join(''),
        ).toBe(code)
      },
    ),
  )
})
