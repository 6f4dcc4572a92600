import {
  ArrowRightToLine,
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
} from 'lucide-react'
import { printMillis } from '../../base/time.ts'
import { keysOf } from '../commands/commands.ts'
import { backToEnd, endOf, moveBy, showTime } from '../store/moment.ts'
import { goOn } from '../store/running.ts'
import { useStudio } from '../store/studio.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import styles from './timebar.module.css'

/** The clock of the run, which can be turned back: every panel shows the moment it stands at. */
export const TimeBar = () => {
  const run = useStudio((state) => state.run)
  const moment = useStudio((state) => state.moment)
  const any = run.log.count > 0
  const end = endOf(run).atMs
  const atMs = moment?.atMs ?? end
  const paused = run.status === 'paused'
  const atStart = !any || (moment?.rows ?? run.log.count) <= 1
  const atEnd = moment === null && !paused
  const cycleMs = run.document?.clock.cycleMs ?? 1_000
  return (
    <section className={styles['bar']} aria-label="Time" data-past={moment !== null}>
      <div className={styles['buttons']}>
        <IconButton
          icon={ChevronFirst}
          label="Back to where a step began or ended"
          shortcut={keysOf('back-step')}
          disabled={atStart}
          onClick={() => moveBy('step', -1)}
        />
        <IconButton
          icon={ChevronsLeft}
          label="Back one cycle"
          shortcut={keysOf('back-cycle')}
          disabled={atStart}
          onClick={() => moveBy('cycle', -1)}
        />
        <IconButton
          icon={ChevronLeft}
          label="Back one event"
          shortcut={keysOf('back-event')}
          disabled={atStart}
          onClick={() => moveBy('event', -1)}
        />
      </div>
      <input
        type="range"
        className={styles['slider']}
        aria-label="Moment of the run"
        aria-valuetext={`${printMillis(atMs)} of ${printMillis(end)}`}
        min={0}
        max={Math.max(1, end)}
        step="any"
        value={atMs}
        disabled={!any}
        onChange={({ target }) => showTime(Number(target.value))}
        onKeyDown={(event) => {
          const cycles = KEY_CYCLES[event.key]
          if (cycles === undefined) return
          event.preventDefault()
          showTime(
            (cycles > 0 ? Math.floor(atMs / cycleMs) : Math.ceil(atMs / cycleMs)) * cycleMs +
              cycles * cycleMs,
          )
        }}
      />
      <div className={styles['buttons']}>
        <IconButton
          icon={ChevronRight}
          label="On one event"
          shortcut={keysOf('on-event')}
          disabled={atEnd}
          onClick={() => goOn('event')}
        />
        <IconButton
          icon={ChevronsRight}
          label="On one cycle"
          shortcut={keysOf('on-cycle')}
          disabled={atEnd}
          onClick={() => goOn('cycle')}
        />
        <IconButton
          icon={ChevronLast}
          label="On to where a step begins or ends"
          shortcut={keysOf('on-step')}
          disabled={atEnd}
          onClick={() => goOn('step')}
        />
      </div>
      <output className={styles['readout']}>
        {!any
          ? 'Not run yet'
          : moment === null
            ? `${run.status === 'running' ? 'Now' : paused ? 'Paused at' : 'Ended at'} ${printMillis(end)}`
            : `Showing ${printMillis(atMs)} of ${printMillis(end)}`}
      </output>
      <Button
        icon={ArrowRightToLine}
        className={styles['end'] ?? ''}
        disabled={moment === null}
        title={keysOf('to-end')}
        onClick={backToEnd}
      >
        {run.status === 'running' ? 'Back to now' : 'Back to the end'}
      </Button>
    </section>
  )
}

/** One cycle for an arrow, ten for a page. */
const KEY_CYCLES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
}
