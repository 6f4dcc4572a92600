import { present } from '../../base/assert.ts'
import { examples } from '../../catalog.ts'
import { emptyDocument } from '../../document/new.ts'
import { parseDocument, parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { Head } from '../keep/record.ts'
import { readSentinel } from '../keep/sentinel.ts'
import { whenComplete } from './arrival.ts'
import { keptBreakpoints } from './breakpoints-kept.ts'
import * as keeping from './keeping.ts'
import { firstDocument } from './first-document.ts'
import { discardRun } from './running.ts'
import { NO_SELECTION, notify, studio } from './studio.ts'
import { remindOfFiles } from './reminding.ts'
import { rememberTrust } from './trust.ts'

/** A scenario kept in this browser. */
export interface KeptScenario {
  readonly id: string
  readonly name: string
  readonly changedAt: number
}

const shown = ({ docId, name, changedAt }: Head): KeptScenario => ({ id: docId, name, changedAt })

/** Newest first. */
export const listScenarios = async (): Promise<KeptScenario[]> => (await keeping.list()).map(shown)

/** What was deleted within a week, the newest first; `changedAt` says when. */
export const listDeleted = async (): Promise<KeptScenario[]> => (await keeping.listDeleted()).map(shown)

export async function forgetScenario({ id, name }: KeptScenario): Promise<void> {
  await keeping.setDeleted(id, true)
  if (studio.getState().scenarioId === id) openExample(present(examples[0], 'example').id)
  notify(`Deleted “${name}”. For a week it can be put back.`)
}

export async function putBack({ id, name }: KeptScenario): Promise<void> {
  const back = await keeping.setDeleted(id, false)
  notify(back ? `“${name}” is back` : 'That scenario is no longer there.', back ? 'info' : 'bad')
}

/** Opens a document as the scenario of that key and revision; the history begins anew. */
function open(document: ScenarioDocument, scenarioId: string, rev: number): void {
  keeping.leave()
  discardRun()
  show(document, scenarioId, rev)
  keeping.enter(scenarioId, rev)
}

function show(document: ScenarioDocument, scenarioId: string, rev: number): void {
  studio.setState({
    document,
    scenarioId,
    past: [],
    future: [],
    inside: [],
    selection: NO_SELECTION,
    saveState: rev === 0 ? 'fresh' : 'saved',
    readOnly: false,
    replay: null,
    importProblems: null,
    breakpoints: [],
  })
  // Their conditions are checked by what comes after the graph.
  whenComplete(() => studio.setState({ breakpoints: keptBreakpoints(scenarioId) }))
}

const newId = () => `scenario-${crypto.randomUUID()}`

/** Opens a document that is not kept yet; it is once it is edited, or at once when `keepNow`. */
export function openNew(document: ScenarioDocument, keepNow = true): void {
  open(document, newId(), 0)
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
  selectSource()
  notify(`Opened the example “${example.title}”`)
}

/** The curve it is about, in the inspector: the first thing to see. */
function selectSource(): void {
  const [source] = studio.getState().document.sources
  if (source !== undefined) studio.setState({ selection: { parts: [source.id], edges: [] } })
}

export async function openKept(id: string): Promise<void> {
  const kept = await keeping.read(id)
  if (kept === undefined) return notify('That scenario is no longer there.', 'bad')
  const parsed = parseDocument(kept.body)
  if (parsed.ok) open(parsed.value, id, kept.rev)
  else studio.setState({ importProblems: { source: kept.name, problems: parsed.problems } })
}

/** Takes a text as the scenario at hand, all or nothing. True when it was taken. */
export function importText(text: string, source: string): boolean {
  const parsed = parseDocument(text)
  if (!parsed.ok) {
    studio.setState({ importProblems: { source, problems: parsed.problems } })
    return false
  }
  openNew(parsed.value)
  notify(`Imported ${source}`)
  return true
}

let begun: Promise<void> | null = null

/** Nothing was kept in this browser, as far as the page knows at once. */
export const isFirstVisit = (): boolean => Object.keys(readSentinel(localStorage)).length === 0

let firstId: string | null = null

/** On a first visit: the first example, before anything else has come. It is the scenario to work on. */
export function showFirst(): void {
  if (begun !== null) return
  firstId = newId()
  show(firstDocument, firstId, 0)
  selectSource()
}

/** Opens what was open last, else the first example; from then on every edit is kept. Once for a page. */
export const beginKeeping = (): Promise<void> => (begun ??= begin())

async function begin(): Promise<void> {
  await keeping.begin()
  const { scenarioId, saveState } = studio.getState()
  // On a first visit work may have begun before anything could be kept.
  if (firstId !== null && (scenarioId !== firstId || saveState !== 'fresh')) keeping.goOn(scenarioId)
  else await openLast()
  rememberTrust()
  remindOfFiles()
}

async function openLast(): Promise<void> {
  const last = await keeping.lastOpen()
  const kept = last === undefined ? undefined : await keeping.read(last)
  const parsed = kept === undefined || kept.deleted ? undefined : parseDocument(kept.body)
  if (parsed?.ok === true && kept !== undefined) open(parsed.value, kept.docId, kept.rev)
  else if (firstId !== null) keeping.goOn(firstId)
  else {
    openExample(present(examples[0], 'example').id)
    studio.setState({ notice: null })
  }
}
