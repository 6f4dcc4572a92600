import {
  Activity,
  Bot,
  CircleCheckBig,
  CirclePlay,
  CircleStop,
  ClipboardCheck,
  DatabaseZap,
  Hourglass,
  MessageSquareMore,
  Puzzle,
  ShieldAlert,
  Zap,
  Send,
  ChartSpline,
  Variable,
  Split,
  Repeat,
  LogOut,
  GitFork,
  GitMerge,
  SquareDashed,
  SquareCheck,
  SquareFunction,
  type LucideIcon,
} from 'lucide-react'
import type { PartList } from '../../document/edit.ts'

const LISTS: Readonly<Record<PartList, LucideIcon>> = {
  sources: Activity,
  agents: Bot,
  faults: ShieldAlert,
  assertions: CircleCheckBig,
  steps: Puzzle,
}

/** Pictures for steps people meet daily; a kind without one has its list's picture and loses nothing. */
const STEPS: Readonly<Record<string, LucideIcon>> = {
  start: CirclePlay,
  end: CircleStop,
  'wait-cycles': Hourglass,
  'wait-event': MessageSquareMore,
  'run-assertions': ClipboardCheck,
  'execute-action': Zap,
  'generate-data': DatabaseZap,
  publish: Send,
  'switch-profile': ChartSpline,
  'set-variable': Variable,
  branch: Split,
  loop: Repeat,
  break: LogOut,
  parallel: GitFork,
  join: GitMerge,
  block: SquareDashed,
  'end-block': SquareCheck,
  call: SquareFunction,
}

export const partIcon = (list: PartList, kind: string): LucideIcon =>
  (list === 'steps' ? STEPS[kind] : undefined) ?? LISTS[list]
