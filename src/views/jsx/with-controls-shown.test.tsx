import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { withControlsShown } from './with-controls-shown.ts'

const NAME = 'report\u202egnp.exe'
const SHOWN = 'report‹RLO›gnp.exe'

const Frame = ({ children }: { readonly children: ReactNode }) => <section>{children}</section>

it('shows what turns the direction of a text, wherever a component puts it; what is edited stays as it is', () => {
  render(
    <Frame>
      <p title={NAME}>
        Renamed <b>{NAME}</b> to {NAME}
      </p>
      <>{NAME}</>
      <ul>
        {[NAME].map((name) => [
          <li key={name} aria-label={name}>
            {[name, ', again']}
          </li>,
        ])}
      </ul>
      <input aria-label="Name" defaultValue={NAME} placeholder={NAME} />
    </Frame>,
  )
  expect(document.body.textContent).toBe(`Renamed ${SHOWN} to ${SHOWN}${SHOWN}${SHOWN}, again`)
  expect(screen.getByTitle(SHOWN)).toBeDefined()
  expect(screen.getByRole('listitem', { name: SHOWN })).toBeDefined()
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' })
  expect([field.value, field.placeholder]).toEqual([NAME, SHOWN])
})

it('gives the same props back where there is nothing to show', () => {
  const props = { title: 'מחיר', children: ['price', 7, null, <b key="b">x</b>] }
  expect(withControlsShown(props)).toBe(props)
})
