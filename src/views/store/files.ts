import { printDocument } from '../../document/print.ts'
import { importText } from './scenarios.ts'
import { notify, studio } from './studio.ts'

/** A name that every file system takes: `flash-crash.json`. */
export const fileNameOf = (name: string, ending: string): string => {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${stem || 'scenario'}${ending}`
}

export function downloadText(parts: BlobPart[], fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser has taken the data by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function downloadScenario(): void {
  const scenario = studio.getState().document
  const fileName = fileNameOf(scenario.name, '.json')
  downloadText([printDocument(scenario)], fileName, 'application/json')
  notify(`Downloaded ${fileName}`)
}

export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notify(`Copied ${what}`)
  } catch {
    notify('The browser did not allow copying.', 'bad')
  }
}

export const copyScenario = (): Promise<void> =>
  copyText(printDocument(studio.getState().document), 'the scenario')

export const copyCommand = (): Promise<void> =>
  copyText(
    `npm run -s scenario -- run ${fileNameOf(studio.getState().document.name, '.json')}`,
    'the command',
  )

export async function pasteScenario(): Promise<void> {
  try {
    importText(await navigator.clipboard.readText(), 'the clipboard')
  } catch {
    notify('The browser did not allow reading the clipboard. Press Ctrl V on the page instead.', 'bad')
  }
}

export async function importFile(file: File): Promise<void> {
  importText(await file.text(), file.name)
}

/** Lets the person choose a file to open. */
export function chooseFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file !== undefined) void importFile(file)
  })
  input.click()
}
