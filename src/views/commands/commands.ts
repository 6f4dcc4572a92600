import {
  ClipboardPaste,
  Copy,
  Download,
  FilePlus2,
  FlaskConical,
  FolderOpen,
  History,
  Keyboard,
  Moon,
  Pause,
  Play,
  Redo2,
  Save,
  Square,
  StepForward,
  Dices,
  Trash2,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { examples, stepKinds } from '../../catalog.ts'
import { addStepNamed, duplicateSelected, redo, removeSelected, select, undo } from '../store/editing.ts'
import { chooseFile, copyScenario, downloadScenario, pasteScenario, saveToFile } from '../store/files.ts'
import { pause, runOrResume, stepCycle, stop } from '../store/running.ts'
import { newScenario, openExample } from '../store/scenarios.ts'
import { studio, type DockTab, type StudioState, type Theme } from '../store/studio.ts'
import { rollSeed } from '../ui/SeedField.tsx'

/** One thing a person can do: the toolbar, the palette, the shortcuts and their list are made from these. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: 'Run' | 'Edit' | 'File' | 'View' | 'Add' | 'Examples'
  readonly icon?: LucideIcon
  /** `Mod` is Ctrl, or Command on a Mac. A single letter works outside of text fields only. */
  readonly keys?: string
  readonly enabled?: (state: StudioState) => boolean
  readonly run: () => void
}

const live = ({ run }: StudioState) => run.status === 'running' || run.status === 'paused'
const someSelected = ({ selection }: StudioState) => selection.parts.length + selection.edges.length > 0

const DOCK: readonly [DockTab, string][] = [
  ['timeline', 'Timeline'],
  ['events', 'Events'],
  ['prices', 'Prices'],
  ['assertions', 'Assertions'],
  ['problems', 'Problems'],
  ['report', 'Report'],
]

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

export const setTheme = (theme: Theme): void => {
  studio.setState({ theme })
  localStorage.setItem('scenario-studio.theme', theme)
}

export const nextTheme = (): void => {
  const { theme } = studio.getState()
  setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system')
}

const AREAS =
  'section[aria-label=Library], section[aria-label=Graph], section[aria-label=Inspector], section[aria-label=Dock]'

/** Moves the focus to the next of the four areas, as F6 does in browsers and editors. */
function moveArea(by: 1 | -1): void {
  const areas = [...document.querySelectorAll<HTMLElement>(AREAS)]
  const at = areas.findIndex((area) => area.contains(document.activeElement))
  const next = areas[(at + by + areas.length) % areas.length]
  if (next === undefined) return
  next.tabIndex = -1
  next.focus()
}

export const commands: readonly Command[] = [
  {
    id: 'run',
    title: 'Run',
    group: 'Run',
    icon: Play,
    keys: 'Mod+Enter',
    enabled: ({ run }) => run.status !== 'running',
    run: runOrResume,
  },
  {
    id: 'pause',
    title: 'Pause',
    group: 'Run',
    icon: Pause,
    keys: 'F8',
    enabled: ({ run }) => run.status === 'running',
    run: pause,
  },
  { id: 'step', title: 'Step one cycle', group: 'Run', icon: StepForward, keys: 'F10', run: stepCycle },
  { id: 'stop', title: 'Stop', group: 'Run', icon: Square, keys: 'Shift+F5', enabled: live, run: stop },
  { id: 'dice', title: 'Another seed', group: 'Run', icon: Dices, run: rollSeed },
  {
    id: 'undo',
    title: 'Undo',
    group: 'Edit',
    icon: Undo2,
    keys: 'Mod+Z',
    enabled: ({ past }) => past.length > 0,
    run: undo,
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    icon: Redo2,
    keys: 'Mod+Shift+Z',
    enabled: ({ future }) => future.length > 0,
    run: redo,
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    group: 'Edit',
    icon: Copy,
    keys: 'Mod+D',
    enabled: ({ selection }) => selection.parts.length > 0,
    run: duplicateSelected,
  },
  {
    id: 'delete',
    title: 'Delete',
    group: 'Edit',
    icon: Trash2,
    keys: 'Delete',
    enabled: someSelected,
    run: removeSelected,
  },
  {
    id: 'select-all',
    title: 'Select all steps',
    group: 'Edit',
    keys: 'Mod+A',
    run: () => select({ parts: studio.getState().document.steps.map(({ id }) => id) }),
  },
  { id: 'new', title: 'New scenario', group: 'File', icon: FilePlus2, run: newScenario },
  { id: 'open', title: 'Open file…', group: 'File', icon: FolderOpen, keys: 'Mod+O', run: chooseFile },
  {
    id: 'paste',
    title: 'Paste scenario from the clipboard',
    group: 'File',
    icon: ClipboardPaste,
    run: () => void pasteScenario(),
  },
  {
    id: 'save',
    title: 'Save to a file',
    group: 'File',
    icon: Save,
    keys: 'Mod+S',
    run: () => void saveToFile(),
  },
  { id: 'download', title: 'Download JSON', group: 'File', icon: Download, run: downloadScenario },
  {
    id: 'versions',
    title: 'Earlier versions…',
    group: 'File',
    icon: History,
    run: () => studio.setState({ dialog: 'versions' }),
  },
  { id: 'storage', title: 'Storage…', group: 'File', run: () => studio.setState({ dialog: 'storage' }) },
  {
    id: 'copy',
    title: 'Copy scenario to the clipboard',
    group: 'File',
    icon: Copy,
    run: () => void copyScenario(),
  },
  ...DOCK.map(([dockTab, title], index) => ({
    id: `show-${dockTab}`,
    title: `Show ${title}`,
    group: 'View' as const,
    keys: `Alt+${index + 1}`,
    run: () => studio.setState({ dockTab }),
  })),
  { id: 'next-area', title: 'Go to the next area', group: 'View', keys: 'F6', run: () => moveArea(1) },
  {
    id: 'previous-area',
    title: 'Go to the previous area',
    group: 'View',
    keys: 'Shift+F6',
    run: () => moveArea(-1),
  },
  {
    id: 'theme',
    title: 'Switch between light, dark and the system’s colours',
    group: 'View',
    icon: Moon,
    run: nextTheme,
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'View',
    icon: Keyboard,
    keys: '?',
    run: () => studio.setState({ shortcutsOpen: true }),
  },
  {
    id: 'palette',
    title: 'All commands',
    group: 'View',
    keys: 'Mod+K',
    run: () => studio.setState({ paletteOpen: true }),
  },
  ...stepKinds.map((kind) => ({
    id: `add-${kind.name}`,
    title: `Add ${kind.title.toLowerCase()} step`,
    group: 'Add' as const,
    run: () => addStepNamed(kind.name),
  })),
  ...examples.map(({ id, title }) => ({
    id: `example-${id}`,
    title: `Open example: ${title}`,
    group: 'Examples' as const,
    icon: FlaskConical,
    run: () => openExample(id),
  })),
]

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** `Mod+Shift+Z` as people read it on this machine. */
export const printKeys = (keys: string): string =>
  keys
    .replace('Mod', isMac ? '⌘' : 'Ctrl')
    .replace('ArrowRight', '→')
    .replaceAll('+', isMac ? '' : ' ')

/** The command's keys, for tooltips. */
export const keysOf = (id: string): string | undefined => {
  const keys = commands.find((command) => command.id === id)?.keys
  return keys === undefined ? undefined : printKeys(keys)
}
