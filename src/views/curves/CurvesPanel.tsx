import { ChartLine } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ProfilePreview } from '../charts/ProfilePreview.tsx'
import { studio, useStudio } from '../store/studio.ts'
import type { SourceSpec } from '../../document/types.ts'
import { RunCurve } from './RunCurve.tsx'
import { SourceSelect } from './SourceSelect.tsx'
import styles from './CurvesPanel.module.css'

type View = 'run' | 'preview'

/** What a source delivered in the last run, or what it will publish in the next. */
export function CurvesPanel() {
  const document = useStudio((state) => state.document)
  const ran = useStudio(({ run }) => run.document)
  const [wanted, setWanted] = useState<View>('run')
  const [chosen, setChosen] = useState<string | null>(null)
  const view: View = ran === null ? 'preview' : wanted
  const shown = view === 'run' && ran !== null ? ran : document
  const source = shown.sources.find(({ id }) => id === chosen) ?? shown.sources[0]
  const select = <SourceSelect sources={shown.sources} source={source} onChange={setChosen} />
  const views = ran !== null && <ViewSwitch view={view} onChange={setWanted} />
  if (source === undefined) return <NoSource switches={views} />
  return (
    <div className={styles['panel']}>
      {view === 'run' ? (
        <RunCurve key={source.id} source={source}>
          {views}
          {select}
        </RunCurve>
      ) : (
        <BeforeRun source={source}>
          {views}
          {select}
        </BeforeRun>
      )}
    </div>
  )
}

interface BeforeRunProps {
  readonly source: SourceSpec
  readonly children: React.ReactNode
}

function BeforeRun({ source, children }: BeforeRunProps) {
  const seed = useStudio((state) => state.document.seed)
  const cycleMs = useStudio((state) => state.document.clock.cycleMs)
  return (
    <>
      <div className={styles['bar']}>
        {children}
        <p className={styles['hint']}>
          What <code>{source.topic}</code> will follow with seed <code>{seed}</code>, before any fault.
        </p>
      </div>
      <div className={styles['preview']}>
        <ProfilePreview source={source} seed={seed} cycleMs={cycleMs} />
      </div>
    </>
  )
}

const NoSource = ({ switches }: { readonly switches: React.ReactNode }) => (
  <div className={styles['panel']}>
    {switches !== false && <div className={styles['bar']}>{switches}</div>}
    <Empty icon={ChartLine} title="No source">
      <p>A source publishes a value in every cycle; its curve appears here.</p>
      <p className={styles['action']}>
        <Button onClick={() => studio.setState({ libraryTab: 'add' })}>Add a source</Button>
      </p>
    </Empty>
  </div>
)

interface ViewSwitchProps {
  readonly view: View
  readonly onChange: (view: View) => void
}

const VIEWS: readonly (readonly [View, string])[] = [
  ['run', 'Last run'],
  ['preview', 'Preview'],
]

const ViewSwitch = ({ view, onChange }: ViewSwitchProps) => (
  <div className={styles['switch']}>
    {VIEWS.map(([value, label]) => (
      <button key={value} type="button" aria-pressed={view === value} onClick={() => onChange(value)}>
        {label}
      </button>
    ))}
  </div>
)
