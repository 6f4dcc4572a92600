import { CircleHelp } from 'lucide-react'
import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { keysOf } from '../commands/commands.ts'
import { IconButton } from '../ui/Button.tsx'
import styles from './Legend.module.css'

/** The commands whose keys are worth a look, in a few lines; all of them are under "Keyboard shortcuts". */
const KEYS: readonly (readonly [ids: readonly string[], does: string])[] = [
  [['previous-event', 'next-event'], 'previous, next event on the lane'],
  [['lane-above', 'lane-below'], 'other lane'],
  [['time-closer', 'time-further'], 'zoom in, out'],
  [['time-earlier', 'time-later'], 'move the view'],
  [['time-all'], 'show the whole run'],
  [['focus-event'], 'zoom to the chosen event'],
  [['measure'], 'measure from the chosen event'],
  [['range-from', 'range-to'], 'range: begin, end at the chosen event'],
  [['pin-lane', 'hide-lane'], 'pin, hide its lane'],
  [['lane-up', 'lane-down'], 'move its lane'],
  [['clear-chosen'], 'clear'],
]

/** What the signs mean and what the keys do. */
export const Legend = () => (
  <Popover.Root>
    <Popover.Trigger asChild>
      <IconButton icon={CircleHelp} label="Legend and keys" />
    </Popover.Trigger>
    <Popover.Portal>
      <Popover.Content
        className={styles['legend']}
        align="end"
        sideOffset={6}
        collisionPadding={8}
        aria-label="Legend and keys"
      >
        <h3>Signs</h3>
        <ul className={styles['signs']}>
          <Sign text="delivered">
            <circle cx="7" cy="7" r="3.5" className={styles['series']} />
          </Sign>
          <Sign text="held, with an arc to its delivery">
            <circle cx="7" cy="7" r="4" className={styles['hollow']} />
          </Sign>
          <Sign text="dropped">
            <path d="M3.5 3.5l7 7m0-7l-7 7" className={styles['cross']} />
          </Sign>
          <Sign text="made or changed by a fault">
            <path d="M7 2l5 5-5 5-5-5z" className={styles['fault']} />
          </Sign>
          <Sign text="what led to the chosen event, back to the root">
            <path d="M1 7h8M7 3.5L11 7l-4 3.5" className={styles['cause']} />
          </Sign>
          <Sign text="what it led to">
            <path d="M1 7h8M7 3.5L11 7l-4 3.5" className={styles['effect']} />
          </Sign>
          <Sign text="where the run failed">
            <path d="M6 1h2v12H6z" className={styles['failed']} />
          </Sign>
          <Sign text="many events: bars, taller for more">
            <path d="M2 12V8h2v4zm4 0V3h2v9zm4 0V6h2v6z" className={styles['series']} />
          </Sign>
        </ul>
        <h3>Keys, with the timeline focused</h3>
        <dl className={styles['keys']}>
          {KEYS.map(([ids, does]) => (
            <div key={does}>
              <dt>
                {ids.map((id) => (
                  <kbd key={id}>{keysOf(id)}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p>
          The wheel zooms, a drag moves, a double click shows everything. A drag along the ruler turns the
          clock back. Shift and a drag, or a drag on the strip above, narrow every panel to a stretch; Shift
          and a click measure from the chosen event.
        </p>
      </Popover.Content>
    </Popover.Portal>
  </Popover.Root>
)

const Sign = ({ text, children }: { readonly text: string; readonly children: ReactNode }) => (
  <li>
    <svg aria-hidden width="14" height="14" viewBox="0 0 14 14">
      {children}
    </svg>
    {text}
  </li>
)
