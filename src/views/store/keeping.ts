import { parseDocument } from '../../document/parse.ts'
import { printDocument } from '../../document/print.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { Autosave } from '../keep/autosave.ts'
import { inspect, type Loss } from '../keep/inspect.ts'
import { NO_MIRROR, openMirror, type Mirror } from '../keep/mirror.ts'
import type { Head, Version } from '../keep/record.ts'
import { readSentinel, writeSentinel, type Revisions } from '../keep/sentinel.ts'
import { Tabs } from '../keep/tabs.ts'
import { Vault } from '../keep/vault.ts'
import { notify, studio } from './studio.ts'

/** What this page has open, and the revision its edits are based on. */
interface Opened {
  docId: string
  rev: number
  /** Writes of one scenario follow one another. */
  queue: Promise<void>
}

let vault: Vault | null = null
let mirror: Mirror = NO_MIRROR
let opened: Opened = { docId: '', rev: 0, queue: Promise.resolve() }
let copying: Promise<void> = Promise.resolve()

const autosave = new Autosave(() => save(opened, studio.getState().document))

/** The same database in every function; a page that has none says so when it is asked to keep something. */
function theVault(): Vault {
  if (vault === null) throw new Error('This browser keeps no data for the page.')
  return vault
}

// ------------------------------------------------------------------------------------------- begin

/** Opens the stores, looks whether they agree, and begins to listen for edits. */
export async function begin(): Promise<void> {
  mirror = await openMirror(navigator.storage)
  listen()
  let block: () => void = () => undefined
  const blocked = new Promise<'blocked'>((resolve) => (block = () => resolve('blocked')))
  const opening = openVault(() => block())
  if ((await Promise.race([opening, blocked])) !== 'blocked') return lookAround()
  // The page does not wait for another tab to be closed; what is edited meanwhile is saved then.
  notify('Another tab has an older studio open. Close it, so that this one can save.', 'bad')
  void opening.then(lookAround).then(retry)
}

async function openVault(onBlocked: () => void): Promise<'opened' | 'failed'> {
  try {
    vault = await Vault.open(onBlocked)
    return 'opened'
  } catch (error) {
    console.warn('The database cannot be opened.', error)
    return 'failed'
  }
}

/** Damage is shown as a list of what can be had back, never as an empty start. */
async function lookAround(): Promise<void> {
  const contents = vault === null ? null : await vault.contents().catch(() => null)
  const copies = await mirror.all().catch((): Version[] => [])
  const inspection = await inspect({
    contents,
    mirror: copies,
    sentinel: readSentinel(localStorage),
    versions: async () => (vault === null ? [] : vault.allVersions().catch((): Version[] => [])),
  })
  studio.setState({ recovery: inspection.whole ? null : inspection })
  if (!inspection.whole || vault === null) return
  const gone = await vault.purge(Date.now())
  for (const docId of gone) await mirror.remove(docId)
  const heads = await vault.list()
  remember(Object.fromEntries([...heads].map(({ docId, rev }) => [docId, rev])), gone)
  // What the second copy missed, as when the page went before it was written.
  const copied = new Map(copies.map(({ docId, rev }) => [docId, rev]))
  for (const head of heads) if ((copied.get(head.docId) ?? 0) < head.rev) copy(head)
}

function listen(): void {
  studio.subscribe(({ saveState, document, run }, before) => {
    if (saveState === 'saving' && (document !== before.document || before.saveState !== 'saving')) {
      autosave.changed()
    }
    if (run.status !== before.run.status && (run.status === 'running' || run.status === 'paused')) {
      void autosave.flush()
    }
  })
  // What was typed in the last moment is written before the page goes.
  addEventListener('pagehide', () => void autosave.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void autosave.flush()
  })
}

export const lastOpen = async (): Promise<string | undefined> => vault?.lastOpen().catch(() => undefined)

function markOpen(docId: string): void {
  vault?.markOpen(docId).catch((error: unknown) => console.warn('The open scenario is not marked.', error))
}

// ------------------------------------------------------------------------------------ one scenario

/** The edits of the scenario at hand are kept under this key from now on. */
export function enter(docId: string, rev: number): void {
  opened = { docId, rev, queue: Promise.resolve() }
  markOpen(docId)
  tabs.open(docId)
}

/** The same for what was shown and perhaps edited before anything could be kept. */
export function goOn(docId: string): void {
  enter(docId, 0)
  const { saveState } = studio.getState()
  if (saveState !== 'fresh' && saveState !== 'saved') autosave.changed()
}

/** What is not saved yet is saved under the key it belongs to. */
export function leave(): void {
  const { saveState, document } = studio.getState()
  autosave.forget()
  if (saveState === 'saving' || saveState === 'failed' || saveState === 'full') void save(opened, document)
}

/** Saves now; done when it is saved, or the save state says that it could not be. */
export const flush = (): Promise<void> => autosave.flush()

export function retry(): void {
  if (studio.getState().saveState === 'saved' || studio.getState().saveState === 'fresh') return
  studio.setState({ saveState: 'saving' })
  autosave.changed()
  void autosave.flush()
}

async function save(target: Opened, document: ScenarioDocument): Promise<void> {
  const before = target.queue
  const mine = before.then(() => write(target, document))
  target.queue = mine
  await mine
}

async function write(target: Opened, document: ScenarioDocument): Promise<void> {
  const { docId, rev: fromRev } = target
  const here = () => opened === target && studio.getState().document === document
  try {
    const body = printDocument(document)
    const written = await theVault().write({ docId, fromRev, name: document.name, body, now: Date.now() })
    if (written.status === 'conflict') return await keepAside(target, document)
    target.rev = written.head.rev
    kept(written.head)
    if (here()) studio.setState({ saveState: 'saved' })
  } catch (error) {
    if (opened === target) studio.setState({ saveState: isQuota(error) ? 'full' : 'failed' })
    else notify(`“${document.name}” could not be saved: ${reason(error)}`, 'bad')
  }
}

/** Somebody else wrote first: these edits go on as a scenario of their own, and nothing is lost. */
async function keepAside(target: Opened, document: ScenarioDocument): Promise<void> {
  const copyOfIt = { ...document, name: `${document.name.slice(0, 180)} (kept apart)` }
  const docId = `scenario-${crypto.randomUUID()}`
  const body = printDocument(copyOfIt)
  const written = await theVault().write({ docId, fromRev: 0, name: copyOfIt.name, body, now: Date.now() })
  if (written.status === 'conflict') return
  kept(written.head)
  notify('It was changed in another tab as well: your edits are kept as a scenario of their own.', 'bad')
  if (opened !== target) return
  target.docId = docId
  target.rev = written.head.rev
  markOpen(docId)
  const unchanged = studio.getState().document === document
  studio.setState({
    scenarioId: docId,
    document: { ...studio.getState().document, name: copyOfIt.name },
    saveState: unchanged ? 'saved' : 'saving',
    readOnly: false,
  })
  tabs.open(docId)
}

/** After the database: the sentinel, the other tabs, the second copy. */
function kept(head: Head): void {
  remember({ [head.docId]: head.rev })
  if (head.docId === opened.docId) tabs.saved()
  copy(head)
}

function remember(revisions: Revisions, gone: readonly string[] = []): void {
  const known = { ...readSentinel(localStorage), ...revisions }
  writeSentinel(
    localStorage,
    Object.fromEntries(Object.entries(known).filter(([docId]) => !gone.includes(docId))),
  )
}

function copy({ history: _history, ...version }: Head): void {
  copying = copying
    .then(() => mirror.write(version))
    .catch((error: unknown) => {
      console.warn('The second copy could not be written.', error)
    })
}

// -------------------------------------------------------------------------------------------- tabs

const tabs = new Tabs(navigator.locks, {
  async role(role) {
    if (role === 'follower') return studio.setState({ readOnly: true })
    if (!studio.getState().readOnly) return
    await followSaved()
    studio.setState({ readOnly: false })
    notify('You can edit the scenario here now.')
  },
  saved: () => void followSaved(),
  yielding: flush,
})

/** Asks the tab that edits the scenario to let this one do it. */
export const editHere = (): void => tabs.takeOver()

/** Shows what another tab has saved. */
async function followSaved(): Promise<void> {
  const { docId } = opened
  if (!studio.getState().readOnly) return
  const head = await read(docId)
  if (head === undefined || opened.docId !== docId || head.rev === opened.rev) return
  const parsed = parseDocument(head.body)
  if (!parsed.ok) return
  opened.rev = head.rev
  studio.setState({ document: parsed.value, past: [], future: [], inside: [], saveState: 'saved' })
}

// -------------------------------------------------------------------------------- lists and versions

export const list = (): Promise<Head[]> => theVault().list()
export const listDeleted = (): Promise<Head[]> => theVault().listDeleted()
export const read = async (docId: string): Promise<Head | undefined> => vault?.read(docId)
export const versions = (docId: string): Promise<Version[]> => theVault().versions(docId)

/** Deletes a scenario, or has it back: that can be done for a week. False when it is not there. */
export async function setDeleted(docId: string, deleted: boolean): Promise<boolean> {
  if (docId === opened.docId) await flush()
  const head = await theVault().read(docId)
  if (head === undefined) return false
  const { name, body, rev: fromRev } = head
  const written = await theVault().write({ docId, fromRev, name, body, now: Date.now(), deleted })
  if (written.status === 'written') kept(written.head)
  return written.status === 'written'
}

/** Puts what was found back and takes the result for whole. What was not found is named no more. */
export async function recover(losses: readonly Loss[]): Promise<void> {
  const store = await (vault === null ? reopen() : vault)
  for (const { docId, expectedRev, found } of losses) {
    if (found === null) continue
    const { name, body } = found.version
    await store.restore({ docId, name, body, now: Date.now(), aboveRev: expectedRev })
  }
  const heads = await store.settle()
  writeSentinel(localStorage, Object.fromEntries(heads.map(({ docId, rev }) => [docId, rev])))
  const there = new Set(heads.map(({ docId }) => docId))
  for (const { docId } of losses) if (!there.has(docId)) await mirror.remove(docId)
  for (const head of heads) copy(head)
  studio.setState({ recovery: null })
}

async function reopen(): Promise<Vault> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('scenario-studio')
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error('cannot be deleted')))
  })
  vault = await Vault.open()
  return vault
}

/** Frees room in the browser's storage: earlier versions go, and what was deleted; the newest states stay. */
export async function makeRoom(): Promise<void> {
  const gone = await theVault().dropHistory()
  remember({}, gone)
  for (const docId of gone) await mirror.remove(docId)
  retry()
}

const isQuota = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError'
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
