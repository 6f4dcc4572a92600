import {
  CircleCheck,
  CircleDashed,
  CircleOff,
  CircleSlash,
  CircleX,
  Hand,
  Hourglass,
  LoaderCircle,
  OctagonAlert,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import styles from './VerdictBadge.module.css'

type Tone = 'ok' | 'bad' | 'warn' | 'info' | 'idle'

/** Every state the studio shows of a step, an assertion or a run: a word and an icon, never colour alone. */
const LOOKS = {
  passed: { tone: 'ok', icon: CircleCheck, text: 'Passed' },
  failed: { tone: 'bad', icon: CircleX, text: 'Failed' },
  holds: { tone: 'ok', icon: CircleCheck, text: 'Holds' },
  violated: { tone: 'bad', icon: CircleX, text: 'Violated' },
  vacuous: { tone: 'warn', icon: CircleSlash, text: 'Vacuous' },
  pending: { tone: 'bad', icon: Hourglass, text: 'Pending' },
  error: { tone: 'bad', icon: TriangleAlert, text: 'Not judged' },
  open: { tone: 'idle', icon: CircleDashed, text: 'Open' },
  running: { tone: 'info', icon: LoaderCircle, text: 'Running' },
  waiting: { tone: 'idle', icon: CircleDashed, text: 'Waiting' },
  cancelled: { tone: 'warn', icon: CircleOff, text: 'Cancelled' },
  'not-reached': { tone: 'idle', icon: CircleDashed, text: 'Not reached' },
  limit: { tone: 'warn', icon: OctagonAlert, text: 'Limit hit' },
  stopped: { tone: 'warn', icon: Hand, text: 'Stopped' },
} as const satisfies Record<string, { tone: Tone; icon: LucideIcon; text: string }>

export type BadgeState = keyof typeof LOOKS

export const VerdictBadge = ({
  state,
  large = false,
}: {
  readonly state: BadgeState
  readonly large?: boolean
}) => {
  const { tone, icon: Icon, text } = LOOKS[state]
  return (
    <span className={`${styles['badge']} ${styles[tone]} ${large ? styles['large'] : ''}`}>
      <Icon
        aria-hidden
        size={large ? 16 : 13}
        strokeWidth={2.4}
        className={state === 'running' ? styles['spin'] : undefined}
      />
      {text}
    </span>
  )
}
