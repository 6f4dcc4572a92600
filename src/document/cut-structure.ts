import { findKind, stepKinds } from '../catalog.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { closedBy, opensOn, type Structure } from '../kinds/structure.ts'
import type { EdgeSpec, StepSpec } from './types.ts'

/** What lies open on the way to a step, innermost first. */
interface Open {
  readonly step: StepSpec
  readonly sort: Structure
  readonly around: Open | null
}

/** A step that begins what ends outside of a selection, or ends what began outside of it. */
export interface Cut {
  readonly step: StepSpec
  readonly does: 'begins' | 'ends'
}

/**
 * Whether a selection of steps cuts a block, a loop or branches in two; null when it does not. Follows every way
 * through the selection from its first step.
 */
export function cutStructure(
  steps: readonly StepSpec[],
  edges: readonly EdgeSpec[],
  entry: string,
): Cut | null {
  const chosen = new Map(steps.map((step) => [step.id, step]))
  const seen = new Set<string>()
  const todo: { step: StepSpec; open: Open | null }[] = []
  const reach = (id: string, open: Open | null) => {
    const step = chosen.get(id)
    if (step === undefined || seen.has(id)) return
    seen.add(id)
    todo.push({ step, open })
  }
  reach(entry, null)
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { step, open } = next
    const op = opOf(step)
    const inside = closes(op, open)
    if (inside === 'nothing') return { step, does: 'ends' }
    for (const { from, to, on } of edges) {
      if (from !== step.id) continue
      const sort = opensOn(op, on)
      const after = sort === null ? inside : { step, sort, around: inside }
      if (!chosen.has(to) && after !== null) return { step: after.step, does: 'begins' }
      reach(to, after)
    }
  }
  return null
}

/** A call holds all of its block. */
const opOf = ({ kind: name, params }: StepSpec): Instruction['op'] | undefined => {
  const kind = findKind(stepKinds, name)
  if (kind === undefined || 'subscenario' in kind.params.shape) return undefined
  const parsed = kind.params.safeParse(params)
  return parsed.success ? kind.compile(parsed.data)[0]?.op : undefined
}

/** What is open behind a step; `nothing` where it ends what is not open. */
function closes(op: Instruction['op'] | undefined, open: Open | null): Open | null | 'nothing' {
  if (op === 'break') {
    let place = open
    while (place !== null && place.sort !== 'loop') place = place.around
    return place === null ? 'nothing' : place.around
  }
  const sort = closedBy(op)
  if (sort === null) return open
  return open?.sort === sort ? open.around : 'nothing'
}
