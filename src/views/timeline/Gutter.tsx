import {
  ArrowDown,
  ArrowUp,
  EyeOff,
  Flag,
  MoreVertical,
  Pin,
  PinOff,
  SquareDashed,
  Workflow,
  Zap,
} from 'lucide-react'
import { memo, type CSSProperties, type KeyboardEvent } from 'react'
import { printCount, printShortCount } from '../log/format.ts'
import { Menu } from '../ui/Menu.tsx'
import { MenuItem } from '../ui/MenuBody.tsx'
import { hide, moveBy, togglePin } from './arrange.ts'
import { LanesHead } from './LanesHead.tsx'
import { AXIS_HEIGHT, type Track } from './tracks.ts'
import { useLaneDrag } from './use-lane-drag.ts'
import type { Lanes } from './use-timeline.ts'
import styles from './Timeline.module.css'

const SERIES_COUNT = 8

interface GutterProps {
  readonly lanes: Lanes
  /** Of the pinned lanes that stand still. */
  readonly pinnedHeight: number
}

/** Names and counts of the lanes. Each can be pinned, moved and hidden: by its menu, its keys, or dragged. */
export const Gutter = memo(({ lanes, pinnedHeight }: GutterProps) => {
  const { tracks } = lanes
  const drag = useLaneDrag(lanes)
  return (
    <div className={styles['gutter']}>
      <div className={styles['corner']} style={{ height: AXIS_HEIGHT }}>
        <LanesHead lanes={lanes} />
        <span className={styles['axisNames']} aria-hidden>
          <span>Time</span>
          <span>Cycle</span>
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the buttons in it, before their menus hear them */}
      <ul aria-label="Lanes" onKeyDownCapture={(event) => hearKeys(event, lanes)}>
        {tracks.map((track, nth) => (
          <LaneName
            key={track.id}
            track={track}
            lanes={lanes}
            tabbable={nth === 0}
            still={track.top < pinnedHeight}
            place={drag.placeOf(nth)}
            onPointerDown={(event) => drag.begin(event, nth)}
          />
        ))}
      </ul>
    </div>
  )
})
Gutter.displayName = 'Gutter'

interface LaneNameProps {
  readonly track: Track
  readonly lanes: Lanes
  readonly tabbable: boolean
  readonly still: boolean
  /** Whether it is dragged, or something is about to be dropped before or after it. */
  readonly place: 'dragged' | 'before' | 'after' | undefined
  readonly onPointerDown: (event: React.PointerEvent<HTMLElement>) => void
}

const LaneName = ({ track, lanes, tabbable, still, place, onPointerDown }: LaneNameProps) => {
  const style: CSSProperties = { height: track.height, ...(still && { top: AXIS_HEIGHT + track.top }) }
  const touched = track.kind === 'lane' ? track.lane.touched.length : 0
  return (
    <li
      className={styles['name']}
      style={style}
      data-still={still}
      data-place={place}
      data-lane={track.id}
      title={`${track.name}: ${printCount(track.items.length)}`}
      onPointerDown={onPointerDown}
    >
      <Swatch track={track} />
      <span className={styles['nameText']}>{track.name}</span>
      {track.pinned && (
        <Pin role="img" aria-label="pinned" className={styles['pin']} size={11} strokeWidth={2.4} />
      )}
      {touched > 0 && (
        <span className={styles['touched']} title="made or changed by faults">
          <Zap aria-hidden size={10} strokeWidth={2.4} />
          {printShortCount(touched)}
        </span>
      )}
      <span className={styles['count']}>{printShortCount(track.items.length)}</span>
      <LaneMenu track={track} lanes={lanes} tabbable={tabbable} />
    </li>
  )
}

const LaneMenu = ({ track, lanes, tabbable }: Pick<LaneNameProps, 'track' | 'lanes' | 'tabbable'>) => {
  const { id, name, pinned } = track
  const { arrangement, arrange, tracks } = lanes
  return (
    <Menu
      label={`Lane ${name}`}
      align="start"
      trigger={
        <button
          type="button"
          className={styles['laneMenu']}
          aria-label={`Lane ${name}`}
          tabIndex={tabbable ? 0 : -1}
        >
          <MoreVertical aria-hidden size={14} />
        </button>
      }
    >
      <MenuItem
        icon={pinned ? PinOff : Pin}
        shortcut="P"
        onSelect={() => arrange(togglePin(arrangement, id))}
      >
        {pinned ? 'Unpin' : 'Pin to the top'}
      </MenuItem>
      <MenuItem icon={ArrowUp} shortcut="Alt ↑" onSelect={() => arrange(moveBy(tracks, id, -1))}>
        Move up
      </MenuItem>
      <MenuItem icon={ArrowDown} shortcut="Alt ↓" onSelect={() => arrange(moveBy(tracks, id, 1))}>
        Move down
      </MenuItem>
      <MenuItem icon={EyeOff} shortcut="H" onSelect={() => arrange(hide(arrangement, id))}>
        Hide
      </MenuItem>
      <MenuItem
        icon={SquareDashed}
        onSelect={() => arrange({ hidden: tracks.flatMap((other) => (other.id === id ? [] : [other.id])) })}
      >
        Hide all others
      </MenuItem>
    </Menu>
  )
}

/** The same keys as on the lanes themselves, for the lane whose menu has the focus. */
function hearKeys(event: KeyboardEvent<HTMLElement>, { tracks, arrangement, arrange }: Lanes): void {
  const list = event.currentTarget
  const id = (event.target as HTMLElement).closest('[data-lane]')?.getAttribute('data-lane') ?? null
  const at = tracks.findIndex((track) => track.id === id)
  if (id === null || at < 0 || event.ctrlKey || event.metaKey) return
  const focus = (nth: number) => list.querySelectorAll<HTMLElement>('[data-lane] button')[nth]?.focus()
  const up = event.key === 'ArrowUp'
  if (event.altKey && (up || event.key === 'ArrowDown')) {
    arrange(moveBy(tracks, id, up ? -1 : 1))
    // The row keeps the focus where it goes.
    requestAnimationFrame(() =>
      list.querySelector<HTMLElement>(`[data-lane=${JSON.stringify(id)}] button`)?.focus(),
    )
  } else if (event.altKey) return
  else if (up) focus(Math.max(0, at - 1))
  else if (event.key === 'ArrowDown') focus(Math.min(tracks.length - 1, at + 1))
  else if (event.key.toLowerCase() === 'p') arrange(togglePin(arrangement, id))
  else if (event.key.toLowerCase() === 'h' || event.key === 'Delete') {
    arrange(hide(arrangement, id))
    requestAnimationFrame(() => focus(Math.min(at, tracks.length - 2)))
  } else return
  event.preventDefault()
  event.stopPropagation()
}

const Swatch = ({ track }: { readonly track: Track }) => {
  if (track.kind === 'steps') return <Workflow aria-hidden size={12} strokeWidth={2} />
  if (track.kind === 'marks') return <Flag aria-hidden size={12} strokeWidth={2} />
  const colour = track.nth === null ? '--text-3' : `--series-${(track.nth % SERIES_COUNT) + 1}`
  return <i className={styles['swatch']} style={{ background: `var(${colour})` }} />
}
