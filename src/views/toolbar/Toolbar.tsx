import {
  ChevronDown,
  ClipboardPaste,
  Copy,
  Download,
  FilePlus2,
  FolderOpen,
  GalleryVerticalEnd,
  History,
  Pause,
  Play,
  Redo2,
  Save,
  Share2,
  Square,
  StepForward,
  Terminal,
  Undo2,
} from 'lucide-react'
import { keysOf } from '../commands/commands.ts'
import { MainMenu } from '../commands/MainMenu.tsx'
import { PageButtons } from '../commands/PageButtons.tsx'
import { canvas, useCanvas } from '../store/canvas.ts'
import { redo, undo } from '../store/editing.ts'
import {
  chooseFile,
  copyCommand,
  copyScenario,
  downloadScenario,
  pasteScenario,
  saveToFile,
} from '../store/files.ts'
import { pause, runOrResume, setSpeed, stepCycle, stop } from '../store/running.ts'
import { showGallery } from '../store/route.ts'
import { newScenario } from '../store/scenarios.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { SeedField } from '../ui/SeedField.tsx'
import { ScenarioTitle } from './ScenarioTitle.tsx'
import styles from './toolbar.module.css'

export const Toolbar = () => (
  <header className={styles['bar']}>
    <MainMenu
      trigger={
        <button type="button" className={styles['menuButton']} aria-label="Main menu">
          <Logo />
          <ChevronDown aria-hidden size={13} />
        </button>
      }
    />
    <ScenarioTitle />
    <FileButtons />
    <EditButtons />
    <Transport />
    <div className={styles['right']}>
      <IconButton
        icon={GalleryVerticalEnd}
        label="Profile gallery"
        shortcut={keysOf('gallery')}
        onClick={() => showGallery()}
      />
      <PageButtons />
    </div>
  </header>
)

const Logo = () => (
  <svg className={styles['logo']} viewBox="0 0 32 32" aria-hidden>
    <rect width="32" height="32" rx="8" fill="var(--accent)" />
    <path
      d="M6 12h5l4 11 4-15 3 8h4"
      fill="none"
      stroke="var(--on-accent)"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)

const FileButtons = () => (
  <div className={`${styles['group']} ${styles['files']}`}>
    <IconButton icon={FilePlus2} label="New scenario" onClick={newScenario} />
    <Menu
      label="Import"
      trigger={<IconButton icon={FolderOpen} label="Import" />}
      items={[
        {
          icon: FolderOpen,
          title: 'Open file…',
          shortcut: keysOf('open'),
          hint: 'Or drop a file anywhere',
          onSelect: chooseFile,
        },
        {
          icon: ClipboardPaste,
          title: 'Paste from the clipboard',
          hint: 'A scenario as JSON text',
          onSelect: () => void pasteScenario(),
        },
      ]}
    />
    <Menu
      label="Export"
      trigger={<IconButton icon={Download} label="Export" />}
      items={[
        {
          icon: Share2,
          title: 'Share and export…',
          shortcut: keysOf('share'),
          hint: 'A link, reports, pictures, CI',
          onSelect: () => studio.setState({ dialog: 'share' }),
        },
        {
          icon: Save,
          title: 'Save to a file',
          shortcut: keysOf('save'),
          hint: 'In place, where the browser can',
          onSelect: () => void saveToFile(),
        },
        {
          icon: Download,
          title: 'Download JSON',
          hint: 'The file that CI runs',
          onSelect: downloadScenario,
        },
        { icon: Copy, title: 'Copy as JSON', onSelect: () => void copyScenario() },
        {
          icon: Terminal,
          title: 'Copy the command',
          hint: 'Runs the exported file in CI',
          onSelect: () => void copyCommand(),
        },
      ]}
    />
  </div>
)

const EditButtons = () => {
  const last = useStudio(({ past }) => past.at(-1)?.name)
  const next = useStudio(({ future }) => future[0]?.name)
  return (
    <div className={`${styles['group']} ${styles['edits']}`}>
      <IconButton
        icon={Undo2}
        label="Undo"
        shortcut={last === undefined ? keysOf('undo') : `${last} · ${keysOf('undo')}`}
        disabled={last === undefined}
        onClick={undo}
      />
      <IconButton
        icon={Redo2}
        label="Redo"
        shortcut={next === undefined ? keysOf('redo') : `${next} · ${keysOf('redo')}`}
        disabled={next === undefined}
        onClick={redo}
      />
      <HistoryButton />
    </div>
  )
}

const HistoryButton = () => {
  const open = useCanvas(({ historyOpen }) => historyOpen)
  return (
    <IconButton
      icon={History}
      label="History of changes"
      shortcut={keysOf('history')}
      aria-pressed={open}
      onClick={() => canvas.setState({ historyOpen: !open })}
    />
  )
}

/** Virtual milliseconds per real one. */
const SPEEDS: readonly (readonly [speed: number, text: string])[] = [
  [0, 'Fastest'],
  [1, 'Real time'],
  [5, '5 ×'],
  [20, '20 ×'],
  [100, '100 ×'],
  [1_000, '1,000 ×'],
]

const Transport = () => {
  const status = useStudio(({ run }) => run.status)
  const speed = useStudio((state) => state.speed)
  const live = status === 'running' || status === 'paused'
  return (
    <div className={styles['transport']} role="group" aria-label="Run controls">
      <Button icon={Play} variant="primary" disabled={status === 'running'} onClick={runOrResume}>
        {status === 'paused' ? 'Resume' : 'Run'}
      </Button>
      <IconButton
        icon={Pause}
        label="Pause"
        shortcut={keysOf('pause')}
        disabled={status !== 'running'}
        onClick={pause}
      />
      <IconButton icon={StepForward} label="Step one cycle" shortcut={keysOf('step')} onClick={stepCycle} />
      <IconButton icon={Square} label="Stop" shortcut={keysOf('stop')} disabled={!live} onClick={stop} />
      <select
        className={styles['speed']}
        aria-label="Speed"
        value={speed}
        onChange={(event) => setSpeed(Number(event.target.value))}
      >
        {SPEEDS.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <div className={styles['seed']}>
        <SeedField compact />
      </div>
    </div>
  )
}
