import { problemAt, type Path, type Problem } from '../base/problem.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import type { RunReport } from '../log/report.ts'
import { compileProgram } from '../program/compile.ts'
import { scriptsOf } from '../program/scripts.ts'
import { Run, type RunOptions } from './run.ts'
import { prepareScripts, type ScriptOptions } from './scripts.ts'

export type HeadlessResult =
  | {
      readonly ok: true
      readonly report: RunReport
      readonly log: EventLog
      readonly warnings: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Cycles per call of the inner loop: long enough to be compiled early, short enough to be optimised anew. */
const BLOCK_CYCLES = 1_024

/** Of a run with a log above this many bytes nothing is kept. */
const MOST_KEPT = 100_000_000

/**
 * The run before, if any. Engines forget the classes of objects of which none is left, and with them all that they have
 * compiled for these: while one run lives, the next does not begin by being interpreted.
 */
const kept: Run[] = []

/**
 * Runs a document to its end in this thread, as fast as possible. A document with code needs what
 * `prepareScripts` made of it; `runScenario` does both.
 */
export function runToEnd(document: ScenarioDocument, options: RunOptions = {}): HeadlessResult {
  const compiled = compileProgram(document)
  if (!compiled.ok) return { ok: false, problems: compiled.problems }
  const [piece] = options.scripts ? [] : scriptsOf(document)
  if (piece !== undefined) return { ok: false, problems: [unprepared(piece.path)] }
  const run = new Run(compiled.value, options)
  while (!run.finished) run.advance(BLOCK_CYCLES)
  kept.length = 0
  if (run.log.bytes <= MOST_KEPT) kept.push(run)
  return { ok: true, report: run.report(), log: run.log, warnings: compiled.warnings }
}

/** Runs any document to its end: loads the sandbox when there is code, and only if that is allowed. */
export async function runScenario(
  document: ScenarioDocument,
  { seed, allowScripts = false, wayOut }: ScenarioOptions = {},
): Promise<HeadlessResult> {
  const compiled = compileProgram(document)
  if (!compiled.ok) return { ok: false, problems: compiled.problems }
  const prepared = await prepareScripts(document, {
    allow: allowScripts,
    ...(wayOut === undefined ? {} : { wayOut }),
  })
  if (!prepared.ok) return prepared
  return runToEnd(document, { scripts: prepared.value, ...(seed === undefined ? {} : { seed }) })
}

export interface ScenarioOptions extends Pick<ScriptOptions, 'wayOut'> {
  readonly seed?: string
  /** Whether the document's own code may run, in the sandbox. */
  readonly allowScripts?: boolean
}

const unprepared = (path: Path): Problem =>
  problemAt(
    path,
    'script/not-prepared',
    'The scenario has code, and its sandbox is not loaded.',
    'Run it with runScenario, or give runToEnd what prepareScripts makes.',
  )
