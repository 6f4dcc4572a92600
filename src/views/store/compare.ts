import { updatePart } from '../../document/edit.ts'
import { runsAlike } from '../../document/same-run.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { workerHost } from '../../worker/worker-host.ts'
import { backToEnd } from './moment.ts'
import { mayRunCode } from './trust.ts'
import {
  idleRun,
  notify,
  studio,
  useStudio,
  type KeptRun,
  type RunState,
  type StudioState,
} from './studio.ts'

/** Earlier runs are kept as long as their logs take no more than this, and there are no more than so many. */
const MOST_BYTES = 256 * 1024 * 1024
const MOST_RUNS = 8

let runs = 0

/** Keeps a run that is over, to be compared with others; the oldest make room. */
export function keepRun(run: RunState, label = ''): KeptRun {
  const { kept, comparing } = studio.getState()
  const known = kept.find((other) => other.run.log === run.log)
  if (known !== undefined) return known
  const made: KeptRun = { id: `run-${++runs}`, nth: runs, label, run }
  const list = [...kept, made]
  const bytesOf = () => list.reduce((sum, other) => sum + other.run.log.bytes, 0)
  while (list.length > 1 && (list.length > MOST_RUNS || bytesOf() > MOST_BYTES)) list.shift()
  const ids = new Set(list.map(({ id }) => id))
  const still = comparing !== null && ids.has(comparing.first) && ids.has(comparing.second)
  studio.setState({ kept: list, comparing: still ? comparing : null })
  return made
}

export const nameOfRun = ({ nth, label, run }: KeptRun): string =>
  `Run ${nth}${label === '' ? '' : `, ${label}`}: ${run.document?.name ?? ''}, seed ${run.report?.seed ?? ''}`

/** Shows what is different between two runs. */
export function compareRuns(first: string, second: string): void {
  studio.setState({ comparing: { first, second }, dockTab: 'compare' })
}

/** The panel, with the last two runs where there are two. */
export function showCompare(): void {
  const { kept, comparing } = studio.getState()
  const [second, first] = kept.toReversed()
  if (comparing !== null || first === undefined || second === undefined)
    studio.setState({ dockTab: 'compare' })
  else compareRuns(first.id, second.id)
}

/** The two runs that are compared; null while none are. */
export function comparedRuns({ kept, comparing }: Pick<StudioState, 'kept' | 'comparing'>) {
  const find = (id: string | undefined) => kept.find((run) => run.id === id)
  const first = find(comparing?.first)
  const second = find(comparing?.second)
  return first === undefined || second === undefined ? null : { first, second }
}

/** Of the runs that are compared, the one that is not shown. */
export const useOtherRun = (run: RunState): KeptRun | null => {
  const kept = useStudio((state) => state.kept)
  const comparing = useStudio((state) => state.comparing)
  const both = comparedRuns({ kept, comparing })
  if (both === null) return null
  if (both.first.run.log === run.log) return both.second
  return both.second.run.log === run.log ? both.first : null
}

/** Makes an earlier run the one that all panels show. */
export function showRun({ run }: KeptRun): void {
  const { status } = studio.getState().run
  if (status === 'running' || status === 'paused') return notify('A run is going on: stop it first.', 'bad')
  backToEnd()
  studio.setState({ run, focusedSeq: null })
}

/** Runs the scenario with and without a fault, and shows what the fault changed. */
export async function compareWithout(faultId: string): Promise<void> {
  const { document, run, kept } = studio.getState()
  const fault = document.faults.find(({ id }) => id === faultId)
  if (fault === undefined) return
  const name = fault.name || fault.id
  const done = run.report !== null && run.document !== null && runsAlike(run.document, document)
  try {
    const before = done && kept.find((other) => other.run.log === run.log)
    const first = before || keepRun(await runAside(document), `with ${name}`)
    const second = keepRun(
      await runAside(updatePart(document, faultId, { enabled: false })),
      `without ${name}`,
    )
    compareRuns(first.id, second.id)
  } catch (error) {
    notify(error instanceof Error ? error.message : String(error), 'bad')
  }
}

/** Runs a document to its end in a worker of its own, beside the run that is shown. */
function runAside(document: ScenarioDocument): Promise<RunState> {
  const idle = idleRun()
  return new Promise((resolve, reject) => {
    workerHost({ document, speed: 0, allowScripts: mayRunCode() }, (message) => {
      if (message.type === 'progress') idle.log.accept(message.batch)
      else if (message.type === 'finished') {
        idle.log.accept(message.batch)
        const { report, progress } = message
        resolve({ ...idle, status: 'finished', document, report, progress, problems: report.problems })
      } else if (message.type === 'refused')
        reject(new Error(`Not run: ${message.problems[0]?.message ?? 'the scenario has errors'}`))
      else reject(new Error('The engine could not run it.'))
    })
  })
}
