import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Tips } from './Tips.tsx'

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pointer = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

const draw = () =>
  render(
    <>
      <Tips />
      <button type="button" aria-label="Undo" data-tip="Undo" data-tip-keys="Ctrl Z" />
      <p>Elsewhere</p>
    </>,
  )

it('tells a name and its keys after a moment, and describes what it tells of', async () => {
  draw()
  await pointer.hover(screen.getByRole('button'))
  await pass(300)
  expect(screen.queryByRole('tooltip', { hidden: true })).toBeNull()
  await pass(300)
  const tip = screen.getByRole('tooltip', { hidden: true })
  expect(tip.textContent).toBe('UndoCtrl Z')
  expect(screen.getByRole('button').getAttribute('aria-describedby')).toBe(tip.id)
})

it('stays while the pointer is on it, and goes when that leaves or on Escape', async () => {
  draw()
  const shown = () => screen.queryByRole('tooltip', { hidden: true })
  await pointer.hover(screen.getByRole('button'))
  await pass(600)
  await pointer.hover(shown()!)
  await pass(600)
  expect(shown()).not.toBeNull()
  await pointer.hover(screen.getByText('Elsewhere'))
  await pass(600)
  expect(shown()).toBeNull()

  await pointer.hover(screen.getByRole('button'))
  await pass(600)
  await pointer.keyboard('{Escape}')
  await pass(10)
  expect(shown()).toBeNull()
  expect(screen.getByRole('button').hasAttribute('aria-describedby')).toBe(false)
})
