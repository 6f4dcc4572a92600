import type { LucideIcon } from 'lucide-react'
import type { StudioState } from '../store/studio.ts'

export type CommandGroup = 'Run' | 'Add' | 'Edit' | 'Arrange' | 'File' | 'View' | 'Timeline' | 'Examples'

/** One thing a person can do: toolbar, menus, palette, shortcuts and their list are made from these. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: CommandGroup
  readonly icon?: LucideIcon
  /** `Mod` is Ctrl, or Command on a Mac. A single letter works outside of text fields only. */
  readonly keys?: string
  /** Further keys that do the same. */
  readonly also?: readonly string[]
  /** Its keys are heard only while this part of the page has the focus; it asks `hearWithin`. */
  readonly within?: 'timeline'
  /** The browser hears these keys itself and tells the page, as for copy and paste. */
  readonly native?: true
  /** Text fields keep these keys for themselves while they have the focus. */
  readonly notInText?: true
  /** Does the same on every page; all others belong to the studio and lead back to it. */
  readonly everywhere?: true
  /** Heard before what has the focus hears it: the canvas moves steps with every arrow key. */
  readonly early?: true
  readonly enabled?: (state: StudioState) => boolean
  /** For what is on or off. */
  readonly checked?: () => boolean
  /** What it is about right now, such as the name of what would be undone. */
  readonly detail?: (state: StudioState) => string | undefined
  readonly run: () => void
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '')

const SIGNS: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Plus: '+',
  Minus: '-',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** `Mod+Shift+Z` as people read it on this machine. */
export const printKeys = (keys: string): string =>
  keys
    .split('+')
    .map((key) => SIGNS[key] ?? key)
    .join(isMac ? '' : ' ')

/** A letter, digit or sign alone, or with Shift: one that is typed by mistake should do nothing it need not. */
export const isSingleKey = (keys: string): boolean => /^(Shift\+)?(.|Plus|Minus)$/.test(keys)

export const canRun = (command: Command, state: StudioState): boolean => command.enabled?.(state) ?? true
