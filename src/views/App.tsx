import { useEffect, useState } from 'react'
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels'
import { useClipboard } from './commands/useClipboard.ts'
import { useShortcuts } from './commands/useShortcuts.ts'
import { CodeBanner } from './dialogs/CodeBanner.tsx'
import { DropZone } from './dialogs/DropZone.tsx'
import { EngineBanner } from './dialogs/EngineBanner.tsx'
import { Notices } from './dialogs/Notices.tsx'
import { RecordingBanner } from './dialogs/RecordingBanner.tsx'
import { ReplayBanner } from './dialogs/ReplayBanner.tsx'
import { UpdateBanner } from './dialogs/UpdateBanner.tsx'
import { DockPanel } from './dock/DockPanel.tsx'
import { GraphPanel } from './graph/GraphPanel.tsx'
import { LibraryPanel } from './library/LibraryPanel.tsx'
import { followAddress } from './store/links.ts'
import { useCodeCheck } from './store/code-problems.ts'
import { keepOffline } from './store/offline.ts'
import { recallCanvas, useCanvas } from './store/canvas.ts'
import { usePage } from './store/route.ts'
import { arrival, beginArrival, holdClicks } from './store/arrival.ts'
import { beginKeeping, isFirstVisit, showFirst } from './store/scenarios.ts'
import { useStudio } from './store/studio.ts'
import { showTheme } from './store/theme.ts'
import { NotLoaded } from './NotLoaded.tsx'
import { Skeleton } from './Skeleton.tsx'
import { firstSizes, keepSizes, readSizes } from './store/panel-sizes.ts'
import { Toolbar } from './toolbar/Toolbar.tsx'
import { Guard } from './ui/Guard.tsx'
import { lazily } from './ui/lazily.tsx'
import styles from './App.module.css'

/** The gallery comes in a file of its own: most visits need the studio alone. */
const GalleryPage = lazily(() => import('./gallery/GalleryPage.tsx').then((module) => module.GalleryPage))

/** These come after the graph, which is what a person waits for. */
const InspectorPanel = lazily(() =>
  import('./inspector/InspectorPanel.tsx').then((module) => module.InspectorPanel),
)
const KeepBanner = lazily(() => import('./dialogs/KeepBanner.tsx').then((module) => module.KeepBanner))
const TextPanel = lazily(() => import('./text/TextPanel.tsx').then((module) => module.TextPanel))
const Overlays = lazily(() => import('./Overlays.tsx').then((module) => module.Overlays))

/** The pages and what lies over them. Composes; everything that acts lives in the panels and the store. */
export const App = () => {
  const progress = useProgress()
  const at = usePage()
  useTheme()
  useCodeCheck()
  useShortcuts(at.page)
  useClipboard(at.page)
  if (progress === 'waiting') return <Skeleton />
  if (typeof progress === 'object') return <NotLoaded because={progress.failed} />
  return (
    <div className={styles['app']} aria-busy={progress !== 'ready'}>
      {at.page === 'gallery' ? (
        <>
          <Guard name="Gallery">
            <GalleryPage path={at.path} query={at.query} />
          </Guard>
          <Notices />
        </>
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
      <DropZone />
      <Overlays />
    </div>
  )
}

const first = firstSizes()

const Panels = () => (
  <Group orientation="vertical" {...remembered('rows')}>
    <Panel id="work" minSize="25%" defaultSize={`${100 - first.dockPercent}%`}>
      <Group orientation="horizontal" {...remembered('columns')}>
        <Panel
          id="library"
          minSize={180}
          defaultSize={first.libraryPx}
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
          <GraphAndText />
        </Panel>
        <Separator className={styles['columnEdge']} aria-label="Width of the inspector" />
        <Panel
          id="inspector"
          minSize={240}
          defaultSize={first.inspectorPx}
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
    <Panel id="dock" minSize={120} defaultSize={`${first.dockPercent}%`} collapsible>
      <DockPanel />
    </Panel>
  </Group>
)

const GraphAndText = () => {
  const textOpen = useCanvas((state) => state.textOpen)
  return (
    <div className={styles['graphAndText']}>
      <div className={styles['graph']}>
        <Guard name="Graph">
          <GraphPanel />
        </Guard>
        <Notices />
      </div>
      {textOpen && (
        <Guard name="Scenario as text">
          <TextPanel />
        </Guard>
      )}
    </div>
  )
}

/** Panels keep the sizes they were given. */
function remembered(group: string): { defaultLayout?: Layout; onLayoutChanged: (layout: Layout) => void } {
  const kept = readSizes(group)
  return {
    ...(kept !== null && { defaultLayout: kept }),
    onLayoutChanged: (layout) => keepSizes(group, layout),
  }
}

let begun: Promise<void> | null = null
/** The kept work first, then what the address asks for. Once for a page. */
const beginOnce = (): Promise<void> => (begun ??= begin())

async function begin(): Promise<void> {
  recallCanvas()
  beginArrival()
  await arrival
  await Promise.all([beginKeeping(), import('./Overlays.tsx')])
  await followAddress()
  if (import.meta.env.PROD) void keepOffline()
}

/** A first visit need not wait for all the rest to see something. */
const shownAtOnce = isFirstVisit() && location.hash === ''
if (shownAtOnce) showFirst()

type Progress = 'waiting' | 'shown' | 'ready' | { readonly failed: unknown }

/** Ready once the last scenario, or the first example, is open and everything is there that can be done with it. */
function useProgress(): Progress {
  const [progress, setProgress] = useState<Progress>(shownAtOnce ? 'shown' : 'waiting')
  useEffect(holdClicks, [])
  useEffect(() => {
    beginOnce().then(
      () => setProgress('ready'),
      (error: unknown) => setProgress({ failed: error }),
    )
  }, [])
  return progress
}

function useTheme(): void {
  const theme = useStudio((state) => state.theme)
  useEffect(() => showTheme(theme), [theme])
}
