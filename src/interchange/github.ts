import { showControls } from '../base/bidi.ts'
import { printProblem, type Problem } from '../base/problem.ts'
import type { RunReport } from '../log/report.ts'
import type { RefusedFile } from './report-html.ts'

/** A run and the file it came from. */
export interface FileRun {
  readonly file: string
  readonly report: RunReport
  readonly link: string | null
}

/** A workflow command: what GitHub shows beside the file. Source: GitHub Actions, workflow commands. */
function command(
  severity: Problem['severity'],
  file: string,
  line: number,
  title: string,
  message: string,
): string {
  const properties = { file, line: String(line), title }
  const printed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`)
  const level = severity === 'note' ? 'notice' : severity
  return `::${level} ${printed.join(',')}::${escapeData(message)}`
}

const escapeData = (text: string): string =>
  showControls(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** Annotations for everything that failed, one a line. */
export function githubAnnotations(runs: readonly FileRun[], refused: readonly RefusedFile[]): string {
  const lines = [
    ...refused.flatMap(({ file, problems }) =>
      problems.map((problem) =>
        command(problem.severity, file, problem.line ?? 1, 'Scenario refused', printProblem(problem)),
      ),
    ),
    ...runs.flatMap(({ file, report, link }) => {
      const more = link === null ? '' : `\nOpen it: ${link}`
      return [
        ...report.assertions
          .filter(({ verdict }) => verdict === 'violated')
          .map(({ name, id, message }) =>
            command('error', file, 1, `${report.scenario}: ${name || id}`, message + more),
          ),
        ...report.steps
          .filter(({ outcome }) => outcome === 'failed')
          .map(({ name, id, message }) =>
            command('error', file, 1, `${report.scenario}: step ${name || id}`, message + more),
          ),
        ...report.problems.map((problem) =>
          command(problem.severity, file, 1, report.scenario, printProblem(problem)),
        ),
      ]
    }),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** A table in Markdown for the summary of a job. */
export function githubSummary(runs: readonly FileRun[], refused: readonly RefusedFile[]): string {
  const rows = [
    ...refused.map(({ file, problems }) => [
      '❌ refused',
      file,
      '',
      '',
      markdown(problems[0]?.message ?? ''),
    ]),
    ...runs.map(({ report, link }) => {
      const held = report.assertions.filter(({ verdict }) => verdict === 'holds').length
      const failed = report.assertions.find(({ verdict }) => verdict === 'violated')
      const open = link === null ? '' : ` [open](${link})`
      return [
        report.verdict === 'passed' ? '✅ passed' : `❌ ${report.verdict}`,
        report.scenario,
        `${held} of ${report.assertions.length}`,
        String(report.events.total),
        `${markdown(failed?.message ?? '')}${open}`,
      ]
    }),
  ]
  const head = '| Verdict | Scenario | Assertions hold | Events | |\n|---|---|---|---|---|\n'
  return `### Scenarios\n\n${head}${rows
    .map(
      ([verdict, scenario, held, events, note]) =>
        `| ${verdict} | ${markdown(scenario ?? '')} | ${held} | ${events} | ${note} |\n`,
    )
    .join('')}\n`
}

/** A scenario's text inside a table of ours: as text, whatever it contains. */
export const markdown = (text: string): string =>
  showControls(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&:@]/g, (sign) => `&#${sign.charCodeAt(0)};`)
