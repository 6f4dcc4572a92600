import {
  ArrowRightToLine,
  CirclePause,
  Dices,
  GitCompare,
  Pause,
  Play,
  Square,
  StepForward,
} from 'lucide-react'
import { breakable, toggleBreakpoint } from '../store/breakpoints.ts'
import { compareWithout, showCompare } from '../store/compare.ts'
import { backToEnd, moveBy, type Stride } from '../store/moment.ts'
import { goOn, pause, runOrResume, stepCycle, stop } from '../store/running.ts'
import { studio, type StudioState } from '../store/studio.ts'
import { rollSeed } from '../ui/SeedField.tsx'
import type { Command } from './command.ts'

const live = ({ run }: StudioState) => run.status === 'running' || run.status === 'paused'

const STRIDES: readonly (readonly [by: Stride, words: string, back: string, on: string])[] = [
  ['event', 'one event', 'J', 'L'],
  ['cycle', 'one cycle', 'U', 'O'],
  ['step', 'to where a step begins or ends', 'Shift+J', 'Shift+L'],
]

const travelCommands: readonly Command[] = [
  ...STRIDES.flatMap(([by, words, back, on]): Command[] => [
    {
      id: `back-${by}`,
      title: `Back in time: ${words}`,
      group: 'Run',
      keys: `Alt+${back}`,
      enabled: ({ run }) => run.log.count > 0,
      run: () => void moveBy(by, -1),
    },
    {
      id: `on-${by}`,
      title: `On in time: ${words}`,
      group: 'Run',
      keys: `Alt+${on}`,
      enabled: ({ run, moment }) => moment !== null || run.status === 'paused',
      run: () => goOn(by),
    },
  ]),
  {
    id: 'to-end',
    title: 'Back to the end of the run',
    group: 'Run',
    icon: ArrowRightToLine,
    keys: 'Alt+K',
    enabled: ({ moment }) => moment !== null,
    run: backToEnd,
  },
  {
    id: 'compare-runs',
    title: 'Compare two runs',
    group: 'Run',
    icon: GitCompare,
    enabled: ({ kept }) => kept.length > 1,
    run: showCompare,
  },
  {
    id: 'compare-without',
    title: 'Compare with and without the selected fault',
    group: 'Run',
    icon: GitCompare,
    enabled: (state) => breakable(state)?.[0] === 'fault',
    run() {
      const target = breakable(studio.getState())
      if (target !== null) void compareWithout(target[1])
    },
  },
  {
    id: 'breakpoint',
    title: 'Set or remove a breakpoint here',
    group: 'Run',
    icon: CirclePause,
    keys: 'F9',
    enabled: (state) => breakable(state) !== null,
    run() {
      const target = breakable(studio.getState())
      if (target !== null) toggleBreakpoint(...target)
    },
  },
]

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
  ...travelCommands,
]
