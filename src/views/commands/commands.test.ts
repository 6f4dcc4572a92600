// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { stepKinds } from '../../catalog.ts'
import { commands, findCommand } from './commands.ts'
import { commandsIn, CONTEXT_MENUS, MAIN_MENU } from './menus.ts'

const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index)

describe('the command table', () => {
  it('gives every command an id, a title and keys of its own', () => {
    expect(repeated(commands.map(({ id }) => id))).toEqual([])
    expect(repeated(commands.map(({ title }) => title.toLowerCase()))).toEqual([])
    expect(
      repeated(
        commands.flatMap(({ keys, also = [], within = 'everywhere' }) =>
          keys === undefined ? [] : [keys, ...also].map((each) => `${within}: ${each}`),
        ),
      ),
    ).toEqual([])
  })

  it('has every command once in the main menu', () => {
    const listed = commandsIn(MAIN_MENU)
    expect(repeated(listed)).toEqual([])
    expect(commands.filter(({ id }) => !listed.includes(id)).map(({ id }) => id)).toEqual([])
  })

  it('names only commands that exist in its menus', () => {
    const named = [MAIN_MENU, ...Object.values(CONTEXT_MENUS)].flatMap(commandsIn)
    expect(named.filter((id) => findCommand(id) === undefined)).toEqual([])
  })

  it('can add every kind of step', () => {
    expect(stepKinds.filter(({ name }) => findCommand(`add-${name}`) === undefined)).toEqual([])
  })

  it('leaves keys without a modifier to text fields', () => {
    const plain = commands.filter(({ keys = '' }) => /^(Shift\+)?(.|Delete|Plus|Minus)$/.test(keys))
    expect(plain.filter(({ notInText }) => notInText !== true).map(({ id }) => id)).toEqual([])
  })
})
