/**
 * The engine as a library: read a scenario, run it, look at what happened. No browser, no clock,
 * no network needed; published from the package as `scenario-studio/engine`.
 */
export { printProblem, type Problem, type Result } from './base/problem.ts'
export { domains, examples, findKind, sourceKinds } from './catalog.ts'
export { documentJsonSchema } from './document/json-schema.ts'
export { parseDocument, parseValue } from './document/parse.ts'
export { printDocument } from './document/print.ts'
export type { ScenarioDocument } from './document/types.ts'
export { randomStream, type RandomStream } from './base/random.ts'
export { ResumableSource, type SourceSnapshot } from './domains/resumable-source.ts'
export { loadScripts, ScriptStopped, type StartScripts } from './domains/script-starter.ts'
export { generateData, seriesDigest, type GeneratedData, type GenerateOptions } from './domains/generate.ts'
export { checkDocument } from './program/check.ts'
export { compileProgram } from './program/compile.ts'
export type { Stage } from './kinds/contracts.ts'
export { EventLog, type Channel } from './log/event-log.ts'
export { exportLog, type LogRecord } from './log/export.ts'
export { printJunit } from './log/junit.ts'
export type { RunReport, RunVerdict } from './log/report.ts'
export { runScenario, runToEnd, type HeadlessResult, type ScenarioOptions } from './run/headless.ts'
export { Run, type RunOptions } from './run/run.ts'
export { checkScripts, prepareScripts, type ScriptOptions, type Scripts } from './run/scripts.ts'
