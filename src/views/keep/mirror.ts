import { isWhole, type Version } from './record.ts'

/**
 * A second copy of the newest state of every scenario, in another storage of the browser: a database
 * that is damaged says nothing, it just has less in it.
 */
export interface Mirror {
  /** Rejects when it cannot be written; the state before it is then still there. */
  write(version: Version): Promise<void>
  remove(docId: string): Promise<void>
  /** The newest undamaged copy of each scenario. */
  all(): Promise<Version[]>
}

export const NO_MIRROR: Mirror = {
  write: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  all: () => Promise.resolve([]),
}

const FOLDER = 'scenario-studio'
const HEAD = 'SCENARIO-STUDIO-COPY 1'

/** A record as a file: a line with the length in characters, then JSON. Torn files are recognised. */
export const printCopy = (version: Version): string => {
  const text = JSON.stringify(version)
  return `${HEAD} ${text.length}\n${text}`
}

export function readCopy(file: string): Version | undefined {
  const end = file.indexOf('\n')
  const text = file.slice(end + 1)
  if (end < 0 || file.slice(0, end) !== `${HEAD} ${text.length}`) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isWhole(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The mirror in the origin's private file system; where there is none, no mirror. */
export async function openMirror(storage: StorageManager | undefined): Promise<Mirror> {
  if (storage?.getDirectory === undefined || typeof FileSystemFileHandle === 'undefined') return NO_MIRROR
  if (!('createWritable' in FileSystemFileHandle.prototype)) return NO_MIRROR
  try {
    const root = await storage.getDirectory()
    return new FileMirror(await root.getDirectoryHandle(FOLDER, { create: true }))
  } catch {
    return NO_MIRROR
  }
}

/** Two files for each scenario, written in turn: one of them is always whole. */
class FileMirror implements Mirror {
  readonly #folder: FileSystemDirectoryHandle

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder
  }

  async write(version: Version): Promise<void> {
    const name = `${version.docId}.${version.rev % 2 === 0 ? 'a' : 'b'}`
    const file = await this.#folder.getFileHandle(name, { create: true })
    const writable = await file.createWritable()
    try {
      await writable.write(printCopy(version))
    } catch (error) {
      await writable.abort().catch(() => undefined)
      throw error
    }
    await writable.close()
  }

  async remove(docId: string): Promise<void> {
    for (const half of ['a', 'b']) await this.#folder.removeEntry(`${docId}.${half}`).catch(() => undefined)
  }

  async all(): Promise<Version[]> {
    const newest = new Map<string, Version>()
    for await (const handle of this.#folder.values()) {
      if (handle.kind !== 'file') continue
      const file = await handle.getFile()
      const copy = readCopy(await file.text())
      if (copy === undefined) continue
      const other = newest.get(copy.docId)
      if (other === undefined || other.rev < copy.rev) newest.set(copy.docId, copy)
    }
    return [...newest.values()]
  }
}
