// Menus are there when the first is asked for: keys that follow at once are theirs.
import './commands/CommandMenuBody.tsx'
import { CommandPalette } from './commands/CommandPalette.tsx'
import { HistoryPanel } from './commands/HistoryPanel.tsx'
import { ShortcutsDialog } from './commands/ShortcutsDialog.tsx'
import { CodeDialog } from './dialogs/CodeDialog.tsx'
import { ImportNotes } from './dialogs/ImportNotes.tsx'
import { ImportProblems } from './dialogs/ImportProblems.tsx'
import { RecoveryDialog } from './dialogs/RecoveryDialog.tsx'
import { ShareDialog } from './dialogs/ShareDialog.tsx'
import { StorageDialog } from './dialogs/StorageDialog.tsx'
import { VersionsDialog } from './dialogs/VersionsDialog.tsx'
import { useCanvas } from './store/canvas.ts'
import { lazily } from './ui/lazily.tsx'
import { Tips } from './ui/Tips.tsx'

const DiffDialog = lazily(() => import('./dialogs/DiffDialog.tsx').then((module) => module.DiffDialog))

/** What lies over the pages when it is asked for. It comes after the graph, so that it is there in time. */
export const Overlays = () => {
  const comparing = useCanvas((state) => state.comparing)
  return (
    <>
      <ImportProblems />
      <ImportNotes />
      <CodeDialog />
      <HistoryPanel />
      {comparing && <DiffDialog />}
      <ShareDialog />
      <VersionsDialog />
      <StorageDialog />
      <RecoveryDialog />
      <CommandPalette />
      <ShortcutsDialog />
      <Tips />
    </>
  )
}
