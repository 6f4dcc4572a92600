import { Digest } from '../../log/digest.ts'

/** When a version was made: kept small, because the whole list travels with every save. */
export interface VersionMark {
  readonly rev: number
  /** Real time in milliseconds, for people only: revisions decide what is newer. */
  readonly at: number
}

/** The newest state of one scenario, as it lies in the database. */
export interface Head {
  readonly docId: string
  /** Counts up by one with every write of this scenario. */
  readonly rev: number
  readonly parentRev: number
  readonly name: string
  readonly body: string
  /** Over everything above; a record whose hash is wrong was damaged. */
  readonly hash: string
  readonly changedAt: number
  /** A deleted scenario stays for a while, so that deleting can be taken back. */
  readonly deleted: boolean
  readonly history: readonly VersionMark[]
}

/** One earlier state. The key is [docId, rev]. */
export type Version = Omit<Head, 'history'>

type Hashed = Pick<Head, 'docId' | 'rev' | 'name' | 'body' | 'deleted'>

/** 32 hexadecimal digits over what a record says. Synchronous: a transaction does not survive waiting. */
export function hashOf({ docId, rev, name, body, deleted }: Hashed): string {
  const digest = new Digest()
  digest.text(docId)
  digest.word(rev)
  digest.text(name)
  digest.text(body)
  digest.word(deleted ? 1 : 0)
  return digest.hex()
}

/** True for a record that is exactly what was written: damaged storage returns anything. */
export function isWhole(value: unknown): value is Version {
  if (typeof value !== 'object' || value === null) return false
  const { docId, rev, parentRev, name, body, hash, changedAt, deleted } = value as Record<string, unknown>
  return (
    typeof docId === 'string' &&
    typeof rev === 'number' &&
    Number.isSafeInteger(rev) &&
    typeof parentRev === 'number' &&
    typeof name === 'string' &&
    typeof body === 'string' &&
    typeof changedAt === 'number' &&
    typeof deleted === 'boolean' &&
    hash === hashOf({ docId, rev, name, body, deleted })
  )
}

export const isWholeHead = (value: unknown): value is Head =>
  isWhole(value) && Array.isArray((value as Partial<Head>).history)
