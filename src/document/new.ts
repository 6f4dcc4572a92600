import { parseValue } from './parse.ts'
import { present } from '../base/assert.ts'
import type { ScenarioDocument } from './types.ts'

/** A scenario that goes from its start straight to its end. */
export function emptyDocument(name = 'Untitled scenario'): ScenarioDocument {
  const result = parseValue({
    format: 'scenario-studio',
    version: 1,
    name,
    seed: '1',
    steps: [
      { id: 'start', name: 'Start', kind: 'start', position: { x: 0, y: 0 } },
      { id: 'end', name: 'End', kind: 'end', position: { x: 220, y: 0 } },
    ],
    edges: [{ from: 'start', to: 'end', on: 'next' }],
  })
  return present(result.ok ? result.value : undefined, 'empty document')
}
