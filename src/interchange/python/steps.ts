import type { JsonObject } from '../../base/json.ts'
import { findKind, stepKinds } from '../../catalog.ts'
import type { ScenarioDocument, StepSpec } from '../../document/types.ts'
import { pythonCall, pythonText, pythonValue } from './literal.ts'
import type { Missing } from './missing.ts'

/** The steps on the way of success; every other way is named. */
export function inOrder({ steps, edges }: ScenarioDocument, missing: Missing): StepSpec[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const order: StepSpec[] = []
  let current = steps.find(({ kind }) => kind === 'start')
  while (current !== undefined && !order.includes(current)) {
    order.push(current)
    const { id } = current
    const ways = edges.filter(({ from }) => from === id)
    current = byId.get(ways.find(({ on }) => on === 'next')?.to ?? '')
    if (current !== undefined && order.includes(current))
      missing.push(`The scenario goes back to the step ${pythonText(current.name || current.id)}.`)
  }
  for (const { from, to, on } of edges) {
    if (on !== 'next') missing.push(`The way from ${pythonText(from)} to ${pythonText(to)} (${on}).`)
  }
  const left = steps.filter((step) => !order.includes(step))
  for (const { name, id } of left)
    missing.push(`The step ${pythonText(name || id)} is on none of the ways of success.`)
  return order
}

/** What no step judges is judged here when the run is over; there it needs a step. */
export function atTheEnd(way: readonly StepSpec[], assertions: ReadonlyMap<string, string | null>): string[] {
  const judged = way
    .filter(({ kind }) => kind === 'run-assertions')
    .map(({ params }) => (params as JsonObject)['assertions'] as readonly string[])
  if (judged.some((ids) => ids.length === 0)) return []
  const left = [...assertions].flatMap(([id, call]) =>
    call === null || judged.some((ids) => ids.includes(id)) ? [] : [call],
  )
  if (left.length === 0) return []
  return [
    pythonCall('ScenarioStep', {
      step_type: pythonText('RUN_ASSERTIONS'),
      name: pythonText('At the end'),
      assertions: `[${left.join(', ')}]`,
    }),
  ]
}

export function stepCalls(
  step: StepSpec,
  assertions: ReadonlyMap<string, string | null>,
  missing: Missing,
): string[] {
  const params = step.params as JsonObject
  const name = pythonText(step.name || step.id)
  const number = (key: string) => pythonValue(params[key] ?? null)
  const made = (type: string, args: Readonly<Record<string, string | undefined>>) => [
    pythonCall('ScenarioStep', { step_type: pythonText(type), name, ...args }),
  ]
  if (step.onFail !== 'continue')
    missing.push(`The step ${name}: what its failure does to the run is ${pythonText(step.onFail)}.`)
  switch (step.kind) {
    case 'start':
    case 'end':
      return []
    case 'wait-cycles':
      return made('WAIT_CYCLES', { cycles: number('cycles') })
    case 'wait-event':
      return made('WAIT_EVENT', {
        event_name: number('topic'),
        count: params['count'] === 1 ? undefined : number('count'),
        cycles: params['timeoutCycles'] === 0 ? undefined : number('timeoutCycles'),
      })
    case 'generate-data':
      if (params['source'] !== '')
        missing.push(
          `The step ${name}: it generates of the source ${pythonValue(params['source'] ?? null)} alone.`,
        )
      return made('GENERATE_DATA', { count: number('count') })
    case 'run-assertions': {
      const chosen = (params['assertions'] ?? []) as readonly string[]
      const ids = chosen.length === 0 ? [...assertions.keys()] : chosen
      const calls = ids.flatMap((id) => assertions.get(id) ?? [])
      return made('RUN_ASSERTIONS', { assertions: `[${calls.join(', ')}]` })
    }
    case 'execute-action':
      return actionCalls(step, params['action'] as unknown as Action, made, missing)
    case 'publish':
      return actionCalls(step, { kind: 'publish', params }, made, missing)
    default:
      missing.push(`The step ${name} (${findKind(stepKinds, step.kind)?.title ?? step.kind}).`)
      return []
  }
}

interface Action {
  readonly kind: string
  readonly params: JsonObject
}

function actionCalls(
  step: StepSpec,
  { kind, params }: Action,
  made: (type: string, args: Readonly<Record<string, string | undefined>>) => string[],
  missing: Missing,
): string[] {
  if (kind === 'publish') {
    const call = `service_bus.publish(${pythonValue(params['topic'] ?? null)}, ${pythonValue(params['payload'] ?? {})})`
    return made('EXECUTE_ACTION', { action: `lambda *_: ${call}` })
  }
  missing.push(`The step ${pythonText(step.name || step.id)} does ${kind}.`)
  return made('EXECUTE_ACTION', { action: 'lambda *_: None', metadata: pythonValue({ action: kind }) })
}
