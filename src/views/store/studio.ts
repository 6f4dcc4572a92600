import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { showControls } from '../../base/bidi.ts'
import type { Problem } from '../../base/problem.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { Comparison, Evidence } from '../../interchange/evidence.ts'
import type { FieldNote } from '../../interchange/yaml/account.ts'
import { EventLog } from '../../log/event-log.ts'
import type { RunReport } from '../../log/report.ts'
import type { Breakpoint } from '../../run/breakpoints.ts'
import type { MomentState } from '../../run/moment.ts'
import { blankDocument } from './first-document.ts'
import { THERE_FROM_THE_START } from './rest.ts'
import { keptTheme } from './theme.ts'
import type { Inspection } from '../keep/inspect.ts'
import type { Progress } from '../../worker/protocol.ts'

/** One undoable command: what it was called, and the document before it. */
export interface HistoryEntry {
  readonly name: string
  readonly document: ScenarioDocument
  /** Edits of the same thing in a row, such as the keystrokes in one field, are one command. */
  readonly mergeKey: string | null
}

export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'refused' | 'crashed' | 'silent'

/** What the page knows of the last run. The log only grows; `revision` tells when it did. */
export interface RunState {
  readonly status: RunStatus
  readonly document: ScenarioDocument | null
  readonly log: EventLog
  readonly revision: number
  readonly progress: Progress | null
  readonly report: RunReport | null
  readonly problems: readonly Problem[]
  readonly message: string
  /** The engine had stopped and was started again, from the same document and seed. By itself that is done once. */
  readonly again: boolean
  /** The file that the log came from; null for a run of this page. */
  readonly recorded: string | null
}

/** A run that is over, kept to be compared with others. */
export interface KeptRun {
  readonly id: string
  /** Which run of this page it was, from 1. */
  readonly nth: number
  /** What was special about it, such as `without Late price`. */
  readonly label: string
  readonly run: RunState
}

export const DOCK_TABS = [
  'timeline',
  'events',
  'prices',
  'system',
  'assertions',
  'problems',
  'report',
  'compare',
  'breakpoints',
] as const
export type DockTab = (typeof DOCK_TABS)[number]
export type LibraryTab = 'scenario' | 'add' | 'examples'
export type Theme = 'system' | 'light' | 'dark'
/**
 * `fresh`: not kept, because nothing of it would be lost. `saved` only once the browser has said so.
 * `full` and `failed`: the newest edits are on this page and nowhere else.
 */
export type SaveState = 'fresh' | 'saved' | 'saving' | 'failed' | 'full'
/** The dialogs that are opened from menus, commands and the save state. */
export type DialogName = 'versions' | 'storage' | 'share' | 'code'

/** A run that a link tells of, to be run again here. */
export interface Replay {
  /** The document that came with it: another one's run says nothing about it. */
  readonly document: ScenarioDocument
  readonly evidence: Evidence
  readonly seq: number | null
  /** Null until it was run to its end. */
  readonly comparison: Comparison | null
}

/** A stretch of virtual time, both ends included. */
export interface TimeRange {
  readonly fromMs: number
  readonly toMs: number
}

export interface Selection {
  readonly parts: readonly string[]
  /** Keys of edges, see `edgeKey`. */
  readonly edges: readonly string[]
}

/** What the last check of the code found, with the code it is about. */
export interface CodeProblem {
  readonly problem: Problem
  readonly code: string
}

/** A sub-scenario that is open on the canvas, and the call it was entered by, as it is named in a run. */
export interface Level {
  readonly subscenario: string
  /** Null where nothing calls it. */
  readonly call: string | null
}

export interface StudioState {
  /** False while only what is shown has come, and not yet what can be done with it. */
  readonly complete: boolean
  readonly document: ScenarioDocument
  /** The key under which the scenario is kept in this browser. */
  readonly scenarioId: string
  readonly past: readonly HistoryEntry[]
  readonly future: readonly HistoryEntry[]
  readonly saveState: SaveState
  /** Another tab writes this scenario; here it is shown as it is there. */
  readonly readOnly: boolean
  /** The document as a file of the person's own has it, if one does. */
  readonly filed: ScenarioDocument | null
  /** True while the page says that no file has what was done in the last ten minutes. */
  readonly unfiled: boolean
  readonly dialog: DialogName | null
  /** What was found damaged or missing when the studio began, until it is settled. */
  readonly recovery: Inspection | null
  readonly replay: Replay | null
  /** Code that may run in this browser: what was allowed here, and what was written here. */
  readonly allowedCode: ReadonlySet<string>
  readonly codeProblems: readonly CodeProblem[]
  /** The way from the scenario into the sub-scenario on the canvas; empty for the scenario itself. */
  readonly inside: readonly Level[]
  readonly selection: Selection
  readonly run: RunState
  /** Virtual milliseconds per real millisecond; 0 is as fast as possible. */
  readonly speed: number
  readonly dockTab: DockTab
  readonly libraryTab: LibraryTab
  /** The record that every panel shows in detail, or null. */
  readonly focusedSeq: number | null
  /** The record from which the latency to the focused one is measured, or null. */
  readonly measuredFrom: number | null
  /** The stretch of virtual time that panels narrow what they list to, both ends included; null for all of it. */
  readonly range: TimeRange | null
  /** What panels that list records look for: a text, or a filter in the language of filters. */
  readonly filterText: string
  /** Runs of this page that are over, oldest first. */
  readonly kept: readonly KeptRun[]
  /** The two of them that are compared, by id. */
  readonly comparing: { readonly first: string; readonly second: string } | null
  /** Where runs are to pause: kept beside the scenario in this browser, no part of its file. */
  readonly breakpoints: readonly Breakpoint[]
  /** The moment of the run that every panel shows; null for its end, or for now while it goes on. */
  readonly moment: MomentState | null
  readonly theme: Theme
  readonly paletteOpen: boolean
  readonly shortcutsOpen: boolean
  /** What an import was refused for; the dialog is open while there are any. */
  readonly importProblems: { readonly source: string; readonly problems: readonly Problem[] } | null
  /** What became of each field of a file of another format; its dialog is open while there is any. */
  readonly importNotes: { readonly source: string; readonly notes: readonly FieldNote[] } | null
  /** A newer studio was loaded and waits: calling this changes to it. */
  readonly update: (() => void) | null
  /** A short word about what just happened, read out by screen readers. */
  readonly notice: { readonly text: string; readonly tone: 'info' | 'bad'; readonly nth: number } | null
}

export const idleRun = (): RunState => ({
  status: 'idle',
  document: null,
  log: new EventLog(),
  revision: 0,
  progress: null,
  report: null,
  problems: [],
  message: '',
  again: false,
  recorded: null,
})

export const NO_SELECTION: Selection = { parts: [], edges: [] }

export const studio = createStore<StudioState>(() => ({
  complete: THERE_FROM_THE_START,
  document: blankDocument,
  scenarioId: 'scenario',
  past: [],
  future: [],
  saveState: 'fresh',
  readOnly: false,
  filed: null,
  unfiled: false,
  dialog: null,
  recovery: null,
  replay: null,
  allowedCode: new Set(),
  codeProblems: [],
  inside: [],
  selection: NO_SELECTION,
  run: idleRun(),
  speed: 0,
  dockTab: 'timeline',
  libraryTab: 'scenario',
  focusedSeq: null,
  measuredFrom: null,
  range: null,
  filterText: '',
  kept: [],
  comparing: null,
  breakpoints: [],
  moment: null,
  theme: keptTheme(),
  paletteOpen: false,
  shortcutsOpen: false,
  importProblems: null,
  importNotes: null,
  update: null,
  notice: null,
}))

/** Reads from the store inside a component; select as little as you need. */
export const useStudio = <T>(selector: (state: StudioState) => T): T => useStore(studio, selector)

let notices = 0

/** Says in passing what happened; also to screen readers. */
export const notify = (text: string, tone: 'info' | 'bad' = 'info'): void =>
  studio.setState({ notice: { text: showControls(text), tone, nth: ++notices } })
