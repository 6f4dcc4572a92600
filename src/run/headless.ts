import type { Problem } from '../base/problem.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import type { RunReport } from '../log/report.ts'
import { compileProgram } from '../program/compile.ts'
import { Run } from './run.ts'

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

/** Runs a document to its end in this thread, as fast as possible. */
export function runToEnd(
  document: ScenarioDocument,
  options: { readonly seed?: string } = {},
): HeadlessResult {
  const compiled = compileProgram(document)
  if (!compiled.ok) return { ok: false, problems: compiled.problems }
  const run = new Run(compiled.value, options)
  while (!run.finished) run.advance(BLOCK_CYCLES)
  return { ok: true, report: run.report(), log: run.log, warnings: compiled.warnings }
}
