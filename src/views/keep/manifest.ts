import type { Head } from './record.ts'

/**
 * What the database must contain, written in the same transaction as every change of it: how many
 * scenarios, the sum of their revisions, and a hash over all heads that is updated in O(1). An empty
 * list can thereby be told from a lost one.
 */
export interface Manifest {
  readonly key: 'manifest'
  readonly docs: number
  readonly revs: number
  readonly rolling: string
}

const ZERO = '0'.repeat(32)
export const EMPTY_MANIFEST: Manifest = { key: 'manifest', docs: 0, revs: 0, rolling: ZERO }

/** The manifest after `before` (none: a new scenario) became `after`. */
export const nextManifest = (manifest: Manifest, before: Head | undefined, after: Head): Manifest => ({
  key: 'manifest',
  docs: manifest.docs + (before === undefined ? 1 : 0),
  revs: manifest.revs + after.rev - (before?.rev ?? 0),
  rolling: add(manifest.rolling, after.hash, before?.hash ?? ZERO),
})

export const manifestOf = (heads: readonly Head[]): Manifest =>
  heads.reduce<Manifest>((manifest, head) => nextManifest(manifest, undefined, head), EMPTY_MANIFEST)

export const agrees = (a: Manifest, b: Manifest): boolean =>
  a.docs === b.docs && a.revs === b.revs && a.rolling === b.rolling

/** Lane by lane: sum plus one hash minus another. The order of changes does not matter. */
function add(rolling: string, plus: string, minus: string): string {
  const lane = (hash: string, index: number) => Number.parseInt(hash.slice(index * 8, index * 8 + 8), 16)
  return [0, 1, 2, 3]
    .map((index) => (lane(rolling, index) + lane(plus, index) - lane(minus, index)) >>> 0)
    .map((value) => value.toString(16).padStart(8, '0'))
    .join('')
}
