import { MarkerType, type Edge } from '@xyflow/react'
import { showControls } from '../../base/bidi.ts'
import { findKind, stepKinds } from '../../catalog.ts'
import { edgeKey } from '../../document/edit.ts'
import type { EdgeSpec, ScenarioDocument } from '../../document/types.ts'
import { portOf, type Port } from '../../kinds/ports.ts'

type Drawn = Pick<ScenarioDocument, 'edges' | 'steps' | 'groups'>

/** What the run says of connections. */
interface RunOnEdges {
  /** It was left by last. */
  readonly passed: (edge: EdgeSpec) => boolean
  /** How often it was taken. */
  readonly taken: (edge: EdgeSpec) => number
}

/** Every connection, lit where the run has passed. What leads into a collapsed group seems to lead to the group. */
export function edgesOf(
  { edges, steps, groups }: Drawn,
  selected: readonly string[],
  run: RunOnEdges,
  /** Places in the list of connections with a problem. */
  faulty: ReadonlySet<number>,
): Edge[] {
  const nameOf = new Map(steps.map(({ id, name }) => [id, name || id]))
  const kindOf = new Map(steps.map(({ id, kind }) => [id, kind]))
  const chosen = new Set(selected)
  const standIn = new Map(
    groups.flatMap((group) => (group.collapsed ? group.steps.map((id) => [id, group.id] as const) : [])),
  )
  return edges.flatMap((spec, index) => {
    const source = standIn.get(spec.from) ?? spec.from
    const target = standIn.get(spec.to) ?? spec.to
    // Inside a collapsed group there is nothing to see.
    if (source === target && source !== spec.from) return []
    const port = portOfEdge(kindOf.get(spec.from), spec.on)
    const state: EdgeState = {
      source,
      target,
      port,
      selected: chosen.has(edgeKey(spec)),
      passed: run.passed(spec),
      faulty: faulty.has(index),
      taken: run.taken(spec),
    }
    return [edgeFor(spec, state, nameOf)]
  })
}

const portOfEdge = (kind: string | undefined, on: string): Port | undefined => {
  const ports = findKind(stepKinds, kind ?? '')?.ports
  return ports === undefined ? undefined : portOf(ports, on)
}

interface EdgeState {
  readonly source: string
  readonly target: string
  readonly port: Port | undefined
  readonly selected: boolean
  readonly passed: boolean
  readonly faulty: boolean
  readonly taken: number
}

const known = new WeakMap<EdgeSpec, { readonly key: string; readonly edge: Edge }>()

/** The same edge for the same connection, so that only what changed is drawn again. */
function edgeFor(spec: EdgeSpec, state: EdgeState, nameOf: ReadonlyMap<string, string>): Edge {
  const { source, target, port, selected, passed, faulty, taken } = state
  const fail = spec.on === 'fail'
  const words = port === undefined || port.name === 'next' ? '' : `, ${port.when.toLowerCase()}`
  const times = taken === 0 ? '' : `, taken ${taken === 1 ? 'once' : `${taken} times`}`
  const ariaLabel = showControls(
    `Connection from ${nameOf.get(spec.from)} to ${nameOf.get(spec.to)}${words}${faulty ? ', with a problem' : ''}${times}`,
  )
  const key = [source, target, selected, passed, ariaLabel].join('\n')
  const made = known.get(spec)
  if (made?.key === key) return made.edge
  const colour = faulty ? 'var(--bad)' : passed ? (fail ? 'var(--bad)' : 'var(--ok)') : 'var(--border-strong)'
  const label = labelOf(fail ? (port?.label ?? 'fails') : '', faulty, taken)
  const edge: Edge = {
    id: edgeKey(spec),
    source,
    target,
    // A collapsed group has two ends, whatever leaves the steps inside.
    sourceHandle: source === spec.from || fail ? spec.on : 'next',
    type: 'smoothstep',
    selected,
    style: { stroke: colour, strokeWidth: passed ? 2.2 : 1.6, ...(fail && { strokeDasharray: '5 4' }) },
    markerEnd: { type: MarkerType.ArrowClosed, width: 11, height: 11, color: colour },
    ariaLabel,
    ...(label !== null && { label }),
  }
  known.set(spec, { key, edge })
  return edge
}

/** One that was taken once is seen by its colour; only what was taken more often is counted. */
function labelOf(way: string, faulty: boolean, taken: number): string | null {
  if (faulty) return 'problem'
  return [way, taken > 1 ? `× ${taken}` : ''].filter((word) => word !== '').join(' ') || null
}
