import { stepKinds } from '../../catalog.ts'
import { commands } from './commands.ts'
import type { CommandGroup } from './command.ts'

/** A command by its id, a line between groups (`LINE`), or a menu of its own. */
export type MenuEntry = string | SubMenu
export interface SubMenu {
  readonly title: string
  readonly entries: readonly MenuEntry[]
}
export const LINE = '-'

const inGroup = (group: CommandGroup): string[] =>
  commands.filter((command) => command.group === group).map(({ id }) => id)

const addSteps = (title: string): SubMenu => ({ title, entries: stepKinds.map(({ name }) => `add-${name}`) })
const arrange: SubMenu = { title: 'Arrange', entries: inGroup('Arrange') }

export const MAIN_MENU: readonly MenuEntry[] = [
  { title: 'File', entries: inGroup('File') },
  { title: 'Edit', entries: inGroup('Edit') },
  { title: 'Add', entries: inGroup('Add') },
  arrange,
  { title: 'Run', entries: inGroup('Run') },
  { title: 'View', entries: inGroup('View').filter((id) => id !== 'shortcuts' && id !== 'palette') },
  { title: 'Timeline', entries: inGroup('Timeline') },
  { title: 'Examples', entries: inGroup('Examples') },
  LINE,
  'shortcuts',
  'palette',
]

export type ContextTarget = 'canvas' | 'step' | 'note' | 'group' | 'connection'

export const CONTEXT_MENUS: Readonly<Record<ContextTarget, readonly MenuEntry[]>> = {
  canvas: [
    addSteps('Add step here'),
    'add-note',
    'paste-parts',
    LINE,
    'select-all',
    'leave-subscenario',
    'arrange',
    'fit',
    'snap',
    LINE,
    'undo',
    'redo',
  ],
  step: [
    addSteps('Add step after'),
    LINE,
    'cut',
    'copy-parts',
    'paste-parts',
    'duplicate',
    'delete',
    LINE,
    'group',
    'make-subscenario',
    'open-subscenario',
    'unfold-call',
    arrange,
    'fit-selection',
    LINE,
    'breakpoint',
  ],
  note: ['cut', 'copy-parts', 'duplicate', 'delete'],
  group: ['collapse', 'ungroup', LINE, 'copy-parts', 'duplicate', 'fit-selection'],
  connection: [addSteps('Put a step in between'), LINE, 'delete'],
}

/** The commands a menu leads to, at any depth. */
export const commandsIn = (entries: readonly MenuEntry[]): string[] =>
  entries.flatMap((entry) =>
    typeof entry !== 'string' ? commandsIn(entry.entries) : entry === LINE ? [] : [entry],
  )
