import { CircleHelp } from 'lucide-react'
import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/Button.tsx'
import styles from './Legend.module.css'

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['← → , .', 'previous, next event on the lane'],
  ['↑ ↓', 'other lane'],
  ['Home End', 'first, last event of the lane'],
  ['+ − W S', 'zoom in, out'],
  ['0', 'fit the whole run'],
  ['Shift ← → A D', 'move the view'],
  ['F', 'zoom to the chosen event'],
  ['[ ]', 'one event back, on in time'],
  ['Esc', 'clear'],
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
          <Sign text="many events: bars, taller for more">
            <path d="M2 12V8h2v4zm4 0V3h2v9zm4 0V6h2v6z" className={styles['series']} />
          </Sign>
        </ul>
        <h3>Keys, with the timeline focused</h3>
        <dl className={styles['keys']}>
          {KEYS.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p>
          The wheel zooms, a drag moves, a double click shows everything. A drag along the ruler turns the
          clock back.
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
