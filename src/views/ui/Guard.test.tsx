import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Guard } from './Guard.tsx'

it('a panel that throws says so, gives the details for a report, and can be tried again', async () => {
  const user = userEvent.setup()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  let broken = true
  const Panel = () => {
    if (broken) throw new Error('no such lane')
    return <p>The timeline</p>
  }
  render(
    <Guard name="Timeline">
      <Panel />
    </Guard>,
  )
  expect(screen.getByRole('alert').textContent).toContain('Timeline has failed because of a bug.')

  await user.click(screen.getByRole('button', { name: 'Copy details' }))
  const copied = await navigator.clipboard.readText()
  expect(copied).toMatch(/^Timeline: Error: no such lane\nScenario Studio \d/)

  broken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByText('The timeline')).toBeDefined()
})
