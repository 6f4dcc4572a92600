import type { Problem } from '../base/problem.ts'
import { printProblem } from '../base/problem.ts'
import { parseDocument } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { evidenceOf } from '../interchange/evidence.ts'
import { encodeLink } from '../interchange/link.ts'
import { importYaml } from '../interchange/yaml/import.ts'
import type { EventLog } from '../log/event-log.ts'
import { exportLog } from '../log/export.ts'
import { failingRecord } from '../log/failing-record.ts'
import { printJunit } from '../log/junit.ts'
import type { RunReport } from '../log/report.ts'
import { compileProgram } from '../program/compile.ts'
import { runScenario } from '../run/headless.ts'
import { checkScripts } from '../run/scripts.ts'
import { parseRequest, USAGE, type RunCommand } from './arguments.ts'
import { expandFiles } from './glob.ts'
import { printOutcomes, printSummary, type Outcome } from './reporters.ts'
import { visible } from './text-report.ts'

/** 0 all held, 1 something failed, 2 bad input, 3 a limit was hit. */
export type ExitCode = 0 | 1 | 2 | 3

/** The world outside, so that tests can stand in for it. */
export interface Shell {
  /** The text of a file; `-` is standard input. Throws when it cannot be read. */
  read(path: string): string
  /** Writes a file piece by piece. Throws when it cannot be written. */
  write(path: string, pieces: Iterable<string>): void
  out(text: string): void
  err(text: string): void
  /** Every file below a folder, as paths that begin with it; `.` is where the person stands. */
  list(folder: string): readonly string[]
  /** Adds to the summary of a CI job, where there is one. */
  summarise?(text: string): void
  /** Colours are wanted: a terminal, and no NO_COLOR. */
  readonly colour: boolean
  readonly version: string
}

/** Runs the command line. Never throws for what a person did; returns the exit code. */
export async function execute(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const request = parseRequest(args)
  switch (request.command) {
    case 'help':
      shell.out(USAGE)
      return 0
    case 'version':
      shell.out(`${shell.version}\n`)
      return 0
    case 'misuse':
      shell.err(`${request.message}\n\n${USAGE}`)
      return 2
    case 'validate':
      return validate(request.files, request.reporter, shell)
    case 'run':
      return run(request, shell)
  }
}

async function validate(patterns: readonly string[], reporter: string, shell: Shell): Promise<ExitCode> {
  const checked: { readonly file: string; readonly problems: readonly Problem[] }[] = []
  for (const file of expandFiles(patterns, (folder) => shell.list(folder)))
    checked.push({ file, problems: await problemsOf(file, shell) })
  for (const { file, problems } of checked) {
    printProblems(file, problems, shell)
    if (reporter === 'text' && !problems.some(isError)) shell.out(`${file}: valid\n`)
  }
  if (reporter === 'json') shell.out(printJson(checked))
  if (reporter === 'junit') {
    shell.out(
      printJunit(
        checked.map(({ file, problems }) => ({ scenario: file, refused: problems.filter(isError) })),
      ),
    )
  }
  return checked.some(({ problems }) => problems.some(isError)) ? 2 : 0
}

async function problemsOf(file: string, shell: Shell): Promise<readonly Problem[]> {
  const parsed = load(file, shell)
  if (!parsed.ok) return parsed.problems
  const compiled = compileProgram(parsed.document)
  if (!compiled.ok) return compiled.problems
  // Reading code is not running it: that needs nobody's leave.
  return [...compiled.warnings, ...(await checkScripts(parsed.document))]
}

async function run(request: RunCommand, shell: Shell): Promise<ExitCode> {
  const codes: ExitCode[] = []
  const outcomes: Outcome[] = []
  for (const file of expandFiles(request.files, (folder) => shell.list(folder))) {
    const outcome = await runFile(file, request, shell)
    codes.push('problems' in outcome ? 2 : exitCode(outcome.report))
    printProblems(file, 'problems' in outcome ? outcome.problems : outcome.warnings, shell)
    outcomes.push(outcome)
  }
  for (const { reporter, file } of request.reporters) {
    const text = printOutcomes(outcomes, reporter, request, shell.colour && file === undefined)
    if (file === undefined) shell.out(text)
    else if (!tryWrite(file, [text], shell)) codes.push(2)
    if (reporter === 'github') shell.summarise?.(printSummary(outcomes))
  }
  return Math.max(...codes) as ExitCode
}

async function runFile(file: string, request: RunCommand, shell: Shell): Promise<Outcome> {
  const { seed, log: logFile, allowScripts } = request
  const loaded = load(file, shell)
  if (!loaded.ok) return { file, problems: loaded.problems }
  const document = seed === undefined ? loaded.document : { ...loaded.document, seed }
  const result = await runScenario(document, {
    allowScripts: allowScripts === true,
    wayOut: 'Read the code in the file; if you trust it, run with --allow-scripts.',
  })
  if (!result.ok) return { file, problems: result.problems }
  const { log, report } = result
  const warnings = [...loaded.warnings, ...result.warnings]
  if (logFile !== undefined && !tryWrite(logFile, exportLog(log, document), shell)) {
    return { file, problems: [ioProblem('The log could not be written.')] }
  }
  const wanted = report.verdict !== 'passed' || request.reporters.some(({ reporter }) => reporter === 'html')
  const link = wanted ? await linkTo(request.studioUrl, document, report, log) : null
  return { file, document, report, warnings, log, link }
}

/** The address that opens the same run, at the event at which it failed. */
async function linkTo(
  studio: string,
  document: ScenarioDocument,
  report: RunReport,
  log: EventLog,
): Promise<string> {
  const seq = failingRecord(report, log)
  const view = seq === undefined ? { tab: 'assertions' } : { tab: 'events', seq }
  const fragment = await encodeLink({ document, view, run: evidenceOf(log, report) })
  return `${studio.replace(/#.*$/, '')}#${fragment}`
}

type Loaded =
  | { readonly ok: true; readonly document: ScenarioDocument; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

function load(file: string, shell: Shell): Loaded {
  let text: string
  try {
    text = shell.read(file)
  } catch (error) {
    return { ok: false, problems: [ioProblem(`The file cannot be read: ${reason(error)}.`)] }
  }
  if (/\.ya?ml$/i.test(file)) return loadYaml(text)
  const parsed = parseDocument(text)
  return parsed.ok
    ? { ok: true, document: parsed.value, warnings: [] }
    : { ok: false, problems: parsed.problems }
}

/** A test scenario of the Python format; what it says that the studio cannot is a warning. */
function loadYaml(text: string): Loaded {
  const imported = importYaml(text)
  if (!imported.ok) return imported
  const { document, notes } = imported.value
  const lost = notes.filter(({ status }) => status === 'not mapped')
  const warnings = lost.map(({ field, note }): Problem => ({
    code: 'yaml/not-mapped',
    severity: 'warning',
    message: `${field} is not mapped. ${note}`,
    path: [],
  }))
  return { ok: true, document, warnings }
}

function tryWrite(path: string, pieces: Iterable<string>, shell: Shell): boolean {
  try {
    shell.write(path, pieces)
    return true
  } catch (error) {
    shell.err(`${path}: cannot be written: ${reason(error)}\n`)
    return false
  }
}

const ioProblem = (message: string): Problem => ({ code: 'cli/file', severity: 'error', message, path: [] })
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const isError = (problem: Problem): boolean => problem.severity === 'error'

function exitCode({ verdict }: RunReport): ExitCode {
  if (verdict === 'passed') return 0
  return verdict === 'limit' ? 3 : 1
}

/** `file:line:column path: message fix [code]`, as editors and CI servers find places in files. */
function printProblems(file: string, problems: readonly Problem[], shell: Shell): void {
  for (const problem of problems) {
    const warning = isError(problem) ? '' : 'warning: '
    const separator = problem.line === undefined ? ': ' : ':'
    shell.err(`${visible(`${file}${separator}${warning}${printProblem(problem)}`)}\n`)
  }
}

const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
