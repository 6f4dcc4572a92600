import type { Json } from '../base/json.ts'
import { problemAt, type Path, type Problem } from '../base/problem.ts'
import {
  actionKinds,
  agentKinds,
  assertionKinds,
  examples,
  findKind,
  sourceKinds,
  stepKinds,
} from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Kind, Spec } from '../kinds/contracts.ts'
import { describeForm } from '../kinds/form.ts'
import type { ScriptShape } from '../sandbox/script.ts'
import { flatten } from './inline.ts'

/** A person's code in a document, and the part it belongs to. */
export interface ScriptPiece {
  /** What the part is to people: `agent`, `assertion`, `source`, `step`. */
  readonly what: string
  readonly partId: string
  /** Its name, or its id where it has none. */
  readonly partName: string
  readonly path: Path
  readonly code: string
  /** The parameter of that name beside the code. */
  readonly settings: Json
  readonly shape: ScriptShape
}

/** Every piece of code that a run of a document would have, in document order. Kinds tell it by their fields. */
export function scriptsOf(document: ScenarioDocument): readonly ScriptPiece[] {
  const profilesOf = (kind: string) => findKind(sourceKinds, kind)?.profiles ?? []
  return [
    ...document.sources.flatMap((source, index) =>
      piecesOf('source', source, source.profile, findKind(profilesOf(source.kind), source.profile.kind), [
        'sources',
        index,
        'profile',
      ]),
    ),
    ...piecesOfAll('agent', document.agents, agentKinds, 'agents'),
    ...piecesOfAll('assertion', document.assertions, assertionKinds, 'assertions'),
    // As they will run: a step of a sub-scenario belongs to each call of it.
    ...flatten(document).steps.flatMap(({ spec, path }) =>
      piecesOf('step', spec, spec, findKind(stepKinds, spec.kind), path),
    ),
  ]
}

/** The code that came with the studio: what kinds begin with and show, and what the examples have. */
export const codeOfStudio = (): ReadonlySet<string> =>
  new Set([
    ...[
      ...agentKinds,
      ...assertionKinds,
      ...actionKinds,
      ...sourceKinds.flatMap(({ profiles }) => profiles),
    ].flatMap(({ params, examples: shown }) =>
      describeForm(params).flatMap(({ name, control, defaultValue }) =>
        control !== 'code'
          ? []
          : [defaultValue, ...shown.map((example) => (example.params as Spec['params'])[name])].filter(
              (code) => typeof code === 'string',
            ),
      ),
    ),
    ...examples.flatMap(({ document }) => {
      const parsed = parseValue(document)
      return parsed.ok ? scriptsOf(parsed.value).map((piece) => piece.code) : []
    }),
  ])

type Part = { readonly id: string; readonly name: string }

const piecesOfAll = (
  what: string,
  parts: readonly (Part & Spec)[],
  kinds: readonly Kind[],
  list: string,
): readonly ScriptPiece[] =>
  parts.flatMap((part, index) => piecesOf(what, part, part, findKind(kinds, part.kind), [list, index]))

/** The code in one kind's parameters, and in the kinds nested in them. */
function piecesOf(
  what: string,
  part: Part,
  { params }: Spec,
  kind: Kind | undefined,
  path: Path,
): readonly ScriptPiece[] {
  if (kind === undefined) return []
  return fieldsWithCode(kind).flatMap(({ name, script, kinds }) => {
    const value = params[name]
    const here = [...path, 'params', name]
    if (script !== undefined && typeof value === 'string') {
      const { id, name: partName } = part
      const settings = (params['settings'] ?? {}) as Json
      return [
        { what, partId: id, partName: partName || id, path: here, code: value, settings, shape: script },
      ]
    }
    if (!isSpec(value)) return []
    return piecesOf(what, part, value, findKind(kinds, value.kind), here)
  })
}

interface CodeField {
  readonly name: string
  readonly script?: ScriptShape
  /** Kinds that the field's value may name. */
  readonly kinds: readonly Kind[]
}

const known = new WeakMap<Kind, readonly CodeField[]>()

/** The fields that may lead to code; found once for a kind, since documents can have many parts. */
function fieldsWithCode(kind: Kind): readonly CodeField[] {
  const found = known.get(kind)
  if (found !== undefined) return found
  const fields = describeForm(kind.params).flatMap(({ name, control, script, kinds = [] }): CodeField[] => {
    if (script !== undefined) return [{ name, script, kinds: [] }]
    if (control === 'kind') return [{ name, kinds }]
    return control === 'profile' ? [{ name, kinds: sourceKinds.flatMap((source) => source.profiles) }] : []
  })
  known.set(kind, fields)
  return fields
}

const isSpec = (value: unknown): value is Spec =>
  typeof value === 'object' && value !== null && 'kind' in value && 'params' in value

/** Why code is not run: it came from elsewhere, and nobody has allowed it here. */
export const notAllowed = ({ what, partName, path }: ScriptPiece, wayOut: string): Problem =>
  problemAt(
    path,
    'script/not-allowed',
    `The ${what} “${partName}” has code that came with the scenario; nobody has allowed it to run here.`,
    wayOut,
  )
