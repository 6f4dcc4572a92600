import { Tooltip } from 'radix-ui'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels'
import { CommandPalette } from './commands/CommandPalette.tsx'
import { HistoryPanel } from './commands/HistoryPanel.tsx'
import { ShortcutsDialog } from './commands/ShortcutsDialog.tsx'
import { useClipboard } from './commands/useClipboard.ts'
import { useShortcuts } from './commands/useShortcuts.ts'
import { CodeBanner, CodeDialog } from './dialogs/CodeDialog.tsx'
import { DropZone } from './dialogs/DropZone.tsx'
import { EngineBanner } from './dialogs/EngineBanner.tsx'
import { ImportNotes } from './dialogs/ImportNotes.tsx'
import { ImportProblems } from './dialogs/ImportProblems.tsx'
import { KeepBanner } from './dialogs/KeepBanner.tsx'
import { Notices } from './dialogs/Notices.tsx'
import { RecordingBanner } from './dialogs/RecordingBanner.tsx'
import { RecoveryDialog } from './dialogs/RecoveryDialog.tsx'
import { ReplayBanner } from './dialogs/ReplayBanner.tsx'
import { ShareDialog } from './dialogs/ShareDialog.tsx'
import { StorageDialog } from './dialogs/StorageDialog.tsx'
import { UpdateBanner } from './dialogs/UpdateBanner.tsx'
import { VersionsDialog } from './dialogs/VersionsDialog.tsx'
import { DockPanel } from './dock/DockPanel.tsx'
import { GraphPanel } from './graph/GraphPanel.tsx'
import { InspectorPanel } from './inspector/InspectorPanel.tsx'
import { LibraryPanel } from './library/LibraryPanel.tsx'
import { followAddress } from './store/links.ts'
import { useCodeCheck } from './store/code-problems.ts'
import { usePage } from './store/route.ts'
import { beginKeeping } from './store/scenarios.ts'
import { useCanvas } from './store/canvas.ts'
import { useStudio } from './store/studio.ts'
import { Toolbar } from './toolbar/Toolbar.tsx'
import { Guard } from './ui/Guard.tsx'
import styles from './App.module.css'

/** So does what is opened now and then. */
const DiffDialog = lazy(() =>
  import('./dialogs/DiffDialog.tsx').then((module) => ({ default: module.DiffDialog })),
)

/** The gallery comes in a file of its own: most visits need the studio alone. */
const GalleryPage = lazy(() =>
  import('./gallery/GalleryPage.tsx').then((module) => ({ default: module.GalleryPage })),
)

/** The pages and what lies over them. Composes; everything that acts lives in the panels and the store. */
export const App = () => {
  const ready = useReady()
  const at = usePage()
  useTheme()
  useCodeCheck()
  useShortcuts(at.page)
  useClipboard(at.page)
  if (!ready) return null
  return (
    <Tooltip.Provider delayDuration={450}>
      <div className={styles['app']}>
        {at.page === 'gallery' ? (
          <Guard name="Gallery">
            <Suspense fallback={null}>
              <GalleryPage path={at.path} query={at.query} />
            </Suspense>
          </Guard>
        ) : (
          <>
            <Toolbar />
            <UpdateBanner />
            <KeepBanner />
            <CodeBanner />
            <ReplayBanner />
            <EngineBanner />
            <RecordingBanner />
            <main className={styles['main']}>
              <h1 className="visually-hidden">Scenario Studio</h1>
              <Panels />
            </main>
          </>
        )}
        <Notices />
        <DropZone />
        <ImportProblems />
        <ImportNotes />
        <CodeDialog />
        <HistoryPanel />
        <Comparing />
        <ShareDialog />
        <VersionsDialog />
        <StorageDialog />
        <RecoveryDialog />
        <CommandPalette />
        <ShortcutsDialog />
      </div>
    </Tooltip.Provider>
  )
}

/** On a small window the graph keeps its place. */
const narrow = innerWidth < 1200

const Panels = () => (
  <Group orientation="vertical" {...remembered('rows')}>
    <Panel id="work" minSize="25%" defaultSize="60%">
      <Group orientation="horizontal" {...remembered('columns')}>
        <Panel
          id="library"
          minSize={180}
          defaultSize={narrow ? 216 : 256}
          maxSize={420}
          groupResizeBehavior="preserve-pixel-size"
          collapsible
        >
          <Guard name="Library">
            <LibraryPanel />
          </Guard>
        </Panel>
        <Separator className={styles['columnEdge']} aria-label="Width of the library" />
        <Panel id="graph" minSize={240}>
          <Guard name="Graph">
            <GraphPanel />
          </Guard>
        </Panel>
        <Separator className={styles['columnEdge']} aria-label="Width of the inspector" />
        <Panel
          id="inspector"
          minSize={240}
          defaultSize={narrow ? 272 : 318}
          maxSize={560}
          groupResizeBehavior="preserve-pixel-size"
          collapsible
        >
          <Guard name="Inspector">
            <InspectorPanel />
          </Guard>
        </Panel>
      </Group>
    </Panel>
    <Separator className={styles['rowEdge']} aria-label="Height of the dock" />
    <Panel id="dock" minSize={120} defaultSize="40%" collapsible>
      <DockPanel />
    </Panel>
  </Group>
)

/** Panels keep the sizes they were given. */
function remembered(name: string): { defaultLayout?: Layout; onLayoutChanged: (layout: Layout) => void } {
  const key = `scenario-studio.layout.${name}`
  const kept = readLayout(localStorage.getItem(key))
  return {
    ...(kept !== null && { defaultLayout: kept }),
    onLayoutChanged: (layout) => localStorage.setItem(key, JSON.stringify(layout)),
  }
}

function readLayout(text: string | null): Layout | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    const valid =
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((size) => typeof size === 'number')
    return valid ? (value as Layout) : null
  } catch {
    return null
  }
}

let begun: Promise<void> | null = null
/** The kept work first, then what the address asks for. Once for a page. */
const beginOnce = (): Promise<void> => (begun ??= beginKeeping().then(followAddress))

/** True once the last scenario, or the first example, is open. */
function useReady(): boolean {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    void beginOnce().then(() => setReady(true))
  }, [])
  return ready
}

function useTheme(): void {
  const theme = useStudio((state) => state.theme)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
}

const Comparing = () => {
  const wanted = useCanvas(({ comparing }) => comparing)
  if (!wanted) return null
  return (
    <Suspense>
      <DiffDialog />
    </Suspense>
  )
}
