import type { Problem } from '../base/problem.ts'
import { printProblem } from '../base/problem.ts'
import { parseDocument } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { exportLog } from '../log/export.ts'
import { printJunit, type RefusedScenario } from '../log/junit.ts'
import type { RunReport } from '../log/report.ts'
import { compileProgram } from '../program/compile.ts'
import { runScenario } from '../run/headless.ts'
import { checkScripts } from '../run/scripts.ts'
import { parseRequest, USAGE, type Reporter, type RunCommand } from './arguments.ts'
import { colours, plain, printReport, visible } from './text-report.ts'

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
  /** Colours are wanted: a terminal, and no NO_COLOR. */
  readonly colour: boolean
  readonly version: string
}

type Outcome = { readonly file: string } & (
  | { readonly problems: readonly Problem[] }
  | { readonly report: RunReport; readonly warnings: readonly Problem[] }
)

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

async function validate(files: readonly string[], reporter: Reporter, shell: Shell): Promise<ExitCode> {
  const checked: { readonly file: string; readonly problems: readonly Problem[] }[] = []
  for (const file of files) checked.push({ file, problems: await problemsOf(file, shell) })
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
  for (const file of request.files) {
    const outcome = await runFile(file, request, shell)
    codes.push('problems' in outcome ? 2 : exitCode(outcome.report))
    printProblems(file, 'problems' in outcome ? outcome.problems : outcome.warnings, shell)
    outcomes.push(outcome)
  }
  const text = printOutcomes(outcomes, request, shell)
  if (request.out === undefined) shell.out(text)
  else if (!tryWrite(request.out, [text], shell)) codes.push(2)
  return Math.max(...codes) as ExitCode
}

async function runFile(
  file: string,
  { seed, log: logFile, allowScripts }: RunCommand,
  shell: Shell,
): Promise<Outcome> {
  const loaded = load(file, shell)
  if (!loaded.ok) return { file, problems: loaded.problems }
  const result = await runScenario(loaded.document, {
    allowScripts: allowScripts === true,
    wayOut: 'Read the code in the file; if you trust it, run with --allow-scripts.',
    ...(seed === undefined ? {} : { seed }),
  })
  if (!result.ok) return { file, problems: result.problems }
  if (logFile !== undefined && !tryWrite(logFile, exportLog(result.log, loaded.document), shell)) {
    return { file, problems: [ioProblem('The log could not be written.')] }
  }
  return { file, report: result.report, warnings: result.warnings }
}

type Loaded =
  | { readonly ok: true; readonly document: ScenarioDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] }

function load(file: string, shell: Shell): Loaded {
  let text: string
  try {
    text = shell.read(file)
  } catch (error) {
    return { ok: false, problems: [ioProblem(`The file cannot be read: ${reason(error)}.`)] }
  }
  const parsed = parseDocument(text)
  return parsed.ok ? { ok: true, document: parsed.value } : { ok: false, problems: parsed.problems }
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

function printOutcomes(outcomes: readonly Outcome[], { reporter, out }: RunCommand, shell: Shell): string {
  switch (reporter) {
    case 'text':
      return printText(outcomes, shell.colour && out === undefined)
    case 'json': {
      const values = outcomes.map((outcome) => ('report' in outcome ? outcome.report : refusedJson(outcome)))
      return printJson(values.length === 1 ? values[0] : values)
    }
    case 'junit':
      return printJunit(outcomes.map((outcome) => ('report' in outcome ? outcome.report : refused(outcome))))
  }
}

function printText(outcomes: readonly Outcome[], colour: boolean): string {
  const paint = colour ? colours : plain
  const reports = outcomes.map((outcome) =>
    'report' in outcome
      ? printReport(outcome.report, paint)
      : `${paint.bad('✗')} ${visible(outcome.file)}  ${paint.bad('REFUSED')}\n`,
  )
  const passed = outcomes.filter(
    (outcome) => 'report' in outcome && outcome.report.verdict === 'passed',
  ).length
  const sum = outcomes.length === 1 ? '' : `\n${passed} of ${outcomes.length} scenarios passed\n`
  return reports.join('\n') + sum
}

const refused = (outcome: {
  readonly file: string
  readonly problems: readonly Problem[]
}): RefusedScenario => ({
  scenario: outcome.file,
  refused: outcome.problems,
})

const refusedJson = ({
  file,
  problems,
}: {
  readonly file: string
  readonly problems: readonly Problem[]
}) => ({
  scenario: file,
  verdict: 'refused',
  problems,
})

const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
