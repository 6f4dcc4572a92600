import type { JsonObject } from '../../base/json.ts'
import { chaosKinds, findKind } from '../../catalog.ts'
import { envelopeSchema } from '../../document/envelope.ts'
import type { FaultSpec } from '../../document/types.ts'
import { pythonCall, pythonText, pythonValue } from './literal.ts'
import type { Missing } from './missing.ts'
import { unsaidFields } from './unsaid.ts'

/** A fault as the original's chaos actions, one for each of its topics; none where there is no such action. */
export function faultCalls(fault: FaultSpec, missing: Missing): string[] {
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
  for (const reason of unsaid(fault, call)) missing.push(`${who}: ${reason}.`)
  const patterns = fault.topics.length === 0 ? ['*'] : fault.topics
  return patterns.map((pattern) =>
    pythonCall(call.name, {
      [call.pattern]: pythonText(pattern),
      ...call.args,
      at_cycle: fault.fromCycle === fault.toCycle ? String(fault.fromCycle) : undefined,
      after_event: fault.afterEvent === undefined ? undefined : pythonText(fault.afterEvent),
      probability:
        fault.probability === 1 || fault.chance !== 'bernoulli' ? undefined : pythonValue(fault.probability),
    }),
  )
}

interface ChaosCall {
  readonly name: string
  readonly pattern: 'event_pattern' | 'trigger_pattern'
  readonly args: Readonly<Record<string, string>>
  /** The parameters that these arguments say. */
  readonly says: readonly string[]
}

function callOf({ kind }: FaultSpec, params: JsonObject): ChaosCall | null {
  const value = (key: string) => pythonValue(params[key] ?? null)
  switch (kind) {
    case 'delay':
      return params['holdMs'] === undefined
        ? null
        : {
            name: 'DelayEvent',
            pattern: 'event_pattern',
            args: { delay_ms: value('holdMs') },
            says: ['holdMs'],
          }
    case 'drop':
      return { name: 'DropEvent', pattern: 'event_pattern', args: {}, says: [] }
    case 'modify':
      return {
        name: 'ModifyEvent',
        pattern: 'event_pattern',
        args: { field_path: value('path'), new_value: value('value') },
        says: ['path', 'value'],
      }
    case 'inject':
      return {
        name: 'InjectFailureEvent',
        pattern: 'trigger_pattern',
        args: { failure_event_name: value('topic'), failure_data: value('payload') },
        says: ['topic', 'payload'],
      }
    default:
      return null
  }
}

/** What of the envelope has a word of its own there, or a sentence of its own here. */
const SAID = ['enabled', 'topics', 'fromCycle', 'toCycle', 'afterEvent', 'probability']

/** What the fault says beyond what the original's parameters can. */
function unsaid(fault: FaultSpec, call: ChaosCall): string[] {
  const { fromCycle, toCycle, topics, chance, probability } = fault
  const params = findKind(chaosKinds, fault.kind)?.params
  const wild = topics.filter((topic) => topic.includes('*'))
  return [
    ...(topics.length === 0 ? ['it acts on every topic, which the script says as "*"'] : []),
    ...(wild.length === 0
      ? []
      : [`its ${wild.join(', ')} is a pattern; the original looks for that text within a name`]),
    ...(fromCycle !== toCycle && (fromCycle > 0 || toCycle !== undefined)
      ? [
          `it acts from cycle ${fromCycle} ${toCycle === undefined ? 'on' : `to ${toCycle}`}, the original only at one cycle`,
        ]
      : []),
    ...(chance === 'bernoulli' || probability === 1
      ? []
      : [`its probability ${probability} is not drawn match by match`]),
    ...unsaidFields(envelopeSchema, fault as unknown as JsonObject, SAID),
    ...(params === undefined ? [] : unsaidFields(params, fault.params as JsonObject, call.says)),
  ]
}
