import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { EMPTY_MANIFEST, manifestOf, nextManifest, type Manifest } from './manifest.ts'
import { hashOf, isWhole, isWholeHead, type Head, type Version } from './record.ts'
import { thin } from './thinning.ts'

interface Tables extends DBSchema {
  heads: { key: string; value: Head }
  versions: { key: [string, number]; value: Version }
  manifest: { key: string; value: Manifest | OpenMark }
}

/** Which scenario was open last: beside the manifest, because localStorage does not survive a crash. */
interface OpenMark {
  readonly key: 'open'
  readonly docId: string
}

/** What the studio kept before there were revisions. */
interface FirstScenario {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly changedAt: number
}

export interface Change {
  readonly docId: string
  /** The revision that the change was made from; 0 for a scenario that was never kept. */
  readonly fromRev: number
  readonly name: string
  readonly body: string
  readonly now: number
  readonly deleted?: boolean
}

/** `conflict`: somebody else wrote in between; nothing was changed. */
export type Written =
  | { readonly status: 'written'; readonly head: Head }
  | { readonly status: 'conflict'; readonly current: Head | undefined }

/** Everything in the database, believed or not: for `inspect`. */
export interface Contents {
  readonly heads: readonly unknown[]
  readonly manifest: unknown
}

export const DATABASE = 'scenario-studio'
const TABLES = ['heads', 'versions', 'manifest'] as const
const STRICT = { durability: 'strict' } as const
const DELETED_FOR_MS = 7 * 24 * 3_600_000

/**
 * Scenarios in this browser's database. A write is one strict transaction: the new head, its version,
 * and the manifest are on disk together or not at all, and only if the head still has the revision that
 * the change was made from.
 */
export class Vault {
  readonly #db: IDBPDatabase<Tables>

  private constructor(db: IDBPDatabase<Tables>) {
    this.#db = db
  }

  /** `onBlocked`: another tab with an older studio keeps the database from being opened. */
  static async open(onBlocked: () => void = () => undefined): Promise<Vault> {
    const db = await openDB<Tables>(DATABASE, 2, {
      async upgrade(db, from, _to, transaction) {
        const heads = db.createObjectStore('heads', { keyPath: 'docId' })
        const versions = db.createObjectStore('versions', { keyPath: ['docId', 'rev'] })
        const manifest = db.createObjectStore('manifest', { keyPath: 'key' })
        const old = transaction.db as unknown as IDBPDatabase
        const first =
          from === 1
            ? ((await (
                transaction as unknown as { objectStore(name: string): { getAll(): Promise<unknown[]> } }
              )
                .objectStore('scenarios')
                .getAll()) as FirstScenario[])
            : []
        const moved = first.map(({ id, name, text, changedAt }) =>
          headAfter(undefined, { docId: id, fromRev: 0, name, body: text, now: changedAt }),
        )
        for (const head of moved) {
          await heads.put(head)
          await versions.put(versionOf(head))
        }
        await manifest.put(manifestOf(moved))
        if (from === 1) old.deleteObjectStore('scenarios')
      },
      blocked: onBlocked,
      // A newer studio in another tab wants to bring the database up to date: let it.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    })
    return new Vault(db)
  }

  close(): void {
    this.#db.close()
  }

  async contents(): Promise<Contents> {
    const transaction = this.#db.transaction(['heads', 'manifest'])
    const [heads, manifest] = await Promise.all([
      transaction.objectStore('heads').getAll(),
      transaction.objectStore('manifest').get('manifest'),
    ])
    return { heads, manifest }
  }

  async lastOpen(): Promise<string | undefined> {
    const mark = (await this.#db.get('manifest', 'open')) as OpenMark | undefined
    return mark?.docId
  }

  async markOpen(docId: string): Promise<void> {
    await this.#db.put('manifest', { key: 'open', docId })
  }

  /** Every version there is, damaged ones left out. */
  async allVersions(): Promise<Version[]> {
    return (await this.#db.getAll('versions')).filter(isWhole)
  }

  /** Newest first; scenarios that were deleted are not among them. */
  async list(): Promise<Head[]> {
    return (await this.#heads()).filter(({ deleted }) => !deleted)
  }

  /** Newest first: scenarios that were deleted, and can still be had back. */
  async listDeleted(): Promise<Head[]> {
    return (await this.#heads()).filter(({ deleted }) => deleted)
  }

  async #heads(): Promise<Head[]> {
    const heads = (await this.#db.getAll('heads')).filter(isWholeHead)
    return heads.toSorted((a, b) => b.changedAt - a.changedAt)
  }

  async read(docId: string): Promise<Head | undefined> {
    const head = await this.#db.get('heads', docId)
    return isWholeHead(head) ? head : undefined
  }

  /** The versions of a scenario that can be read, newest first. */
  async versions(docId: string): Promise<Version[]> {
    const found = await this.#db.getAll('versions', IDBKeyRange.bound([docId, 0], [docId, Infinity]))
    return found.filter(isWhole).toReversed()
  }

  /**
   * Writes a change made from revision `fromRev`. Rejects when the storage is full or broken;
   * everything that was there before is then still there.
   */
  async write(change: Change): Promise<Written> {
    const transaction = this.#db.transaction(TABLES, 'readwrite', STRICT)
    const [heads, versions, manifests] = TABLES.map((name) => transaction.objectStore(name)) as [
      ReturnType<typeof transaction.objectStore<'heads'>>,
      ReturnType<typeof transaction.objectStore<'versions'>>,
      ReturnType<typeof transaction.objectStore<'manifest'>>,
    ]
    const current = await heads.get(change.docId)
    if ((current?.rev ?? 0) !== change.fromRev) {
      await transaction.done
      return { status: 'conflict', current }
    }
    const head = headAfter(current, change)
    const gone = (current?.history ?? []).filter(({ rev }) => !head.history.some((mark) => mark.rev === rev))
    const manifest = ((await manifests.get('manifest')) as Manifest | undefined) ?? EMPTY_MANIFEST
    await Promise.all([
      heads.put(head),
      versions.put(versionOf(head)),
      manifests.put(nextManifest(manifest, current, head)),
      ...gone.map(({ rev }) => versions.delete([change.docId, rev])),
      transaction.done,
    ])
    return { status: 'written', head }
  }

  /** Puts a recovered state in place of whatever is there, with a revision above all that were seen. */
  async restore(found: Omit<Change, 'fromRev'> & { readonly aboveRev: number }): Promise<Head> {
    const transaction = this.#db.transaction(TABLES, 'readwrite', STRICT)
    const heads = transaction.objectStore('heads')
    const stored: unknown = await heads.get(found.docId)
    const current = isWholeHead(stored) ? stored : undefined
    const fromRev = Math.max(found.aboveRev, current?.rev ?? 0)
    const head = headAfter(current, { ...found, fromRev })
    await heads.put(head)
    await transaction.objectStore('versions').put(versionOf(head))
    await transaction.done
    return head
  }

  /** Takes the database as it is for whole: damaged heads are removed, the manifest is made anew. */
  async settle(): Promise<Head[]> {
    const transaction = this.#db.transaction(TABLES, 'readwrite', STRICT)
    const heads = transaction.objectStore('heads')
    const kept: Head[] = []
    for (let cursor = await heads.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      if (isWholeHead(cursor.value)) kept.push(cursor.value)
      else await cursor.delete()
    }
    await transaction.objectStore('manifest').put(manifestOf(kept))
    await transaction.done
    return kept
  }

  /**
   * Makes room: every earlier version goes, and what was deleted. The newest state of each stays. Returns
   * the ids of what is gone.
   */
  async dropHistory(): Promise<string[]> {
    const transaction = this.#db.transaction(TABLES, 'readwrite', STRICT)
    const heads = transaction.objectStore('heads')
    const all = await heads.getAll()
    const kept = all.filter(({ deleted }) => !deleted)
    const gone = all.filter(({ deleted }) => deleted).map(({ docId }) => docId)
    await transaction.objectStore('versions').clear()
    for (const docId of gone) await heads.delete(docId)
    for (const head of kept) {
      await transaction.objectStore('versions').put(versionOf(head))
      await heads.put({ ...head, history: head.history.filter(({ rev }) => rev === head.rev) })
    }
    await transaction.objectStore('manifest').put(manifestOf(kept))
    await transaction.done
    return gone
  }

  /** Scenarios deleted over a week ago go for good. Returns their ids. */
  async purge(now: number): Promise<string[]> {
    const transaction = this.#db.transaction(TABLES, 'readwrite', STRICT)
    const heads = transaction.objectStore('heads')
    const all = await heads.getAll()
    const old = all.filter(({ deleted, changedAt }) => deleted && now - changedAt > DELETED_FOR_MS)
    for (const { docId } of old) {
      await heads.delete(docId)
      await transaction.objectStore('versions').delete(IDBKeyRange.bound([docId, 0], [docId, Infinity]))
    }
    if (old.length > 0) {
      const kept = all.filter((head) => !old.includes(head))
      await transaction.objectStore('manifest').put(manifestOf(kept))
    }
    await transaction.done
    return old.map(({ docId }) => docId)
  }
}

function headAfter(current: Head | undefined, change: Change): Head {
  const { docId, fromRev, name, body, now, deleted = false } = change
  const rev = fromRev + 1
  const history = thin([...(current?.history ?? []), { rev, at: now }], now)
  const hash = hashOf({ docId, rev, name, body, deleted })
  return { docId, rev, parentRev: fromRev, name, body, hash, changedAt: now, deleted, history }
}

const versionOf = ({ history: _history, ...version }: Head): Version => version
