const COLUMN = 220
const ROW = 130
/** More steps than this stand in two rows, so that their names can be read without zooming. */
const MOST_IN_A_ROW = 4

/** Lays the steps of an example out like text, and joins each to the next. */
export function chain(steps: readonly Record<string, unknown>[]) {
  const columns = steps.length <= MOST_IN_A_ROW ? steps.length : Math.ceil(steps.length / 2)
  const placed = steps.map((step, index) => ({
    ...step,
    position: { x: (index % columns) * COLUMN, y: Math.floor(index / columns) * ROW },
  }))
  const ids = steps.map(({ id }) => String(id))
  return { steps: placed, edges: ids.slice(1).map((to, index) => ({ from: ids[index], to, on: 'next' })) }
}

export const scenario = (name: string, description: string, seed: string) => ({
  format: 'scenario-studio',
  version: 1,
  name,
  description,
  seed,
})
