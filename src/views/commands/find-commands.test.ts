// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { commands } from './commands.ts'
import { findCommands } from './find-commands.ts'

const titles = (typed: string) => findCommands(commands, typed).map(({ title }) => title)

describe('what is found in the palette', () => {
  it.each(commands)('$title: by its title it comes first', ({ title }) => {
    expect(titles(title)[0]).toBe(title)
  })

  it.each([
    ['undo', 'Undo'],
    ['  PASTE ', 'Paste'],
    ['share', 'Share and export…'],
    ['storage', 'Storage…'],
    ['compare with', 'Compare with…'],
    ['seed', 'Another seed'],
    ['flash', 'Open example: Flash crash'],
    ['example flash', 'Open example: Flash crash'],
  ])('“%s” means %s', (typed, title) => {
    expect(titles(typed)[0]).toBe(title)
  })

  it('has nothing to say to what no command is about', () => {
    expect(titles('xyzzy')).toEqual([])
    expect(titles('undo xyzzy')).toEqual([])
  })
})
