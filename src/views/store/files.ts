import { printDocument } from '../../document/print.ts'
import { canSaveInPlace, pickToOpen, pickToSave, writeTo, type PickedFile } from '../keep/local-files.ts'
import { importText, openNew } from './scenarios.ts'
import { notify, studio } from './studio.ts'

/** The files that scenarios of this page were opened from or saved to, by scenario. */
const files = new Map<string, PickedFile>()

/** A name that every file system takes: `flash-crash.json`. */
export const fileNameOf = (name: string, ending: string): string => {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)
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
  studio.setState({ filed: scenario })
  notify(`Downloaded ${fileName}`)
}

/** Into the file it came from; else into one that is chosen now; where that cannot be, as a download. */
export async function saveToFile(): Promise<void> {
  const { document, scenarioId } = studio.getState()
  if (!canSaveInPlace()) return downloadScenario()
  try {
    const file = files.get(scenarioId) ?? (await pickToSave(fileNameOf(document.name, '.json')))
    if (file === null) return
    await writeTo(file, printDocument(document))
    files.set(scenarioId, file)
    studio.setState({ filed: document })
    notify(`Saved ${file.name}`)
  } catch (error) {
    notify(`The file could not be written: ${error instanceof Error ? error.message : String(error)}`, 'bad')
  }
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
  await openText(await file.text(), file.name)
}

/** By the ending of its name: a scenario of ours, a recording, or a scenario of another format. True when it was taken. */
async function openText(text: string, name: string): Promise<boolean> {
  if (/\.jsonl$/i.test(name)) return (await import('./recordings.ts')).openRecording(text, name)
  if (!/\.ya?ml$/i.test(name)) return importText(text, name)
  // Its reader is large and seldom needed.
  const { importYaml } = await import('../../interchange/yaml/import.ts')
  const imported = importYaml(text)
  if (!imported.ok) {
    studio.setState({ importProblems: { source: name, problems: imported.problems } })
    return false
  }
  openNew(imported.value.document)
  studio.setState({ importNotes: { source: name, notes: imported.value.notes } })
  notify(`Imported ${name}`)
  return true
}

/** Lets the person choose a file to open; where the browser can, it is then saved in place. */
export function chooseFile(): void {
  if (canSaveInPlace()) void openInPlace()
  else chooseByField()
}

async function openInPlace(): Promise<void> {
  try {
    const file = await pickToOpen()
    if (file === null || !(await openText(await file.read(), file.name))) return
    // A file of another format is not overwritten with ours.
    if (file.name.endsWith('.json')) files.set(studio.getState().scenarioId, file)
  } catch {
    // A browser may have the dialog and still refuse it, as in a frame.
    chooseByField()
  }
}

function chooseByField(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,.jsonl,.yaml,.yml,application/json'
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file !== undefined) void importFile(file)
  })
  input.click()
}
