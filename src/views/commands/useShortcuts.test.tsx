import { renderHook } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { canvas, recallCanvas, toggleSingleKeys } from '../store/canvas.ts'
import { studio } from '../store/studio.ts'
import { isSingleKey } from './command.ts'
import { commands, keysOf } from './commands.ts'
import { useShortcuts } from './useShortcuts.ts'

beforeEach(() => {
  localStorage.clear()
  recallCanvas()
  studio.setState({ shortcutsOpen: false, paletteOpen: false })
})

it('hears a character alone until that is turned off, and other keys always', async () => {
  renderHook(() => useShortcuts('studio'))
  await userEvent.keyboard('?')
  expect(studio.getState().shortcutsOpen).toBe(true)

  studio.setState({ shortcutsOpen: false })
  toggleSingleKeys()
  await userEvent.keyboard('?')
  await userEvent.keyboard('{Control>}k{/Control}')
  expect(studio.getState()).toMatchObject({ shortcutsOpen: false, paletteOpen: true })
})

it('remembers the choice, and names no keys that are off', () => {
  expect(keysOf('shortcuts')).toBe('?')
  toggleSingleKeys()
  canvas.setState({ singleKeys: true })
  recallCanvas()
  expect(canvas.getState().singleKeys).toBe(false)
  expect(keysOf('shortcuts')).toBeUndefined()
  expect(keysOf('palette')).toBe('Ctrl K')
  expect(keysOf('measure')).toBe('M')
})

it('knows every command that a character alone would give', () => {
  const alone = new Set(
    commands.flatMap(({ keys = '', within }) => (within === undefined && isSingleKey(keys) ? [keys] : [])),
  )
  expect(alone).toEqual(
    new Set([
      '?',
      'Minus',
      'Plus',
      'Shift+1',
      'Shift+2',
      'Shift+A',
      'Shift+C',
      'Shift+L',
      'Shift+M',
      'Shift+N',
      'Shift+O',
      'Shift+U',
    ]),
  )
})
