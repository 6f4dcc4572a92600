import type { Json, JsonObject } from '../../base/json.ts'
import { assertionKinds, chaosKinds, findKind, stepKinds } from '../../catalog.ts'
import type { AssertionSpec, FaultSpec, ScenarioDocument, StepSpec } from '../../document/types.ts'
import { pythonCall, pythonText, pythonValue } from './literal.ts'

export interface PythonScript {
  readonly text: string
  /** What the original engine has no words for, one sentence each; they stand in the script's head too. */
  readonly missing: readonly string[]
}

/** A list that grows while the script is written. */
type Missing = string[]

const INDENT = '    '

/**
 * A scenario as a script for the original Python engine. It uses the names and parameters of that
 * engine and no others; what cannot be said with them is listed, never dropped in silence.
 */
export function pythonScript(document: ScenarioDocument): PythonScript {
  const missing: Missing = []
  for (const { name, id, kind, profile } of document.sources) {
    missing.push(
      `The source ${pythonText(name || id)} (${kind}, profile ${profile.kind}) is yours to pass in as generator.`,
    )
  }
  for (const { name, id, kind } of document.agents) {
    missing.push(
      `The participant ${pythonText(name || id)} (${kind}): subscribe your own system to service_bus.`,
    )
  }
  const chaos = document.faults.flatMap((fault) => faultCalls(fault, missing))
  const assertions = new Map(
    document.assertions.map((assertion) => [assertion.id, assertionCall(assertion, missing)]),
  )
  const steps = inOrder(document, missing).flatMap((step) => stepCalls(step, assertions, missing))
  if (document.clock.cycleMs !== 1_000) missing.push(`A cycle lasts ${document.clock.cycleMs} ms here.`)
  missing.push(`The seed ${pythonText(document.seed)}: the original engine draws unseeded numbers.`)
  const names = usedNames([...chaos, ...steps, 'ScenarioEngine('])
  return { text: print(document, names, chaos, steps, missing), missing }
}

function print(
  document: ScenarioDocument,
  names: readonly string[],
  chaos: readonly string[],
  steps: readonly string[],
  missing: readonly string[],
): string {
  const lines = (items: readonly string[]) => items.map((item) => `${INDENT}${INDENT}${item},\n`).join('')
  return `# Scenario ${pythonText(document.name)}, exported by Scenario Studio.
# Change the module below to where the engine is installed. The chaos actions travel in the context
# as "chaos": add them to your injector before the run.
#
# Not expressible in the original engine:
${missing.map((sentence) => `#   - ${ascii(sentence)}\n`).join('')}
from scenario_engine import (
${names.map((name) => `${INDENT}${name},\n`).join('')})


def run(generator, service_bus):
${INDENT}chaos = [
${lines(chaos)}${INDENT}]
${INDENT}steps = [
${lines(steps)}${INDENT}]
${INDENT}engine = ScenarioEngine(generator=generator, service_bus=service_bus, enable_chaos=${chaos.length > 0 ? 'True' : 'False'}, record_events=True)
${INDENT}return engine.run_scenario(steps=steps, context={"chaos": chaos, "service_bus": service_bus})
`
}

const ascii = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, ' ')

const API = [
  'CustomAssertion',
  'DelayEvent',
  'DropEvent',
  'EventCountAssertion',
  'EventSequenceAssertion',
  'InjectFailureEvent',
  'ModifyEvent',
  'NoEventAssertion',
  'ScenarioEngine',
  'ScenarioStep',
] as const

const usedNames = (calls: readonly string[]): string[] =>
  API.filter((name) => calls.some((call) => call.includes(`${name}(`)))

// ------------------------------------------------------------------------------------------ chaos

function faultCalls(fault: FaultSpec, missing: Missing): string[] {
  const who = `The fault ${pythonText(fault.name || fault.id)}`
  const title = findKind(chaosKinds, fault.kind)?.title ?? fault.kind
  if (!fault.enabled) {
    missing.push(`${who} (${title}) is switched off and left out.`)
    return []
  }
  const params = fault.params as JsonObject
  const call = callOf(fault, params)
  if (call === null) {
    missing.push(`${who}: the original engine has no ${title.toLowerCase()}.`)
    return []
  }
  for (const reason of unsaid(fault, params)) missing.push(`${who}: ${reason}.`)
  const patterns = fault.topics.length === 0 ? ['*'] : fault.topics
  return patterns.map((pattern) =>
    pythonCall(call.name, {
      [call.pattern]: pythonText(pattern),
      ...call.args,
      at_cycle: fault.fromCycle === fault.toCycle ? String(fault.fromCycle) : undefined,
      after_event: fault.afterEvent === undefined ? undefined : pythonText(fault.afterEvent),
      probability: fault.probability === 1 ? undefined : pythonValue(fault.probability),
    }),
  )
}

interface ChaosCall {
  readonly name: string
  readonly pattern: 'event_pattern' | 'trigger_pattern'
  readonly args: Readonly<Record<string, string>>
}

function callOf({ kind }: FaultSpec, params: JsonObject): ChaosCall | null {
  const value = (key: string) => pythonValue(params[key] ?? null)
  switch (kind) {
    case 'delay':
      return params['holdMs'] === undefined
        ? null
        : { name: 'DelayEvent', pattern: 'event_pattern', args: { delay_ms: value('holdMs') } }
    case 'drop':
      return { name: 'DropEvent', pattern: 'event_pattern', args: {} }
    case 'modify':
      return {
        name: 'ModifyEvent',
        pattern: 'event_pattern',
        args: { field_path: value('path'), new_value: value('value') },
      }
    case 'inject':
      return {
        name: 'InjectFailureEvent',
        pattern: 'trigger_pattern',
        args: { failure_event_name: value('topic'), failure_data: value('payload') },
      }
    default:
      return null
  }
}

const SAID = new Set(['holdMs', 'path', 'value', 'topic', 'payload'])

/** What the fault says beyond what the original's parameters can. */
function unsaid(fault: FaultSpec, params: JsonObject): string[] {
  const { fromCycle, toCycle, trigger, n, limit, sources, kind } = fault
  const kindParams = findKind(chaosKinds, kind)?.params
  const defaults = (kindParams?.safeParse({}).data ?? {}) as JsonObject
  return [
    ...(fromCycle !== toCycle && (fromCycle > 0 || toCycle !== undefined)
      ? [
          `it acts from cycle ${fromCycle} ${toCycle === undefined ? 'on' : `to ${toCycle}`}, the original only at one cycle`,
        ]
      : []),
    ...(trigger === 'always' ? [] : [`of the matching events it takes ${trigger} ${n}`]),
    ...(limit === 0 ? [] : [`it acts at most ${limit} times`]),
    ...(sources.length === 0 ? [] : [`only on what ${sources.join(', ')} publish`]),
    ...Object.keys(params)
      .filter((key) => !SAID.has(key) && JSON.stringify(params[key]) !== JSON.stringify(defaults[key]))
      .map((key) => `its ${key} is ${JSON.stringify(params[key])}`),
  ]
}

// ------------------------------------------------------------------------------------- assertions

/** Null where the original has no assertion of the kind. */
function assertionCall({ id, name, kind, params }: AssertionSpec, missing: Missing): string | null {
  const given = params as JsonObject
  const value = (key: string) => (given[key] === undefined ? undefined : pythonValue(given[key]))
  switch (kind) {
    case 'event-count': {
      const any = [given['min'], given['max'], given['exact']].every((bound) => bound === undefined)
      return pythonCall('EventCountAssertion', {
        event_name: value('topic'),
        min_count: any ? '1' : value('min'),
        max_count: value('max'),
        exact_count: value('exact'),
      })
    }
    case 'event-sequence':
      if (JSON.stringify(given['among'] ?? []) !== '[]')
        missing.push(`The assertion ${pythonText(name || id)} looks only among some events.`)
      return pythonCall('EventSequenceAssertion', {
        expected_sequence: value('topics'),
        allow_gaps: given['contiguous'] === true ? 'False' : 'True',
      })
    case 'no-event': {
      const { fromCycle, toCycle } = given as { fromCycle?: Json; toCycle?: Json }
      const windowed = (fromCycle ?? 0) !== 0 || toCycle !== undefined
      return pythonCall('NoEventAssertion', {
        event_name: value('topic'),
        during_window: windowed
          ? `(${pythonValue(fromCycle ?? 0)}, ${pythonValue(toCycle ?? null)})`
          : undefined,
      })
    }
    default: {
      const title = findKind(assertionKinds, kind)?.title ?? kind
      missing.push(
        `The assertion ${pythonText(name || id)} (${title}): write a check_fn for a CustomAssertion.`,
      )
      return null
    }
  }
}

// ------------------------------------------------------------------------------------------ steps

/** The steps on the way of success; every other way is named. */
function inOrder({ steps, edges }: ScenarioDocument, missing: Missing): StepSpec[] {
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

function stepCalls(
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
      return made('GENERATE_DATA', { count: number('count') })
    case 'run-assertions': {
      const chosen = (params['assertions'] ?? []) as readonly string[]
      const ids = chosen.length === 0 ? [...assertions.keys()] : chosen
      const calls = ids.flatMap((id) => assertions.get(id) ?? [])
      return made('RUN_ASSERTIONS', { assertions: `[${calls.join(', ')}]` })
    }
    case 'execute-action':
      return actionCalls(step, params, made, missing)
    default:
      missing.push(`The step ${name} (${findKind(stepKinds, step.kind)?.title ?? step.kind}).`)
      return []
  }
}

function actionCalls(
  step: StepSpec,
  params: JsonObject,
  made: (type: string, args: Readonly<Record<string, string | undefined>>) => string[],
  missing: Missing,
): string[] {
  const { kind, params: inside } = params['action'] as { kind: string; params: JsonObject }
  if (kind === 'publish') {
    const call = `service_bus.publish(${pythonValue(inside['topic'] ?? null)}, ${pythonValue(inside['payload'] ?? {})})`
    return made('EXECUTE_ACTION', { action: `lambda *_: ${call}` })
  }
  missing.push(`The step ${pythonText(step.name || step.id)} does ${kind}.`)
  return made('EXECUTE_ACTION', { action: 'lambda *_: None', metadata: pythonValue({ action: kind }) })
}
