import { isObject } from '../base/json.ts'
import { findKind } from '../catalog.ts'
import type { Kind } from '../kinds/contracts.ts'
import { describeForm, type Field } from '../kinds/form.ts'
import { kindsOf, type Part, type PartList } from './edit.ts'
import type { FaultSpec } from './types.ts'

/** A part with every id it has, its own and those it refers to, replaced. Asks the kind's form which they are. */
export function mapReferences(list: PartList, part: Part, map: (id: string) => string): Part {
  const kind = findKind(kindsOf(list), part.kind)
  const params = kind === undefined ? part.params : mapParams(kind, part.params, map)
  const mapped = { ...part, id: map(part.id), params } as Part
  if (list !== 'faults') return mapped
  const { sources, subscribers, duringSteps, haltOn } = part as FaultSpec
  return {
    ...mapped,
    sources: sources.map(map),
    subscribers: subscribers.map(map),
    duringSteps: duringSteps.map(map),
    ...(haltOn !== undefined && { haltOn: map(haltOn) }),
  }
}

function mapParams(kind: Kind, params: Part['params'], map: (id: string) => string): Part['params'] {
  const changed: Record<string, unknown> = {}
  for (const field of describeForm(kind.params)) {
    if (params[field.name] !== undefined) changed[field.name] = mapValue(field, params[field.name], map)
  }
  return { ...params, ...changed }
}

function mapValue(field: Field, value: unknown, map: (id: string) => string): unknown {
  switch (field.control) {
    case 'source':
    case 'fault':
    case 'assertion':
    case 'step':
      return typeof value === 'string' && value !== '' ? map(value) : value
    case 'assertions':
      return Array.isArray(value)
        ? value.map((id: unknown) => (typeof id === 'string' ? map(id) : id))
        : value
    case 'kind': {
      if (!isObject(value) || typeof value['kind'] !== 'string' || !isObject(value['params'])) return value
      const kind = findKind(field.kinds ?? [], value['kind'])
      return kind === undefined ? value : { ...value, params: mapParams(kind, value['params'], map) }
    }
    default:
      return value
  }
}
