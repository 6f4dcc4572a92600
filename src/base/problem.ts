/** Where in a document a problem lies: keys and indices from the root. */
export type Path = readonly (string | number)[]

/**
 * A user's mistake, as a value. Errors stop a run; warnings do not; notes say what is worth knowing.
 * `fix` says what to do about it, in one sentence.
 */
export interface Problem {
  /** `stage/reason`, such as `document/too-new`. */
  readonly code: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly message: string
  readonly path: Path
  readonly fix?: string
  /** One-based position in the text, when the problem came from a text. */
  readonly line?: number
  readonly column?: number
  /** One-based line within a person's code, when `path` leads to some. */
  readonly codeLine?: number
}

export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** `steps[2].params.cycles`; the empty path is `(document)`. */
export function printPath(path: Path): string {
  if (path.length === 0) return '(document)'
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('')
}

/** One line a person can act on: place, what is wrong, what to do. */
export function printProblem(problem: Problem): string {
  const place = problem.line === undefined ? '' : `${problem.line}:${problem.column ?? 1} `
  const fix = problem.fix === undefined ? '' : ` ${problem.fix}`
  return `${place}${printPath(problem.path)}: ${problem.message}${fix} [${problem.code}]`
}

/** Shorthand for an error found at a path. */
export const problemAt = (
  path: Path,
  code: string,
  message: string,
  fix?: string,
  severity: Problem['severity'] = 'error',
): Problem => ({ code, severity, message, path, ...(fix === undefined ? {} : { fix }) })
