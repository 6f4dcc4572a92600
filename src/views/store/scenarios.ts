import { openDB, type IDBPDatabase } from 'idb'
import { present } from '../../base/assert.ts'
import { examples } from '../../catalog.ts'
import { emptyDocument } from '../../document/new.ts'
import { parseDocument, parseValue } from '../../document/parse.ts'
import { printDocument } from '../../document/print.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { discardRun } from './running.ts'
import { NO_SELECTION, notify, studio } from './studio.ts'

/** A scenario kept in this browser. */
export interface KeptScenario {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly changedAt: number
}

const LAST_OPEN = 'scenario-studio.open'
const SAVE_AFTER_MS = 300

let database: Promise<IDBPDatabase> | null = null

const store = (): Promise<IDBPDatabase> =>
  (database ??= openDB('scenario-studio', 1, {
    upgrade: (db) => void db.createObjectStore('scenarios', { keyPath: 'id' }),
  }))

export const listScenarios = async (): Promise<KeptScenario[]> => {
  const all = (await (await store()).getAll('scenarios')) as KeptScenario[]
  return all.toSorted((a, b) => b.changedAt - a.changedAt)
}

async function keep(id: string, document: ScenarioDocument): Promise<void> {
  const kept: KeptScenario = { id, name: document.name, text: printDocument(document), changedAt: Date.now() }
  await (await store()).put('scenarios', kept)
}

export async function forgetScenario(id: string): Promise<void> {
  await (await store()).delete('scenarios', id)
  if (studio.getState().scenarioId === id) openExample(present(examples[0], 'example').id)
}

/** Opens a document as the scenario of that key; the history begins anew. */
function open(document: ScenarioDocument, scenarioId: string): void {
  discardRun()
  studio.setState({
    document,
    scenarioId,
    past: [],
    future: [],
    selection: NO_SELECTION,
    saveState: 'saved',
    importProblems: null,
  })
  localStorage.setItem(LAST_OPEN, scenarioId)
}

/** Opens a document that is not kept yet; it is once it is edited, or at once when `keepNow`. */
export function openNew(document: ScenarioDocument, keepNow = true): void {
  open(document, `scenario-${crypto.randomUUID()}`)
  if (keepNow) studio.setState({ saveState: 'saving' })
}

export const newScenario = (): void => {
  openNew(emptyDocument())
  notify('New scenario')
}

/** Opens an example as a scenario of its own: the example itself never changes. */
export function openExample(exampleId: string): void {
  const example = present(
    examples.find(({ id }) => id === exampleId),
    `example ${exampleId}`,
  )
  const parsed = parseValue(example.document)
  openNew(present(parsed.ok ? parsed.value : undefined, `example ${exampleId} parses`), false)
  // The curve it is about, in the inspector: the first thing to see.
  const [source] = studio.getState().document.sources
  if (source !== undefined) studio.setState({ selection: { parts: [source.id], edges: [] } })
  notify(`Opened the example “${example.title}”`)
}

export async function openKept(id: string): Promise<void> {
  const kept = (await (await store()).get('scenarios', id)) as KeptScenario | undefined
  if (kept === undefined) return notify('That scenario is no longer there.', 'bad')
  const parsed = parseDocument(kept.text)
  if (parsed.ok) open(parsed.value, id)
  else studio.setState({ importProblems: { source: kept.name, problems: parsed.problems } })
}

/** Takes a text as the scenario at hand, all or nothing. */
export function importText(text: string, source: string): void {
  const parsed = parseDocument(text)
  if (!parsed.ok) {
    studio.setState({ importProblems: { source, problems: parsed.problems } })
    return
  }
  openNew(parsed.value)
  notify(`Imported ${source}`)
}

let begun: Promise<void> | null = null

/** Opens what was open last, else the first example; from then on every edit is kept. Once for a page. */
export const beginKeeping = (): Promise<void> => (begun ??= begin())

async function begin(): Promise<void> {
  const last = localStorage.getItem(LAST_OPEN)
  const kept = last === null ? undefined : await readKept(last)
  const parsed = kept === undefined ? undefined : parseDocument(kept.text)
  if (parsed?.ok === true && last !== null) open(parsed.value, last)
  else {
    openExample(present(examples[0], 'example').id)
    studio.setState({ notice: null })
  }
  keepEdits()
}

async function readKept(id: string): Promise<KeptScenario | undefined> {
  try {
    return (await (await store()).get('scenarios', id)) as KeptScenario | undefined
  } catch {
    notify('This browser keeps no data for the page: export what you want to keep.', 'bad')
    return undefined
  }
}

function keepEdits(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = async () => {
    const { document, scenarioId } = studio.getState()
    try {
      await keep(scenarioId, document)
      if (studio.getState().document === document) studio.setState({ saveState: 'saved' })
    } catch {
      studio.setState({ saveState: 'failed' })
    }
  }
  studio.subscribe(({ saveState, document }, before) => {
    if (saveState !== 'saving' || (document === before.document && before.saveState === 'saving')) return
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  })
  // What was typed in the last moment is written before the page goes.
  addEventListener('pagehide', () => {
    if (studio.getState().saveState === 'saving') void save()
  })
}
