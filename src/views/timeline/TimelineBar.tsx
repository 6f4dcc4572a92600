import { ArrowRightToLine, Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { printCount, printCounted } from '../log/format.ts'
import type { RunState } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import type { LaneIndex } from './lane-index.ts'
import { Legend } from './Legend.tsx'
import { Overview } from './Overview.tsx'
import type { Scene } from './scene.ts'
import { ZOOM_FACTOR } from './use-keys.ts'
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
      <span className={styles['total']}>
        {index.rows < run.log.count && !live
          ? `${printCount(index.rows)} of ${printCount(run.log.count)}`
          : printCounted(run.log.count, 'record')}
      </span>
      <Overview scene={scene} zooming={zooming} endMs={endMs} />
      <div className={styles['buttons']}>
        <IconButton
          icon={ZoomOut}
          label="Zoom out"
          shortcut="−"
          disabled={whole}
          onClick={() => zooming.zoom(ZOOM_FACTOR)}
        />
        <IconButton
          icon={ZoomIn}
          label="Zoom in"
          shortcut="+"
          onClick={() => zooming.zoom(1 / ZOOM_FACTOR)}
        />
        <IconButton
          icon={Maximize2}
          label="Fit the whole run"
          shortcut="0"
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
