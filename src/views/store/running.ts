import { printCount } from '../../base/count.ts'
import { assert } from '../../base/assert.ts'
import type { Breakpoint } from '../../run/breakpoints.ts'
import type { Progress, RunHandle, RunMessage } from '../../worker/protocol.ts'
import { workerHost } from '../../worker/worker-host.ts'
import { problemAt } from '../../base/problem.ts'
import { NOT_ALLOWED } from './code-problems.ts'
import { keepRun } from './compare.ts'
import { mayRunCode } from './trust.ts'
import { backToEnd, moveBy, showMomentOf, type Stride } from './moment.ts'
import { idleRun, notify, studio, type RunState } from './studio.ts'

let handle: RunHandle | null = null

const isLive = (): boolean => {
  const { status } = studio.getState().run
  return status === 'running' || status === 'paused'
}

/** What was chosen in a run says nothing about the next. */
const NOTHING_SHOWN = { focusedSeq: null, measuredFrom: null, range: null, moment: null } as const

/** Starts a run of the document at hand; with `paused`, stands before its first cycle. */
function start(paused: boolean, again = false): void {
  handle?.dispose()
  const { document, speed, breakpoints } = studio.getState()
  const run: RunState = { ...idleRun(), status: paused ? 'paused' : 'running', document, again }
  studio.setState({ run, ...NOTHING_SHOWN })
  handle = workerHost({ document, speed, paused, allowScripts: mayRunCode(), breakpoints }, hear)
}

function hear(message: RunMessage): void {
  const { run } = studio.getState()
  const change = (next: Partial<RunState>) =>
    studio.setState({ run: { ...run, ...next, revision: run.revision + 1 } })
  switch (message.type) {
    case 'progress':
      run.log.accept(message.batch)
      change({ progress: message.progress, status: message.progress.paused ? 'paused' : 'running' })
      showStop(message.progress)
      break
    case 'finished': {
      run.log.accept(message.batch)
      handle = null
      change({
        progress: message.progress,
        report: message.report,
        status: 'finished',
        problems: message.report.problems,
      })
      keepRun(studio.getState().run)
      showStop(message.progress)
      notify(announcement(message.report), message.report.verdict === 'passed' ? 'info' : 'bad')
      break
    }
    case 'refused':
      handle = null
      change({
        status: 'refused',
        problems: message.problems,
        message: 'The scenario has errors; nothing was run.',
      })
      studio.setState({
        dockTab: 'problems',
        ...(message.problems.some(({ code }) => code === NOT_ALLOWED) && { dialog: 'code' }),
      })
      notify(`Not run: ${message.problems[0]?.message ?? 'the scenario has errors'}`, 'bad')
      break
    case 'silent':
      if (startedAgain('The engine gave no answer')) break
      change({ status: 'silent', problems: [SILENT], message: SILENT.message })
      studio.setState({ dockTab: 'problems' })
      notify(SILENT.message, 'bad')
      break
    case 'crashed':
      if (startedAgain('The engine stopped')) break
      change({ status: 'crashed', message: message.message })
      notify('The engine stopped because of a bug. The scenario is safe.', 'bad')
  }
}

/** Shows the record at which the run was stopped: what else came at that instant has not happened yet. */
function showStop({ stop }: Progress): void {
  if (stop === null) return
  showMomentOf(stop.seq)
  if (stop.breakpoint !== null) studio.setState({ focusedSeq: stop.seq })
}

/** Once, a run whose engine stopped begins anew by itself: from the same document and seed it is the same run. */
function startedAgain(what: string): boolean {
  handle = null
  const { run, document } = studio.getState()
  if (run.again || run.document !== document) return false
  const at = run.log.count === 0 ? 'at once' : `after record ${run.log.count - 1}`
  start(run.status === 'paused', true)
  notify(`${what} ${at} and was started again. It is the same run: it has the same seed.`, 'bad')
  return true
}

/** Depends on the machine: it says nothing about the scenario. */
const SILENT = problemAt(
  [],
  'host/silent',
  'The engine gave no sign of life for two seconds and was ended. That is a limit of this machine, not a result of the scenario.',
  'Run it again; if it happens each time, make the scenario’s scripts do less at one event.',
)

function announcement({ verdict, assertions, events }: NonNullable<RunState['report']>): string {
  const held = assertions.filter((assertion) => assertion.verdict === 'holds').length
  const word = { passed: 'Passed', failed: 'Failed', limit: 'A limit was hit', stopped: 'Stopped' }[verdict]
  const judged =
    assertions.length === 0 ? 'nothing is asserted' : `${held} of ${assertions.length} assertions hold`
  return `${word}: ${judged}, ${printCount(events.total)} events`
}

/** Runs from the start, or goes on with a paused run. */
export function runOrResume(): void {
  if (studio.getState().run.status === 'paused') {
    backToEnd()
    handle?.send({ type: 'resume' })
  } else if (!isLive()) start(false)
}

export function pause(): void {
  if (studio.getState().run.status === 'running') handle?.send({ type: 'pause' })
}

/** On by one: through what has happened, as long as an earlier moment is shown; then the run goes on. */
export function goOn(by: Stride): void {
  if (moveBy(by, 1)) return
  if (studio.getState().run.status !== 'paused') return
  if (by === 'cycle') handle?.send({ type: 'step-cycle' })
  else handle?.send({ type: 'step', by })
}

/** One cycle on; starts a run where none goes on. */
export function stepCycle(): void {
  if (studio.getState().moment !== null) return goOn('cycle')
  if (!isLive()) start(true)
  assert(handle !== null, 'a live run has a handle')
  handle.send({ type: 'step-cycle' })
}

export function stop(): void {
  handle?.send({ type: 'stop' })
}

export function setSpeed(speed: number): void {
  studio.setState({ speed })
  handle?.send({ type: 'speed', speed })
}

/** Tells the run that goes on, if any, of changed breakpoints. */
export function setBreakpoints(breakpoints: readonly Breakpoint[]): void {
  studio.setState({ breakpoints })
  if (isLive()) handle?.send({ type: 'breakpoints', breakpoints })
}

/** Forgets the run, as when another scenario is opened. */
export function discardRun(): void {
  handle?.dispose()
  handle = null
  studio.setState({ run: idleRun(), ...NOTHING_SHOWN })
}

/** Shows a record in detail everywhere. */
export const focusRecord = (seq: number | null): void =>
  studio.setState({ focusedSeq: seq, ...(seq === null && { measuredFrom: null }) })
