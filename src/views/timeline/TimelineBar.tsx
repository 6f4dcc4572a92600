import { ArrowRightToLine, Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { keysOf } from '../commands/commands.ts'
import { FilterText } from '../log/FilterText.tsx'
import { printCount, printCounted } from '../log/format.ts'
import { RangeChip } from '../log/RangeChip.tsx'
import type { RunState } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import type { LaneIndex } from './lane-index.ts'
import { Legend } from './Legend.tsx'
import { Overview } from './Overview.tsx'
import type { Scene } from './scene.ts'
import { ZOOM_FACTOR } from './use-actions.ts'
import type { Zooming } from './use-timeline.ts'
import styles from './Timeline.module.css'

interface TimelineBarProps {
  readonly run: RunState
  readonly index: LaneIndex
  readonly scene: Scene | null
  readonly zooming: Zooming
  readonly live: boolean
  readonly endMs: number
}

export const TimelineBar = ({ run, index, scene, zooming, live, endMs }: TimelineBarProps) => {
  const whole = zooming.view.mode === 'fit'
  const following = zooming.view.mode === 'follow'
  return (
    <div className={styles['bar']}>
      <search className={styles['filter']} aria-label="Filter of lanes">
        <FilterText run={run} className={styles['filterText'] ?? ''} />
      </search>
      <Overview scene={scene} zooming={zooming} endMs={endMs} />
      <span className={styles['total']}>{printTotal(run, index, live)}</span>
      <RangeChip />
      <div className={styles['buttons']}>
        <IconButton
          icon={ZoomOut}
          label="Zoom out"
          shortcut={keysOf('time-further')}
          disabled={whole}
          onClick={() => zooming.zoom(ZOOM_FACTOR)}
        />
        <IconButton
          icon={ZoomIn}
          label="Zoom in"
          shortcut={keysOf('time-closer')}
          onClick={() => zooming.zoom(1 / ZOOM_FACTOR)}
        />
        <IconButton
          icon={Maximize2}
          label="Fit the whole run"
          shortcut={keysOf('time-all')}
          size={14}
          disabled={whole}
          onClick={() => zooming.fit()}
        />
        <IconButton
          icon={ArrowRightToLine}
          label="Follow the newest events"
          aria-pressed={following}
          onClick={() => zooming.toggleFollow()}
        />
        <Legend />
      </div>
    </div>
  )
}

/** How many records there are; with a filter, how many of them the lanes have. */
function printTotal({ log }: RunState, { rows, shown }: LaneIndex, live: boolean): string {
  if (rows < log.count && !live) return `${printCount(rows)} of ${printCount(log.count)} sorted`
  if (shown.length < rows) return `${printCount(shown.length)} of ${printCount(rows)}`
  return printCounted(log.count, 'record')
}
