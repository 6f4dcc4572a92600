import type { z } from 'zod'
import { isReservedKey } from '../base/json.ts'
import { printPath, problemAt, type Path, type Problem, type Result } from '../base/problem.ts'
import { checkReferences } from './references.ts'
import { locate, positionAt, scanJson } from './locate.ts'
import { migrate } from './migrate.ts'
import { documentSchema } from './schema.ts'
import type { ScenarioDocument } from './types.ts'

const MAX_CHARACTERS = 10_000_000
const MAX_PROBLEMS = 100

/**
 * Reads a scenario from text. All or nothing: a document, or every problem found with its JSON
 * path, line and column, and a way out. Older versions are migrated, newer ones refused by name.
 */
export function parseDocument(
  text: string,
  /** Turns what the text holds into what a document holds, as where it is a part of one. */
  prepare: (value: unknown) => unknown = (value) => value,
): Result<ScenarioDocument> {
  if (text.length > MAX_CHARACTERS) {
    const problem = problemAt(
      [],
      'document/too-large',
      `The file has ${text.length} characters; at most ${MAX_CHARACTERS} are read.`,
    )
    return { ok: false, problems: [problem] }
  }
  const scan = scanJson(text)
  if (!('places' in scan)) {
    const { message, line, column } = scan
    const fix = 'Mend the text at this place, or export the scenario again.'
    return {
      ok: false,
      problems: [
        {
          code: 'document/not-json',
          severity: 'error',
          message: `Not valid JSON: ${message}.`,
          path: [],
          fix,
          line,
          column,
        },
      ],
    }
  }
  const [duplicate] = scan.duplicates
  if (duplicate !== undefined) {
    const problem = problemAt(
      duplicate.path,
      'document/duplicate-key',
      `The name "${duplicate.path.at(-1)}" stands twice in the same object.`,
      'Remove one of them.',
    )
    return { ok: false, problems: [{ ...problem, ...positionAt(text, duplicate.at) }] }
  }
  const result = parseValue(prepare(JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)))
  if (result.ok) return result
  return {
    ok: false,
    problems: result.problems.map((problem) => ({ ...problem, ...locate(scan, text, problem.path) })),
  }
}

/** The same for a value that is already parsed; problems then have no line and column. */
export function parseValue(value: unknown): Result<ScenarioDocument> {
  const migrated = migrate(value)
  if ('problem' in migrated) return { ok: false, problems: [migrated.problem] }
  const reserved = reservedKey(migrated.value, [])
  if (reserved !== undefined) {
    const problem = problemAt(
      reserved,
      'document/reserved-name',
      `The name "${reserved.at(-1)}" is reserved.`,
      'Use another name.',
    )
    return { ok: false, problems: [problem] }
  }
  const parsed = documentSchema.safeParse(migrated.value)
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues
        .slice(0, MAX_PROBLEMS)
        .flatMap((issue) => toProblems(issue, migrated.value)),
    }
  }
  const document = parsed.data as unknown as ScenarioDocument
  const problems = checkReferences(document)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: document, warnings: [] }
}

/** `__proto__` and its like are refused anywhere: JSON.parse makes them own keys, later code might not. */
function reservedKey(value: unknown, path: Path): Path | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    if (isReservedKey(key)) return here
    const found = reservedKey(item, here)
    if (found !== undefined) return found
  }
  return undefined
}

function toProblems(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problemAt(
        [...path, key],
        'document/unknown-field',
        `Unknown field "${key}".`,
        'Remove it, or correct its spelling.',
      ),
    )
  }
  const found = valueAt(root, path)
  if (issue.code === 'invalid_union' && path.at(-1) === 'kind') {
    const message =
      found === undefined ? 'The kind is missing.' : `There is no kind ${JSON.stringify(found)} here.`
    const known = kindsOf(issue)
    return [
      problemAt(path, 'document/unknown-kind', message, known === '' ? undefined : `Use one of: ${known}.`),
    ]
  }
  const message =
    found === undefined
      ? `${printPath(path)} is missing: ${lowerFirst(issue.message)}`
      : `${lowerFirst(issue.message)}, but found ${shorten(found)}`
  return [problemAt(path, 'document/invalid-value', upperFirst(message) + '.', limitOf(issue))]
}

/** The allowed names of a discriminated union, as zod reports them. */
function kindsOf(issue: z.core.$ZodIssue): string {
  const options = (issue as { readonly options?: readonly unknown[] }).options
  return options === undefined ? '' : options.map(String).join(', ')
}

function limitOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small')
    return `Use ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}.`
  if (issue.code === 'too_big')
    return `Use ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}.`
  if (issue.code === 'invalid_value') return `Use one of: ${issue.values.map(String).join(', ')}.`
  return 'Correct this value.'
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string | number, unknown>)[key]
  }
  return value
}

const shorten = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
