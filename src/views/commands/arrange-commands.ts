import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Component,
  FoldVertical,
  Grid3x3,
  Group,
  Magnet,
  Ungroup,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import type { Alignment } from '../../document/arrange.ts'
import { align, arrangeAll, arrangeSelected, distribute, snapSelected } from '../store/arranging.ts'
import { canvas, toggleSnap } from '../store/canvas.ts'
import { groupSelected, selectedGroups, toggleCollapsed, ungroupSelected } from '../store/decorating.ts'
import { leaveTo, openCall, seenDocument, selectedCall } from '../store/inside.ts'
import { studio, type StudioState } from '../store/studio.ts'
import type { Command } from './command.ts'

const stepsSelected =
  (least: number) =>
  (state: StudioState): boolean => {
    const { selection } = state
    if (selection.parts.length < least) return false
    const chosen = new Set(selection.parts)
    return seenDocument(state).steps.filter(({ id }) => chosen.has(id)).length >= least
  }

/** What few people do in a visit comes in a file of its own. */
const rarely = () => import('../store/subscenarios.ts')

const groupSelectedNow = () => selectedGroups().length > 0

const ALIGNMENTS: readonly (readonly [to: Alignment, title: string, icon: LucideIcon, key: string])[] = [
  ['left', 'Align left edges', AlignStartVertical, 'Alt+A'],
  ['centre', 'Align centres', AlignCenterVertical, 'Alt+H'],
  ['right', 'Align right edges', AlignEndVertical, 'Alt+D'],
  ['top', 'Align top edges', AlignStartHorizontal, 'Alt+W'],
  ['middle', 'Align middles', AlignCenterHorizontal, 'Alt+V'],
  ['bottom', 'Align bottom edges', AlignEndHorizontal, 'Alt+S'],
]

export const arrangeCommands: readonly Command[] = [
  {
    id: 'arrange',
    title: 'Arrange steps',
    group: 'Arrange',
    icon: Workflow,
    keys: 'Shift+A',
    notInText: true,
    run: arrangeAll,
  },
  {
    id: 'arrange-selected',
    title: 'Arrange the selected steps',
    group: 'Arrange',
    icon: Workflow,
    enabled: stepsSelected(2),
    run: arrangeSelected,
  },
  ...ALIGNMENTS.map(([to, title, icon, keys]) => ({
    id: `align-${to}`,
    title,
    group: 'Arrange' as const,
    icon,
    keys,
    notInText: true as const,
    enabled: stepsSelected(2),
    run: () => align(to),
  })),
  {
    id: 'distribute-x',
    title: 'Space evenly from left to right',
    group: 'Arrange',
    icon: AlignHorizontalDistributeCenter,
    enabled: stepsSelected(3),
    run: () => distribute('x'),
  },
  {
    id: 'distribute-y',
    title: 'Space evenly from top to bottom',
    group: 'Arrange',
    icon: AlignVerticalDistributeCenter,
    enabled: stepsSelected(3),
    run: () => distribute('y'),
  },
  {
    id: 'to-grid',
    title: 'Put the selected steps on the grid',
    group: 'Arrange',
    icon: Grid3x3,
    enabled: stepsSelected(1),
    run: snapSelected,
  },
  {
    id: 'group',
    title: 'Group the selected steps',
    group: 'Arrange',
    icon: Group,
    keys: 'Mod+G',
    notInText: true,
    enabled: stepsSelected(1),
    run: groupSelected,
  },
  {
    id: 'ungroup',
    title: 'Ungroup',
    group: 'Arrange',
    icon: Ungroup,
    keys: 'Mod+Shift+G',
    notInText: true,
    enabled: groupSelectedNow,
    run: ungroupSelected,
  },
  {
    id: 'collapse',
    title: 'Collapse or expand the group',
    group: 'Arrange',
    icon: FoldVertical,
    keys: 'Shift+C',
    notInText: true,
    enabled: groupSelectedNow,
    run: toggleCollapsed,
  },
  {
    id: 'make-subscenario',
    title: 'Make a sub-scenario of the selected steps',
    group: 'Arrange',
    icon: Component,
    keys: 'Shift+M',
    notInText: true,
    enabled: stepsSelected(1),
    run: () => void rarely().then(({ makeOfSelected }) => makeOfSelected()),
  },
  {
    id: 'open-subscenario',
    title: 'Open the sub-scenario',
    group: 'Arrange',
    keys: 'Shift+O',
    notInText: true,
    enabled: (state) => selectedCall(state) !== null,
    run: () => openCall(selectedCall(studio.getState()) ?? ''),
  },
  {
    id: 'leave-subscenario',
    title: 'Back out of the sub-scenario',
    group: 'Arrange',
    keys: 'Shift+L',
    notInText: true,
    enabled: ({ inside }) => inside.length > 0,
    run: () => leaveTo(studio.getState().inside.length - 1),
  },
  {
    id: 'unfold-call',
    title: 'Unfold the sub-scenario into its steps',
    group: 'Arrange',
    keys: 'Shift+U',
    notInText: true,
    enabled: (state) => selectedCall(state) !== null,
    run: () => void rarely().then(({ unfoldSelected }) => unfoldSelected()),
  },
  {
    id: 'snap',
    title: 'Snap to the grid',
    group: 'Arrange',
    icon: Magnet,
    checked: () => canvas.getState().snap,
    run: toggleSnap,
  },
]
