import { memo } from 'react'
import { Flag, Workflow, Zap } from 'lucide-react'
import { printCount, printShortCount } from '../log/format.ts'
import { AXIS_HEIGHT, type Track } from './tracks.ts'
import styles from './Timeline.module.css'

const SERIES_COUNT = 8

/** Names and counts of the tracks. Not read out again by screen readers: the canvas's own name says the same. */
export const Gutter = memo(({ tracks }: { readonly tracks: readonly Track[] }) => (
  <div className={styles['gutter']} aria-hidden>
    <div className={styles['axisNames']} style={{ height: AXIS_HEIGHT }}>
      <span>Time</span>
      <span>Cycle</span>
    </div>
    {tracks.map((track) => (
      <div
        key={track.id}
        className={styles['name']}
        style={{ height: track.height }}
        title={`${track.name}: ${printCount(track.items.length)}`}
      >
        <Swatch track={track} />
        <span className={styles['nameText']}>{track.name}</span>
        {track.kind === 'lane' && track.lane.touched.length > 0 && (
          <span className={styles['touched']} title="made or changed by faults">
            <Zap size={10} strokeWidth={2.4} />
            {printShortCount(track.lane.touched.length)}
          </span>
        )}
        <span className={styles['count']}>{printShortCount(track.items.length)}</span>
      </div>
    ))}
  </div>
))

const Swatch = ({ track }: { readonly track: Track }) => {
  if (track.kind === 'steps') return <Workflow size={12} strokeWidth={2} />
  if (track.kind === 'marks') return <Flag size={12} strokeWidth={2} />
  return (
    <i
      className={styles['swatch']}
      style={{ background: `var(--series-${(track.nth % SERIES_COUNT) + 1})` }}
    />
  )
}
