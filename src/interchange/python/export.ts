import type { ScenarioDocument } from '../../document/types.ts'
import { assertionCall } from './assertions.ts'
import { faultCalls } from './chaos.ts'
import { pythonText } from './literal.ts'
import type { Missing } from './missing.ts'
import { atTheEnd, inOrder, stepCalls } from './steps.ts'

export interface PythonScript {
  readonly text: string
  /** What the original engine has no words for, one sentence each; they stand in the script's head too. */
  readonly missing: readonly string[]
}

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
  const way = inOrder(document, missing)
  const steps = [...way.flatMap((step) => stepCalls(step, assertions, missing)), ...atTheEnd(way, assertions)]
  if (document.tail !== undefined) missing.push('The time after the last step, without faults.')
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
