import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  History,
  Redo2,
  Scissors,
  Search,
  TextCursorInput,
  Trash2,
  Undo2,
} from 'lucide-react'
import { canvas, openSearch } from '../store/canvas.ts'
import { copySelected, cutSelected, duplicateSelected, pasteFromClipboard } from '../store/clipboard.ts'
import { redo, removeSelected, select, undo } from '../store/editing.ts'
import { seen } from '../store/inside.ts'
import { type StudioState } from '../store/studio.ts'
import type { Command } from './command.ts'

const someParts = ({ selection }: StudioState) => selection.parts.length > 0
const someSelected = ({ selection }: StudioState) => selection.parts.length + selection.edges.length > 0

/** The first field of what is selected is its name, or its text. */
function goToName(): void {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(
    'section[aria-label=Inspector] :is(input[type=text], textarea)',
  )
  field?.focus()
  field?.select()
}

export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    title: 'Undo',
    group: 'Edit',
    icon: Undo2,
    keys: 'Mod+Z',
    notInText: true,
    enabled: ({ past }) => past.length > 0,
    detail: ({ past }) => past.at(-1)?.name,
    run: undo,
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    icon: Redo2,
    keys: 'Mod+Shift+Z',
    notInText: true,
    enabled: ({ future }) => future.length > 0,
    detail: ({ future }) => future[0]?.name,
    run: redo,
  },
  {
    id: 'history',
    title: 'History of changes',
    group: 'Edit',
    icon: History,
    keys: 'Mod+Shift+H',
    run: () => canvas.setState(({ historyOpen }) => ({ historyOpen: !historyOpen })),
  },
  {
    id: 'search',
    title: 'Search the scenario',
    group: 'Edit',
    icon: Search,
    keys: 'Mod+F',
    run: openSearch,
  },
  {
    id: 'cut',
    title: 'Cut',
    group: 'Edit',
    icon: Scissors,
    keys: 'Mod+X',
    native: true,
    notInText: true,
    enabled: someParts,
    run: () => void cutSelected(),
  },
  {
    id: 'copy-parts',
    title: 'Copy',
    group: 'Edit',
    icon: Copy,
    keys: 'Mod+C',
    native: true,
    notInText: true,
    enabled: someParts,
    run: () => void copySelected(),
  },
  {
    id: 'paste-parts',
    title: 'Paste',
    group: 'Edit',
    icon: ClipboardPaste,
    keys: 'Mod+V',
    native: true,
    notInText: true,
    run: () => void pasteFromClipboard(),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    group: 'Edit',
    icon: CopyPlus,
    keys: 'Mod+D',
    notInText: true,
    enabled: someParts,
    run: duplicateSelected,
  },
  {
    id: 'delete',
    title: 'Delete',
    group: 'Edit',
    icon: Trash2,
    keys: 'Delete',
    notInText: true,
    enabled: someSelected,
    run: removeSelected,
  },
  {
    id: 'rename',
    title: 'Rename',
    group: 'Edit',
    icon: TextCursorInput,
    keys: 'F2',
    enabled: someParts,
    run: goToName,
  },
  {
    id: 'select-all',
    title: 'Select all steps',
    group: 'Edit',
    keys: 'Mod+A',
    notInText: true,
    run: () => select({ parts: seen().steps.map(({ id }) => id) }),
  },
]
