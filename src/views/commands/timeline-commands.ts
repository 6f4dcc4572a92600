import { Eye, Focus, Layers, Pin, Ruler, X } from 'lucide-react'
import { clearRange } from '../store/range.ts'
import type { StudioState } from '../store/studio.ts'
import {
  AS_THEY_COME,
  arrangeLanes,
  arrangementKey,
  groupLanesBy,
  GROUPING_NAMES,
  timeline,
  type TimelineActions,
} from '../store/timeline.ts'
import { studio } from '../store/studio.ts'
import type { Command } from './command.ts'

type Entry = readonly [
  id: string,
  title: string,
  keys: readonly string[],
  run: (actions: TimelineActions) => void,
  icon?: Command['icon'],
]

const shown = () => timeline.getState().actions !== null

const ENTRIES: readonly Entry[] = [
  ['previous-event', 'Previous event on the lane', [',', 'ArrowLeft'], (its) => its.go('previous')],
  ['next-event', 'Next event on the lane', ['.', 'ArrowRight'], (its) => its.go('next')],
  ['lane-above', 'Event on the lane above', ['ArrowUp'], (its) => its.go('up')],
  ['lane-below', 'Event on the lane below', ['ArrowDown'], (its) => its.go('down')],
  ['first-event', 'First event of the lane', ['Home'], (its) => its.go('first')],
  ['last-event', 'Last event of the lane', ['End'], (its) => its.go('last')],
  ['time-closer', 'Zoom into time', ['W', 'Plus'], (its) => its.zoom(true)],
  ['time-further', 'Zoom out of time', ['S', 'Minus'], (its) => its.zoom(false)],
  ['time-earlier', 'Move the view to earlier times', ['A', 'Shift+ArrowLeft'], (its) => its.pan(false)],
  ['time-later', 'Move the view to later times', ['D', 'Shift+ArrowRight'], (its) => its.pan(true)],
  ['time-all', 'Show the whole run', ['0'], (its) => its.fit()],
  ['focus-event', 'Zoom to the chosen event', ['F'], (its) => its.focusEvent(), Focus],
  ['measure', 'Measure the latency from the chosen event', ['M'], (its) => its.measure(), Ruler],
  ['range-from', 'Begin the range at the chosen event', ['I'], (its) => its.rangeEnd('from')],
  ['range-to', 'End the range at the chosen event', ['O'], (its) => its.rangeEnd('to')],
  ['pin-lane', 'Pin the lane of the chosen event, or unpin it', ['P'], (its) => its.pin(), Pin],
  ['hide-lane', 'Hide the lane of the chosen event', ['H'], (its) => its.hide()],
  ['lane-up', 'Move the lane of the chosen event up', ['Alt+ArrowUp'], (its) => its.move(-1)],
  ['lane-down', 'Move the lane of the chosen event down', ['Alt+ArrowDown'], (its) => its.move(1)],
]

const any = ({ measuredFrom, focusedSeq, range }: StudioState) =>
  measuredFrom !== null || focusedSeq !== null || range !== null

const hiddenOf = ({ run }: StudioState): { key: string; hidden: readonly string[] } => {
  const { grouping, arrangements } = timeline.getState()
  const key = arrangementKey(grouping, run.document?.name ?? '')
  return { key, hidden: (arrangements[key] ?? AS_THEY_COME).hidden }
}

/** What the timeline does. Its keys are heard while the lanes have the focus. */
export const timelineCommands: readonly Command[] = [
  ...ENTRIES.map(([id, title, [keys, ...also], run, icon]): Command => ({
    id,
    title,
    group: 'Timeline',
    within: 'timeline',
    notInText: true,
    enabled: shown,
    run() {
      const actions = timeline.getState().actions?.()
      if (actions !== undefined) run(actions)
    },
    ...(keys !== undefined && { keys }),
    ...(also.length > 0 && { also }),
    ...(icon !== undefined && { icon }),
  })),
  {
    id: 'clear-chosen',
    title: 'Clear the measure, the chosen event, the range',
    group: 'Timeline',
    within: 'timeline',
    keys: 'Escape',
    notInText: true,
    enabled: (state) => shown() && any(state),
    run: () => timeline.getState().actions?.().clear(),
  },
  {
    id: 'clear-range',
    title: 'Show all of the run again, not only the range',
    group: 'Timeline',
    icon: X,
    enabled: ({ range }) => range !== null,
    run: clearRange,
  },
  ...GROUPING_NAMES.map((grouping): Command => ({
    id: `lanes-by-${grouping}`,
    title: `Lanes by ${grouping}`,
    group: 'Timeline',
    icon: Layers,
    checked: () => timeline.getState().grouping === grouping,
    run: () => groupLanesBy(grouping),
  })),
  {
    id: 'show-lanes',
    title: 'Show all hidden lanes',
    group: 'Timeline',
    icon: Eye,
    enabled: (state) => hiddenOf(state).hidden.length > 0,
    run: () => arrangeLanes(hiddenOf(studio.getState()).key, { hidden: [] }),
  },
]
