import { StickyNote } from 'lucide-react'
import { stepKinds } from '../../catalog.ts'
import { canvas } from '../store/canvas.ts'
import { addNoteNamed } from '../store/decorating.ts'
import { addStepNamed } from '../store/editing.ts'
import { partIcon } from '../ui/part-icons.ts'
import { arrangeCommands } from './arrange-commands.ts'
import { isSingleKey, printKeys, type Command } from './command.ts'
import { editCommands } from './edit-commands.ts'
import { exampleCommands, fileCommands } from './file-commands.ts'
import { runCommands } from './run-commands.ts'
import { timelineCommands } from './timeline-commands.ts'
import { viewCommands } from './view-commands.ts'

/** With a context menu open it goes where the menu was asked for. */
const addCommands: readonly Command[] = [
  ...stepKinds.map((kind) => ({
    id: `add-${kind.name}`,
    title: `Add ${kind.title.toLowerCase()} step`,
    group: 'Add' as const,
    icon: partIcon('steps', kind.name),
    run: () => addStepNamed(kind.name, canvas.getState().menuPoint ?? undefined),
  })),
  {
    id: 'add-note',
    title: 'Add note',
    group: 'Add',
    icon: StickyNote,
    keys: 'Shift+N',
    notInText: true,
    run: () => addNoteNamed(canvas.getState().menuPoint ?? undefined),
  },
]

/** Everything a person can do, once. */
export const commands: readonly Command[] = [
  ...runCommands,
  ...editCommands,
  ...arrangeCommands,
  ...fileCommands,
  ...viewCommands,
  ...timelineCommands,
  ...addCommands,
  ...exampleCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

export const findCommand = (id: string): Command | undefined => byId.get(id)

/** The command's keys, for tooltips; none while they are turned off. */
export const keysOf = (id: string): string | undefined => {
  const { keys, within } = byId.get(id) ?? {}
  if (keys === undefined) return undefined
  // Keys of one part of the page are heard only there, and stay.
  const off = within === undefined && isSingleKey(keys) && !canvas.getState().singleKeys
  return off ? undefined : printKeys(keys)
}
