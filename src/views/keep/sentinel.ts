const KEY = 'scenario-studio.revisions'

/** Revisions by scenario. */
export type Revisions = Readonly<Record<string, number>>

/**
 * What the database had when it was last written, in a third storage: it holds no work, it only lets
 * a loss be noticed. Storage that is not allowed counts as empty.
 */
export function readSentinel(storage: Storage | undefined): Revisions {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    const valid = Object.entries(value).filter(([, rev]) => Number.isSafeInteger(rev))
    return Object.fromEntries(valid)
  } catch {
    return {}
  }
}

export function writeSentinel(storage: Storage | undefined, revisions: Revisions): void {
  try {
    storage?.setItem(KEY, JSON.stringify(revisions))
  } catch {
    // Full or forbidden: a loss is then noticed by the manifest and the second copy alone.
  }
}
