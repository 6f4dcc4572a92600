import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Likeness, LikenessFact } from '../../kinds/series-contracts.ts'
import { DefectsTable } from './DefectsTable.tsx'
import { LikenessPanel } from './LikenessPanel.tsx'

afterEach(cleanup)

const fact: LikenessFact = {
  name: 'tails',
  label: 'Heavy tails',
  help: 'How often large moves come.',
  value: 5,
  real: { low: 1.4, median: 4.9, high: 41 },
  random: { low: -0.2, median: 0, high: 0.23 },
  score: 1,
  weight: 0.25,
}
const likeness: Likeness = {
  title: 'How market-like',
  score: 0.82,
  verdict: 'Much like a market.',
  facts: [fact],
}
const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) })

describe('how much a series looks like the real thing', () => {
  it('is said in numbers and words beside the band, not by colour alone', () => {
    const outside = { ...fact, name: 'memory', label: 'Memory', value: -0.4, score: 0.2 }
    render(<LikenessPanel likeness={{ ...likeness, facts: [fact, outside] }} />)
    expect(screen.getByTestId('likeness').textContent).toBe('82 %')
    expect(row('Heavy tails').textContent).toContain('1.4 – 41')
    expect(within(row('Heavy tails')).getByText('✓ inside')).toBeDefined()
    expect(within(row('Memory')).getByText('✗ outside')).toBeDefined()
  })

  it('is not said of a series that is too short, as a whole and of each property', () => {
    const short = { ...fact, score: null }
    const shown = { ...fact, name: 'hill', label: 'Tail index', weight: 0 }
    render(<LikenessPanel likeness={{ ...likeness, score: null, facts: [short, shown] }} />)
    expect(screen.getByTestId('likeness').textContent).toBe('Too short to tell')
    expect(within(row('Heavy tails')).getByText('too short')).toBeDefined()
    expect(within(row('Tail index')).getByText('shown only')).toBeDefined()
  })
})

describe('the defects of a file', () => {
  const source = { kind: 'x', params: {} }
  const defects = [
    { row: 3, column: 'close', message: 'The price is empty; the row is left out.', severity: 'warning' },
    { row: 9, message: 'The time goes backwards.', severity: 'error' },
  ] as const

  it('stand with their rows and columns, and say that the file cannot be played', () => {
    render(<DefectsTable imported={{ defects, source: null, profile: null, rowCount: 0, settled: {} }} />)
    expect(screen.getByRole('status').textContent).toContain('1 error to mend')
    expect(
      within(row('goes backwards'))
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['9', '–', 'error', 'The time goes backwards.'])
  })

  it('are counted when the file can be played in spite of them, and named when there are none', () => {
    const { rerender } = render(
      <DefectsTable
        imported={{ defects: defects.slice(0, 1), source, profile: source, rowCount: 1_200, settled: {} }}
      />,
    )
    expect(screen.getByRole('status').textContent).toBe(
      '1,200 rows will be played; 1 defect dealt with as below.',
    )
    rerender(<DefectsTable imported={{ defects: [], source, profile: source, rowCount: 5, settled: {} }} />)
    expect(screen.getByRole('status').textContent).toBe('5 rows will be played, nothing wrong with them.')
    expect(screen.queryByRole('table')).toBeNull()
  })
})
