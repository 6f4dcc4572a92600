import type { Problem } from '../base/problem.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { githubAnnotations, githubSummary, type FileRun } from '../interchange/github.ts'
import { htmlReport, type RefusedFile } from '../interchange/report-html.ts'
import type { EventLog } from '../log/event-log.ts'
import { printJunit } from '../log/junit.ts'
import type { RunReport } from '../log/report.ts'
import type { Reporter, RunCommand } from './arguments.ts'
import { colours, plain, printReport, visible, type Paint } from './text-report.ts'

/** What became of one file. */
export type Outcome = RefusedFile | Ran

export interface Ran {
  readonly file: string
  readonly document: ScenarioDocument
  readonly report: RunReport
  readonly log: EventLog
  readonly warnings: readonly Problem[]
  /** Opens the run in a studio; made for those that somebody will want to look at. */
  readonly link: string | null
}

export function printOutcomes(
  outcomes: readonly Outcome[],
  reporter: Reporter,
  request: RunCommand,
  colour: boolean,
): string {
  const paint = colour ? colours : plain
  switch (reporter) {
    case 'text':
      return printText(outcomes, paint)
    case 'list':
      return outcomes.map((outcome) => `${listLine(outcome, paint)}\n`).join('') + sum(outcomes)
    case 'json': {
      const values = outcomes.map((outcome) =>
        'report' in outcome ? ranJson(outcome) : refusedJson(outcome),
      )
      return `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`
    }
    case 'junit':
      return printJunit(
        outcomes.map((outcome) =>
          'report' in outcome ? outcome.report : { scenario: outcome.file, refused: outcome.problems },
        ),
      )
    case 'html':
      return htmlReport(
        ran(outcomes).map((run) => ({ ...run, command: commandFor(run, request) })),
        refused(outcomes),
      )
    case 'github':
      return githubAnnotations(fileRuns(outcomes), refused(outcomes))
  }
}

/** A table for the page of a CI job. */
export const printSummary = (outcomes: readonly Outcome[]): string =>
  githubSummary(fileRuns(outcomes), refused(outcomes))

const ran = (outcomes: readonly Outcome[]): Ran[] =>
  outcomes.filter((outcome): outcome is Ran => 'report' in outcome)
const refused = (outcomes: readonly Outcome[]): RefusedFile[] =>
  outcomes.filter((outcome): outcome is RefusedFile => 'problems' in outcome)

/** A link that leads nowhere from a CI server is left out. */
const fileRuns = (outcomes: readonly Outcome[]): FileRun[] =>
  ran(outcomes).map(({ file, report, link }) => ({
    file,
    report,
    link: link !== null && /^https?:/.test(link) ? link : null,
  }))

const passed = ({ report }: Ran): boolean => report.verdict === 'passed'

function printText(outcomes: readonly Outcome[], paint: Paint): string {
  const reports = outcomes.map((outcome) => {
    if ('problems' in outcome) return `${paint.bad('✗')} ${visible(outcome.file)}  ${paint.bad('REFUSED')}\n`
    const link = outcome.link === null || passed(outcome) ? '' : `  Open this run\n    ${outcome.link}\n`
    return printReport(outcome.report, paint) + link
  })
  return reports.join('\n') + (outcomes.length === 1 ? '' : `\n${sum(outcomes)}`)
}

function listLine(outcome: Outcome, paint: Paint): string {
  if ('problems' in outcome) return `${paint.bad('✗')} ${visible(outcome.file)}  ${paint.bad('refused')}`
  const { report, file, link } = outcome
  const failed = report.assertions.filter(({ verdict }) => verdict === 'violated')
  const note = passed(outcome)
    ? paint.quiet(`${report.cycles} cycles, ${report.events.total} events, digest ${report.digest}`)
    : paint.bad(failed[0] === undefined ? report.verdict : visible(failed[0].message))
  const open = passed(outcome) || link === null ? '' : `\n    ${link}`
  return `${passed(outcome) ? paint.good('✓') : paint.bad('✗')} ${visible(file)}  ${visible(report.scenario)}  ${note}${open}`
}

const sum = (outcomes: readonly Outcome[]): string =>
  `${ran(outcomes).filter(passed).length} of ${outcomes.length} scenarios passed\n`

const ranJson = (outcome: Ran) =>
  passed(outcome) || outcome.link === null ? outcome.report : { ...outcome.report, link: outcome.link }

const refusedJson = ({ file, problems }: RefusedFile) => ({ scenario: file, verdict: 'refused', problems })

/** What a reader types to have the same run. */
const commandFor = ({ file }: Ran, { seed }: RunCommand): string =>
  `scenario-studio run ${quoted(file)}${seed === undefined ? '' : ` --seed ${quoted(seed)}`}`

const quoted = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
