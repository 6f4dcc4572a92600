/** Lays the steps of an example out from left to right and joins each to the next. */
export function chain(steps: readonly Record<string, unknown>[]) {
  const placed = steps.map((step, index) => ({ ...step, position: { x: index * 240, y: 0 } }))
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
