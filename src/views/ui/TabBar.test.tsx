import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { TabBar } from './TabBar.tsx'

afterEach(cleanup)

const Three = () => {
  const [value, setValue] = useState<'a' | 'b' | 'c'>('a')
  const tabs = (['a', 'b', 'c'] as const).map((id) => ({ id, title: id, content: `panel of ${id}` }))
  return <TabBar label="Letters" tabs={tabs} value={value} onChange={setValue} />
}

it('moves by arrows round and round, to the first and the last, and mounts only the chosen panel', async () => {
  render(<Three />)
  await userEvent.tab()
  const chosen = () => screen.getByRole('tab', { selected: true })
  for (const [key, tab] of [
    ['ArrowRight', 'b'],
    ['End', 'c'],
    ['ArrowRight', 'a'],
    ['ArrowLeft', 'c'],
    ['Home', 'a'],
  ] as const) {
    await userEvent.keyboard(`{${key}}`)
    expect(chosen().textContent).toBe(tab)
    expect(document.activeElement).toBe(chosen())
    expect(screen.getByRole('tabpanel', { name: tab }).textContent).toBe(`panel of ${tab}`)
  }
  expect(screen.queryByText('panel of b')).toBeNull()
})

it('is one stop of the keyboard', async () => {
  render(<Three />)
  await userEvent.click(screen.getByRole('tab', { name: 'b' }))
  await userEvent.tab()
  expect(screen.getAllByRole('tab')).not.toContain(document.activeElement)
})
