/** A file of the person's own that can be read, and written again in place. */
export interface PickedFile {
  readonly name: string
  read(): Promise<string>
  readonly handle: FileSystemFileHandle
}

/** The part of the File System Access API that is used; not every browser has it. */
interface Pickers {
  showOpenFilePicker(options: object): Promise<FileSystemFileHandle[]>
  showSaveFilePicker(options: object): Promise<FileSystemFileHandle>
}

const TYPES = [{ description: 'Scenario', accept: { 'application/json': ['.json'] } }]
const OPEN_TYPES = [
  {
    description: 'Scenario',
    accept: {
      'application/json': ['.json'],
      'application/jsonl': ['.jsonl'],
      'application/yaml': ['.yaml', '.yml'],
    },
  },
]

const pickers = (): Pickers | null =>
  'showOpenFilePicker' in globalThis ? (globalThis as unknown as Pickers) : null

export const canSaveInPlace = (): boolean => pickers() !== null

/** Null when the person chose none. */
export async function pickToOpen(): Promise<PickedFile | null> {
  const [handle] = await chosen(async () => pickers()?.showOpenFilePicker({ types: OPEN_TYPES }), [])
  return handle === undefined ? null : picked(handle)
}

export async function pickToSave(suggestedName: string): Promise<PickedFile | null> {
  const handle = await chosen(
    async () => pickers()?.showSaveFilePicker({ suggestedName, types: TYPES }),
    null,
  )
  return handle === null ? null : picked(handle)
}

/** The browser replaces the file only when all of it was written. */
export async function writeTo({ handle }: PickedFile, text: string): Promise<void> {
  const writable = await handle.createWritable()
  await writable.write(text)
  await writable.close()
}

const picked = (handle: FileSystemFileHandle): PickedFile => ({
  name: handle.name,
  handle,
  read: async () => (await handle.getFile()).text(),
})

async function chosen<T>(choose: () => Promise<T | undefined>, none: T): Promise<T> {
  try {
    return (await choose()) ?? none
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return none
    throw error
  }
}
