import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it } from 'vitest'
import { inspect, type Evidence, type Inspection } from './inspect.ts'
import type { Version } from './record.ts'
import { Vault, DATABASE, type Change } from './vault.ts'

beforeEach(async () => {
  for (const vault of opened.splice(0)) vault.close()
  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase(DATABASE).addEventListener('success', () => resolve())
  })
})

const opened: Vault[] = []
const open = async (): Promise<Vault> => {
  const vault = await Vault.open()
  opened.push(vault)
  return vault
}

const change = (fromRev: number, body: string, docId = 'a'): Change => ({
  docId,
  fromRev,
  name: `name of ${body}`,
  body,
  now: 1_000 + fromRev,
})

/** The database as a page that knows nothing of us sees it. */
const raw = async () => openDB(DATABASE)

describe('Vault', () => {
  it('keeps every acknowledged write with its revision, and earlier ones as versions', async () => {
    const vault = await open()
    for (const [rev, body] of ['one', 'two', 'three'].entries()) await vault.write(change(rev, body))

    vault.close()
    const again = await open()
    expect(await again.read('a')).toMatchObject({ rev: 3, parentRev: 2, body: 'three' })
    expect((await again.versions('a')).map(({ body }) => body)).toEqual(['three', 'two', 'one'])
  })

  it('refuses a write that was made from an older revision, and changes nothing', async () => {
    const [one, two] = [await open(), await open()]
    await one.write(change(0, 'first'))
    const refused = await two.write(change(0, 'also first'))

    expect(refused).toMatchObject({ status: 'conflict', current: { body: 'first' } })
    expect(await one.read('a')).toMatchObject({ rev: 1, body: 'first' })
  })

  it('loses nothing when two tabs write in any order: an edit is kept, or its tab is told', async () => {
    const vaults = [await open(), await open()]
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1 }), { minLength: 1, maxLength: 30 }), async (turns) => {
        const docId = `doc-${round++}`
        const known = [0, 0]
        const acknowledged: string[] = []
        const aside: string[] = []
        // All at once: the transactions, not the caller, decide the order.
        await Promise.all(
          turns.map(async (tab, index) => {
            const body = `${tab}:${index}`
            const written = await vaults[tab]!.write(change(known[tab]!, body, docId))
            if (written.status === 'written') {
              known[tab] = written.head.rev
              acknowledged.push(body)
            } else {
              known[tab] = written.current?.rev ?? 0
              aside.push(body)
            }
          }),
        )
        const bodies = (await vaults[0]!.versions(docId)).map(({ body }) => body)
        expect(bodies.toSorted()).toEqual(acknowledged.toSorted())
        expect(acknowledged.length + aside.length).toBe(turns.length)
      }),
      { numRuns: 200 },
    )
  })

  it('thins versions: never the newest twenty', async () => {
    const vault = await open()
    for (let rev = 0; rev < 60; rev++) {
      await vault.write({ ...change(rev, `body ${rev}`), now: rev * 1_000 })
    }
    const kept = (await vault.versions('a')).map(({ rev }) => rev)
    expect(kept.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => 60 - index))
    expect(kept.length).toBeLessThan(25)
  })

  it('takes over what was kept before there were revisions', async () => {
    const first = await openDB(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore('scenarios', { keyPath: 'id' }),
    })
    await first.put('scenarios', { id: 'old', name: 'Old one', text: '{"name":"Old one"}', changedAt: 7 })
    first.close()

    const vault = await open()
    expect(await vault.list()).toMatchObject([
      { docId: 'old', rev: 1, name: 'Old one', body: '{"name":"Old one"}', changedAt: 7 },
    ])
    expect((await look(vault)).whole).toBe(true)
  })

  it('a deleted scenario is not listed, can still be read, and goes for good after a week', async () => {
    const vault = await open()
    await vault.write(change(0, 'mine'))
    await vault.write({ ...change(1, 'mine'), deleted: true })
    expect(await vault.list()).toEqual([])
    expect(await vault.read('a')).toMatchObject({ deleted: true, body: 'mine' })
    expect(await vault.purge(8 * 24 * 3_600_000)).toEqual(['a'])
    expect(await vault.read('a')).toBeUndefined()
    expect((await look(vault)).whole).toBe(true)
  })

  it('makes room: versions go, the newest state of everything stays', async () => {
    const vault = await open()
    for (let rev = 0; rev < 5; rev++) await vault.write(change(rev, `body ${rev}`))
    await vault.dropHistory()
    expect((await vault.versions('a')).map(({ rev }) => rev)).toEqual([5])
    expect((await look(vault)).whole).toBe(true)
    await vault.write(change(5, 'and on'))
    expect((await vault.versions('a')).map(({ rev }) => rev)).toEqual([6, 5])
  })
})

const look = async (vault: Vault | null, others: Partial<Evidence> = {}): Promise<Inspection> =>
  inspect({
    contents: vault === null ? null : await vault.contents(),
    mirror: [],
    sentinel: {},
    versions: async () => (vault === null ? [] : vault.allVersions()),
    ...others,
  })

describe('damage', () => {
  /** Two scenarios with two revisions each, and the second copy and sentinel that go with them. */
  async function filled() {
    const vault = await open()
    for (const docId of ['a', 'b'])
      for (const rev of [0, 1]) await vault.write(change(rev, `${docId}${rev + 1}`, docId))
    const mirror: Version[] = (await vault.list()).map(({ history: _history, ...version }) => version)
    return { vault, others: { mirror, sentinel: { a: 2, b: 2 } } }
  }

  type Damage = (db: Awaited<ReturnType<typeof raw>>) => Promise<unknown>
  const spoil = (text: string) => async (db: Awaited<ReturnType<typeof raw>>) => {
    const head = (await db.get('heads', 'a')) as object
    await db.put('heads', { ...head, ...(JSON.parse(text) as object) })
  }

  const damages: readonly [name: string, damage: Damage, from: string][] = [
    ['one scenario gone', (db) => db.delete('heads', 'a'), 'second copy'],
    ['every scenario gone', (db) => db.clear('heads'), 'second copy'],
    [
      'every scenario and the manifest gone',
      (db) => Promise.all([db.clear('heads'), db.clear('manifest')]),
      'second copy',
    ],
    [
      'everything gone',
      (db) => Promise.all(['heads', 'versions', 'manifest'].map((name) => db.clear(name))),
      'second copy',
    ],
    ['a body changed', spoil('{"body":"x"}'), 'second copy'],
    ['a body of another type', spoil('{"body":5}'), 'second copy'],
    ['a name changed', spoil('{"name":"x"}'), 'second copy'],
    ['a revision changed', spoil('{"rev":1}'), 'second copy'],
    ['an empty hash', spoil('{"hash":""}'), 'second copy'],
    [
      'an older state put back, correct in itself',
      async (db) => {
        const version = (await db.get('versions', ['a', 1])) as object
        await db.put('heads', { ...version, history: [{ rev: 1, at: 0 }] })
      },
      'second copy',
    ],
  ]

  it.each(damages)('%s: told, and everything had back', async (_name, damage, from) => {
    const { vault, others } = await filled()
    const db = await raw()
    await damage(db)
    db.close()

    const { whole, losses, findings } = await look(vault, others)
    expect(whole).toBe(false)
    expect(findings).not.toEqual([])
    expect(losses).toContainEqual(expect.objectContaining({ docId: 'a' }))
    for (const { docId, found, expectedRev } of losses) {
      expect(found).toMatchObject({ from, version: { body: `${docId}2` } })
      const { name, body } = found!.version
      await vault.restore({ docId, name, body, now: 9, aboveRev: expectedRev })
    }
    await vault.settle()
    expect((await vault.list()).map(({ body }) => body).toSorted()).toEqual(['a2', 'b2'])
    expect((await vault.list()).find(({ docId }) => docId === 'a')?.rev).toBeGreaterThan(2)
    expect((await look(vault)).whole).toBe(true)
  })

  it('without a second copy: an earlier version, or an honest word', async () => {
    const { vault } = await filled()
    const db = await raw()
    await db.clear('heads')
    const earlier = await look(vault)
    expect(earlier.losses).toMatchObject([
      { docId: 'a', found: { from: 'earlier version', version: { body: 'a2' } } },
      { docId: 'b', found: { from: 'earlier version' } },
    ])
    await Promise.all([db.clear('versions'), db.clear('manifest')])
    db.close()
    const nothing = await look(vault, { sentinel: { a: 2, b: 2 } })
    expect(nothing).toMatchObject({
      whole: false,
      losses: [
        { docId: 'a', found: null },
        { docId: 'b', found: null },
      ],
    })
  })

  it('a database that cannot be opened at all: everything is in the second copy', async () => {
    const { others } = await filled()
    expect(await look(null, others)).toMatchObject({
      whole: false,
      losses: [{ found: { version: { body: 'a2' } } }, { found: { version: { body: 'b2' } } }],
    })
  })

  it('an empty database of somebody who never kept anything is no damage', async () => {
    expect(await look(await open())).toEqual({ whole: true, losses: [], findings: [] })
  })
})
