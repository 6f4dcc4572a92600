import type { FlowRow } from '../../document/flow-order.ts'

/** Where a key leads to in the tree, as the ARIA pattern has it; undefined when it is no key for going. */
export function nextFocus(key: string, rows: readonly FlowRow[], at: number): number | undefined {
  const row = rows[at]
  if (row === undefined) return undefined
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, rows.length - 1)
    case 'ArrowUp':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return rows.length - 1
    case 'ArrowRight': {
      const branch = rows.findIndex(({ parent }) => parent === row.step.id)
      return branch < 0 ? at : branch
    }
    case 'ArrowLeft': {
      const parent = rows.findIndex(({ step }) => step.id === row.parent)
      return parent < 0 ? at : parent
    }
    default:
      return /^[\p{L}\p{N}]$/u.test(key) ? byLetter(key, rows, at) : undefined
  }
}

/** The next step whose name begins with what was typed, round and round. */
function byLetter(key: string, rows: readonly FlowRow[], at: number): number {
  for (let by = 1; by <= rows.length; by++) {
    const to = (at + by) % rows.length
    const { step } = rows[to]!
    if ((step.name || step.id).toLowerCase().startsWith(key.toLowerCase())) return to
  }
  return at
}
