import {
  ClipboardPaste,
  Copy,
  Download,
  FilePlus2,
  FlaskConical,
  FolderOpen,
  GitCompare,
  History,
  Save,
  Share2,
} from 'lucide-react'
import { examples } from '../../catalog.ts'
import { chooseFile, copyScenario, downloadScenario, pasteScenario, saveToFile } from '../store/files.ts'
import { newScenario, openExample } from '../store/scenarios.ts'
import { canvas } from '../store/canvas.ts'
import { studio } from '../store/studio.ts'
import type { Command } from './command.ts'

export const fileCommands: readonly Command[] = [
  { id: 'new', title: 'New scenario', group: 'File', icon: FilePlus2, run: newScenario },
  {
    id: 'open',
    title: 'Open file…',
    group: 'File',
    icon: FolderOpen,
    keys: 'Mod+O',
    run: chooseFile,
  },
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
    id: 'share',
    title: 'Share and export…',
    group: 'File',
    icon: Share2,
    keys: 'Mod+Shift+S',
    run: () => studio.setState({ dialog: 'share' }),
  },
  {
    id: 'compare',
    title: 'Compare with…',
    group: 'File',
    icon: GitCompare,
    run: () => canvas.setState({ comparing: true }),
  },
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
]

export const exampleCommands: readonly Command[] = examples.map(({ id, title }) => ({
  id: `example-${id}`,
  title: `Open example: ${title}`,
  group: 'Examples',
  icon: FlaskConical,
  run: () => openExample(id),
}))
