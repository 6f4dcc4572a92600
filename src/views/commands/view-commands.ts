import {
  Braces,
  GalleryVerticalEnd,
  Keyboard,
  Maximize,
  Moon,
  ScanSearch,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { neighbourOf, type Direction } from '../../document/spatial.ts'
import { canvas, toggleSingleKeys } from '../store/canvas.ts'
import { showGallery } from '../store/route.ts'
import { selectPart } from '../store/editing.ts'
import { seen } from '../store/inside.ts'
import { notify, studio, type DockTab, type Theme } from '../store/studio.ts'
import { keepTheme } from '../store/theme.ts'
import type { Command } from './command.ts'

const DOCK: readonly [DockTab, string][] = [
  ['timeline', 'Timeline'],
  ['events', 'Events'],
  ['prices', 'Curves'],
  ['system', 'System'],
  ['assertions', 'Assertions'],
  ['problems', 'Problems'],
  ['report', 'Report'],
  ['compare', 'Comparison'],
  ['breakpoints', 'Breakpoints'],
]

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

export const setTheme = (theme: Theme): void => {
  studio.setState({ theme })
  keepTheme(theme)
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

/** Goes to the step that lies next to the selected one, as seen on the canvas. */
function walk(to: Direction): void {
  const scenario = seen()
  const { selection } = studio.getState()
  const [first] = scenario.steps
  const at = selection.parts.find((id) => scenario.steps.some((step) => step.id === id))
  const next = at === undefined ? first : neighbourOf(scenario.steps, at, to)
  if (next === undefined) return
  selectPart(next.id)
  canvas.getState().actions?.focusStep(next.id)
}

const DIRECTIONS: readonly (readonly [Direction, string])[] = [
  ['left', 'ArrowLeft'],
  ['right', 'ArrowRight'],
  ['up', 'ArrowUp'],
  ['down', 'ArrowDown'],
]

const actions = () => canvas.getState().actions

export const viewCommands: readonly Command[] = [
  ...DOCK.map(([dockTab, title], index) => ({
    id: `show-${dockTab}`,
    title: `Show ${title}`,
    group: 'View' as const,
    keys: `Alt+${index + 1}`,
    run: () => studio.setState({ dockTab }),
  })),
  ...DIRECTIONS.map(([to, key]) => ({
    id: `go-${to}`,
    title: `Go to the next step, ${to}`,
    group: 'View' as const,
    keys: `Mod+${key}`,
    notInText: true as const,
    early: true as const,
    run: () => walk(to),
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
    id: 'zoom-in',
    title: 'Zoom in',
    group: 'View',
    icon: ZoomIn,
    keys: 'Plus',
    notInText: true,
    run: () => actions()?.zoomIn(),
  },
  {
    id: 'zoom-out',
    title: 'Zoom out',
    group: 'View',
    icon: ZoomOut,
    keys: 'Minus',
    notInText: true,
    run: () => actions()?.zoomOut(),
  },
  {
    id: 'fit',
    title: 'Show all steps',
    group: 'View',
    icon: Maximize,
    keys: 'Shift+1',
    notInText: true,
    run: () => actions()?.fit(),
  },
  {
    id: 'fit-selection',
    title: 'Show the selected steps',
    group: 'View',
    icon: ScanSearch,
    keys: 'Shift+2',
    notInText: true,
    enabled: ({ selection }) => selection.parts.length > 0,
    run: () => actions()?.fit(studio.getState().selection.parts),
  },
  {
    id: 'text',
    title: 'Edit as JSON beside the graph',
    group: 'View',
    icon: Braces,
    keys: 'Alt+T',
    run: () => canvas.setState(({ textOpen }) => ({ textOpen: !textOpen })),
  },
  {
    id: 'gallery',
    title: 'Profile gallery',
    group: 'View',
    icon: GalleryVerticalEnd,
    keys: 'Alt+G',
    everywhere: true,
    run: () => showGallery(),
  },
  {
    id: 'theme',
    title: 'Switch between light, dark and the system’s colours',
    group: 'View',
    icon: Moon,
    everywhere: true,
    run: nextTheme,
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'View',
    icon: Keyboard,
    keys: '?',
    notInText: true,
    everywhere: true,
    run: () => studio.setState({ shortcutsOpen: true }),
  },
  {
    id: 'single-keys',
    title: 'Shortcuts of one key without Ctrl or Alt',
    group: 'View',
    everywhere: true,
    checked: () => canvas.getState().singleKeys,
    run() {
      toggleSingleKeys()
      notify(`Shortcuts of one key are ${canvas.getState().singleKeys ? 'on' : 'off'}`)
    },
  },
  {
    id: 'palette',
    title: 'All commands',
    group: 'View',
    keys: 'Mod+K',
    everywhere: true,
    run: () => studio.setState({ paletteOpen: true }),
  },
]
