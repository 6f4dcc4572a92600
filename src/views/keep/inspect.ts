import { agrees, manifestOf, type Manifest } from './manifest.ts'
import { isWholeHead, type Head, type Version } from './record.ts'
import type { Revisions } from './sentinel.ts'
import type { Contents } from './vault.ts'

/** A scenario that is not as it was left, and the best that was found of it. */
export interface Loss {
  readonly docId: string
  readonly name: string
  /** The newest revision that anything remembers. */
  readonly expectedRev: number
  readonly found: { readonly version: Version; readonly from: 'second copy' | 'earlier version' } | null
}

export interface Inspection {
  /** Everything agrees: what is listed is all there was. */
  readonly whole: boolean
  readonly losses: readonly Loss[]
  /** Said in one sentence each. */
  readonly findings: readonly string[]
}

export interface Evidence {
  /** Null when the database could not be opened at all. */
  readonly contents: Contents | null
  readonly mirror: readonly Version[]
  readonly sentinel: Revisions
  /** Read only when something is wrong: there may be many. */
  readonly versions: () => Promise<readonly Version[]>
}

/** Compares the database with its manifest, the second copy and the sentinel. Changes nothing. */
export async function inspect({ contents, mirror, sentinel, versions }: Evidence): Promise<Inspection> {
  const stored = contents?.heads ?? []
  const heads = stored.filter(isWholeHead)
  const damaged = stored.length - heads.length
  const findings: string[] = []
  if (contents === null) findings.push('The browser’s database cannot be opened.')
  if (damaged > 0)
    findings.push(`${count(damaged, 'scenario')} in the database ${damaged === 1 ? 'is' : 'are'} damaged.`)
  if (contents !== null && damaged === 0 && !matchesManifest(heads, contents.manifest)) {
    findings.push('The database does not contain what was last written to it.')
  }
  const have = new Map(heads.map((head) => [head.docId, head.rev]))
  const copies = new Map(mirror.map((copy) => [copy.docId, copy]))
  const expected = expectedRevisions(stored, mirror, sentinel)
  const short = [...expected].filter(([docId, rev]) => (have.get(docId) ?? 0) < rev)
  const trouble = findings.length > 0 || short.length > 0
  if (!trouble) return { whole: true, losses: [], findings: [] }

  const earlier = newestById(await versions())
  // The manifest may miss scenarios that nothing else remembers but their versions.
  for (const [docId, { rev }] of earlier) if (!expected.has(docId)) expected.set(docId, rev)
  const losses = [...expected].flatMap(([docId, expectedRev]): Loss[] => {
    if ((have.get(docId) ?? 0) >= expectedRev) return []
    const newest = best(copies.get(docId), earlier.get(docId))
    if (newest !== null && newest.version.deleted) return []
    // What is no newer than the database's own state helps nobody.
    const found = newest !== null && newest.version.rev > (have.get(docId) ?? 0) ? newest : null
    return [{ docId, name: newest?.version.name ?? nameIn(stored, docId) ?? docId, expectedRev, found }]
  })
  if (short.length > 0)
    findings.push(
      `${count(short.length, 'scenario')} ${short.length === 1 ? 'is' : 'are'} missing or older than when last saved.`,
    )
  return { whole: false, losses, findings }
}

const matchesManifest = (heads: readonly Head[], manifest: unknown): boolean =>
  manifest === undefined
    ? heads.length === 0
    : typeof manifest === 'object' && manifest !== null && agrees(manifestOf(heads), manifest as Manifest)

/** The newest revision that any witness remembers of each scenario. */
function expectedRevisions(
  stored: readonly unknown[],
  mirror: readonly Version[],
  sentinel: Revisions,
): Map<string, number> {
  const expected = new Map<string, number>()
  const remember = (docId: string, rev: number) =>
    expected.set(docId, Math.max(rev, expected.get(docId) ?? 0))
  for (const [docId, rev] of Object.entries(sentinel)) remember(docId, rev)
  for (const { docId, rev } of mirror) remember(docId, rev)
  for (const head of stored) {
    const { docId, rev } = (head ?? {}) as Partial<Head>
    if (typeof docId === 'string') remember(docId, Number.isSafeInteger(rev) ? Number(rev) : 1)
  }
  return expected
}

function newestById(versions: readonly Version[]): Map<string, Version> {
  const newest = new Map<string, Version>()
  for (const version of versions) {
    if (version.rev > (newest.get(version.docId)?.rev ?? 0)) newest.set(version.docId, version)
  }
  return newest
}

function best(copy: Version | undefined, version: Version | undefined): Loss['found'] {
  if (version !== undefined && version.rev > (copy?.rev ?? 0)) return { version, from: 'earlier version' }
  return copy === undefined ? null : { version: copy, from: 'second copy' }
}

function nameIn(stored: readonly unknown[], docId: string): string | undefined {
  const head = stored.find((candidate) => (candidate as Partial<Head> | null)?.docId === docId)
  const name = (head as Partial<Head> | undefined)?.name
  return typeof name === 'string' ? name : undefined
}

const count = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`
