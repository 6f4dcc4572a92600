import { Dices, Pause, Play, Square, StepForward } from 'lucide-react'
import { pause, runOrResume, stepCycle, stop } from '../store/running.ts'
import type { StudioState } from '../store/studio.ts'
import { rollSeed } from '../ui/SeedField.tsx'
import type { Command } from './command.ts'

const live = ({ run }: StudioState) => run.status === 'running' || run.status === 'paused'

export const runCommands: readonly Command[] = [
  {
    id: 'run',
    title: 'Run',
    group: 'Run',
    icon: Play,
    keys: 'Mod+Enter',
    enabled: ({ run }) => run.status !== 'running',
    run: runOrResume,
  },
  {
    id: 'pause',
    title: 'Pause',
    group: 'Run',
    icon: Pause,
    keys: 'F8',
    enabled: ({ run }) => run.status === 'running',
    run: pause,
  },
  { id: 'step', title: 'Step one cycle', group: 'Run', icon: StepForward, keys: 'F10', run: stepCycle },
  { id: 'stop', title: 'Stop', group: 'Run', icon: Square, keys: 'Shift+F5', enabled: live, run: stop },
  { id: 'dice', title: 'Another seed', group: 'Run', icon: Dices, run: rollSeed },
]
