import type { Result } from '../../base/problem.ts'
import {
  isOf,
  isReplayable,
  outlineOf,
  recordedEvent,
  scenarioOfEvents,
  type RecordedEvent,
} from '../../interchange/recording-scenario.ts'
import type { EventLog } from '../../log/event-log.ts'
import { RecordingReader, type Recording } from '../../log/recording.ts'
import { discardRun, runOrResume } from './running.ts'
import { openNew } from './scenarios.ts'
import { idleRun, notify, studio } from './studio.ts'

/** Real time of one slice of reading; between slices the page answers. */
const SLICE_MS = 12
const LINES_A_LOOK = 256

async function read(text: string, faults: readonly string[]): Promise<Result<Recording>> {
  const reader = new RecordingReader(faults)
  let began = performance.now()
  for (let from = 0, line = 1; from < text.length; line++) {
    const end = text.indexOf('\n', from)
    const until = end < 0 ? text.length : end
    if (!reader.take(text.slice(from, until))) break
    from = until + 1
    if (line % LINES_A_LOOK !== 0 || performance.now() - began < SLICE_MS) continue
    await new Promise((resolve) => setTimeout(resolve, 0))
    began = performance.now()
  }
  return reader.finish()
}

/**
 * Shows an exported log in the panels, in place of a run. The scenario at hand stays as it is; where the
 * log names only what that has, it gives the names. True when the log could be read.
 */
export async function openRecording(text: string, name: string): Promise<boolean> {
  const { document } = studio.getState()
  const result = await read(
    text,
    document.faults.map(({ id }) => id),
  )
  if (!result.ok) {
    studio.setState({ importProblems: { source: name, problems: result.problems } })
    return false
  }
  const { log, cycleMs } = result.value
  const atMs = log.timeAt(log.count - 1)
  discardRun()
  studio.setState(({ dockTab }) => ({
    run: {
      ...idleRun(),
      status: 'finished',
      recorded: name,
      document: isOf(document, result.value) ? document : outlineOf(name, result.value),
      log,
      progress: {
        paused: false,
        stop: null,
        atMs,
        cycle: Math.floor(atMs / cycleMs) + 1,
        expectedCycles: null,
        events: log.count,
        steps: [],
        assertions: [],
        chaos: [],
      },
    },
    dockTab: dockTab === 'timeline' || dockTab === 'prices' ? dockTab : 'events',
  }))
  notify(`Opened the recording ${name}: ${log.count.toLocaleString('en')} records`)
  return true
}

const collect = (log: EventLog, seqs: Iterable<number>): RecordedEvent[] => {
  const events: RecordedEvent[] = []
  for (const seq of seqs) if (isReplayable(log, seq)) events.push(recordedEvent(log, seq))
  return events
}

/** Opens a scenario that publishes these records again, or says why there is none. True when it was opened. */
export function scenarioOf(seqs: Iterable<number>): boolean {
  const { run } = studio.getState()
  const { log, document, recorded } = run
  const name = `Events of ${recorded ?? document?.name ?? 'a run'}`
  const made = scenarioOfEvents(name, collect(log, seqs), document?.clock.cycleMs ?? 1_000)
  if (!made.ok) {
    const [problem] = made.problems
    notify(`Not made: ${problem?.message ?? ''} ${problem?.fix ?? ''}`, 'bad')
    return false
  }
  openNew(made.value)
  notify(`“${made.value.name}” publishes them again, each at its time`)
  return true
}

/** Runs what the recording tells of, from a scenario of its own. */
export function replayRecording(): void {
  const { log } = studio.getState().run
  if (scenarioOf(all(log.count))) runOrResume()
}

function* all(count: number): Generator<number> {
  for (let seq = 0; seq < count; seq++) yield seq
}
