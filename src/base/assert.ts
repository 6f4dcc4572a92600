/** A broken promise inside the program: a bug, never a user's mistake. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Throws {@link InvariantError} unless `condition` holds. For bugs only; a user's mistake is a Problem. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/** Narrows away `undefined` where the surrounding code guarantees a value. */
export function present<T>(value: T | undefined | null, what: string): T {
  assert(value !== undefined && value !== null, `missing ${what}`)
  return value
}
