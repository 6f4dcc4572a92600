import type { Json, JsonObject } from '../../base/json.ts'
import { assertionKinds, findKind } from '../../catalog.ts'
import { assertionEnvelopeSchema } from '../../document/assertion-envelope.ts'
import type { AssertionSpec } from '../../document/types.ts'
import { pythonCall, pythonText, pythonValue } from './literal.ts'
import type { Missing } from './missing.ts'
import { unsaidFields } from './unsaid.ts'

/** Null where the original has no assertion of the kind, or it is switched off. */
export function assertionCall(assertion: AssertionSpec, missing: Missing): string | null {
  const { id, name, kind, params, enabled } = assertion
  const who = `The assertion ${pythonText(name || id)}`
  const found = findKind(assertionKinds, kind)
  const title = found?.title ?? kind
  if (!enabled) {
    missing.push(`${who} (${title}) is switched off and left out.`)
    return null
  }
  const call = checkOf(kind, params as JsonObject)
  if (call === null) {
    missing.push(`${who} (${title}): write a check_fn for a CustomAssertion.`)
    return null
  }
  const reasons = [
    ...unsaidFields(assertionEnvelopeSchema, assertion as unknown as JsonObject, ['enabled']),
    ...(found === undefined ? [] : unsaidFields(found.params, params as JsonObject, call.says)),
  ]
  for (const reason of reasons) missing.push(`${who}: ${reason}.`)
  return call.text
}

function checkOf(
  kind: string,
  given: JsonObject,
): { readonly text: string; readonly says: readonly string[] } | null {
  const value = (key: string) => (given[key] === undefined ? undefined : pythonValue(given[key]))
  switch (kind) {
    case 'event-count': {
      const any = [given['min'], given['max'], given['exact']].every((bound) => bound === undefined)
      return {
        text: pythonCall('EventCountAssertion', {
          event_name: value('topic'),
          min_count: any ? '1' : value('min'),
          max_count: value('max'),
          exact_count: value('exact'),
        }),
        says: ['topic', 'min', 'max', 'exact'],
      }
    }
    case 'event-sequence':
      return {
        text: pythonCall('EventSequenceAssertion', {
          expected_sequence: value('topics'),
          allow_gaps: given['contiguous'] === true ? 'False' : 'True',
        }),
        says: ['topics', 'contiguous'],
      }
    case 'no-event': {
      const { fromCycle, toCycle } = given as { fromCycle?: Json; toCycle?: Json }
      const windowed = (fromCycle ?? 0) !== 0 || toCycle !== undefined
      return {
        text: pythonCall('NoEventAssertion', {
          event_name: value('topic'),
          during_window: windowed
            ? `(${pythonValue(fromCycle ?? 0)}, ${pythonValue(toCycle ?? null)})`
            : undefined,
        }),
        says: ['topic', 'fromCycle', 'toCycle'],
      }
    }
    default:
      return null
  }
}
