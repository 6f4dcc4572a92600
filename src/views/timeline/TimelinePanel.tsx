import { ChartGantt } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { RecordDetail } from '../log/RecordDetail.tsx'
import { useStudio, type RunState } from '../store/studio.ts'
import { Empty } from '../ui/Empty.tsx'
import { neighbourOn } from './navigate.ts'
import { Timeline } from './Timeline.tsx'
import { trackOf } from './tracks.ts'
import { keyOf, useLanes } from './use-timeline.ts'
import styles from './Timeline.module.css'

/** What happened when, on the axis of virtual time. */
export const TimelinePanel = () => {
  const run = useStudio((state) => state.run)
  if (run.document === null || (run.log.count === 0 && run.status !== 'running' && run.status !== 'paused')) {
    return (
      <Empty icon={ChartGantt} title="No events yet">
        Run the scenario: its steps and every event appear here on a timeline, live.
      </Empty>
    )
  }
  return <Panel run={run} />
}

const Panel = ({ run }: { readonly run: RunState }) => {
  const surface = useRef<HTMLDivElement>(null)
  const lanes = useLanes(run)
  const neighbour = useCallback(
    (seq: number, by: -1 | 1) => {
      const track = trackOf(lanes.tracks, run.log, seq)
      return track === undefined ? null : neighbourOn(track, seq, by)
    },
    [run.log, lanes.tracks],
  )
  return (
    <div className={styles['panel']}>
      <Timeline key={keyOf(run.log)} run={run} lanes={lanes} surface={surface} />
      <RecordDetail neighbour={neighbour} onClose={() => surface.current?.focus()} />
    </div>
  )
}
