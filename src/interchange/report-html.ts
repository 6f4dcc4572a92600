import { printPath, type Problem } from '../base/problem.ts'
import { printMillis } from '../base/time.ts'
import { ENGINE_VERSION } from '../base/version.ts'
import { chaosKinds, findKind, stepKinds } from '../catalog.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { escapeXml } from '../log/junit.ts'
import type { AssertionReport, Conservation, RunReport } from '../log/report.ts'
import { chartSvgs } from './chart-svg.ts'
import { graphSvg } from './graph-svg.ts'
import { STYLE } from './report-style.ts'
import { timelineSvg } from './timeline-svg.ts'

export interface FinishedRun {
  readonly document: ScenarioDocument
  readonly report: RunReport
  readonly log: EventLog
  /** What runs it again, for the reader's terminal. */
  readonly command: string
  /** Address that opens it in a studio, or null. */
  readonly link: string | null
}

/** The page may show itself and nothing else: no script, no address of anybody. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const VERDICTS: Readonly<Record<RunReport['verdict'], string>> = {
  passed: 'Passed',
  failed: 'Failed',
  limit: 'A limit was hit',
  stopped: 'Stopped',
}

/**
 * Runs as one HTML file: everything is in it, it has no script, and it opens from disk, in an
 * e-mail or as an artifact of a CI server. Texts of scenarios are text in it, whatever they contain.
 */
export function htmlReport(runs: readonly FinishedRun[], refused: readonly RefusedFile[] = []): string {
  const passed = runs.filter(({ report }) => report.verdict === 'passed').length
  const total = runs.length + refused.length
  const only = total === 1 ? runs[0] : undefined
  const title = only === undefined ? `${passed} of ${total} scenarios passed` : only.report.scenario
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeXml(title)} · Scenario Studio</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    only === undefined ? overview(runs, refused, title) : '',
    ...refused.map(refusedFile),
    ...runs.map((run, index) => section(run, index)),
    `<footer>Made by Scenario Studio ${ENGINE_VERSION}. The same file and seed give the same run, and the same digest, everywhere.</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

export interface RefusedFile {
  readonly file: string
  readonly problems: readonly Problem[]
}

function overview(runs: readonly FinishedRun[], refused: readonly RefusedFile[], title: string): string {
  const rows = [
    ...refused.map(({ file }) => [badge('refused', 'Refused'), text(file), '', '']),
    ...runs.map(({ report }, index) => [
      badge(report.verdict, VERDICTS[report.verdict]),
      `<a href="#run-${index}">${text(report.scenario)}</a>`,
      `${held(report.assertions)} of ${report.assertions.length}`,
      String(report.events.total),
    ]),
  ]
  return `<header><h1>${escapeXml(title)}</h1></header>${table(['Verdict', 'Scenario', 'Assertions hold', 'Events'], rows)}`
}

const refusedFile = ({ file, problems }: RefusedFile): string =>
  `<section><h2>${badge('refused', 'Refused')} ${text(file)}</h2>${problemList(problems)}</section>`

function section({ document, report, log, command, link }: FinishedRun, index: number): string {
  const facts: [string, string][] = [
    ['Assertions', `${held(report.assertions)} of ${report.assertions.length} hold`],
    ['Events', String(report.events.total)],
    ['Cycles', String(report.cycles)],
    ['Virtual time', printMillis(report.durationMs)],
    ['Seed', code(report.seed)],
    ['Digest', code(report.digest)],
  ]
  return [
    `<section id="run-${index}">`,
    `<h2>${badge(report.verdict, VERDICTS[report.verdict])} ${text(report.scenario)}</h2>`,
    document.description === '' ? '' : `<p class="quiet">${text(document.description)}</p>`,
    `<dl>${facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>`,
    report.problems.length === 0 ? '' : `<h3>Problems</h3>${problemList(report.problems)}`,
    `<h3>Assertions</h3>${assertions(report.assertions)}`,
    `<h3>Steps</h3><figure>${graphSvg(document, report.steps)}</figure>${steps(report)}`,
    `<h3>Timeline</h3><figure>${timelineSvg(document, log)}</figure>`,
    ...chartSvgs(document, log).map((chart) => `<figure>${chart}</figure>`),
    report.tail === null
      ? ''
      : `<h3>After the faults</h3><p>${badge(report.tail.progress ? 'passed' : 'failed', report.tail.progress ? 'it goes on' : 'no progress')} ${text(report.tail.message)}</p>`,
    report.chaos.length === 0 ? '' : `<h3>Faults</h3>${faults(report)}`,
    `<h3>Events</h3>${table(
      ['Topic', '#Delivered'],
      Object.entries(report.events.byTopic).map(([topic, count]) => [code(topic), String(count)]),
    )}`,
    `<p class="quiet">${conservation(report.conservation)}</p>`,
    report.sources.length === 0 ? '' : `<h3>Sources</h3>${sources(report)}`,
    `<h3>Run it again</h3><pre>${escapeXml(command)}</pre>`,
    link === null ? '' : `<p><a href="${escapeXml(link)}">Open this run in the studio</a></p>`,
    '</section>',
  ].join('\n')
}

const assertions = (list: readonly AssertionReport[]): string =>
  list.length === 0
    ? '<p class="quiet">The scenario asserts nothing.</p>'
    : table(
        ['Verdict', 'Assertion', 'Expected', 'Actual', 'Decided by'],
        list.map((assertion) => [
          badge(assertion.verdict, assertion.verdict === 'holds' ? 'Holds' : 'Violated'),
          `<strong>${text(assertion.name || assertion.id)}</strong><br>${text(assertion.message)}${assertion.vacuous ? '<br><em>Vacuous: nothing exercised it.</em>' : ''}`,
          text(assertion.expected),
          text(assertion.actual),
          assertion.witness.length === 0 ? '' : `record ${assertion.witness.slice(0, 5).join(', ')}`,
        ]),
      )

const steps = ({ steps: list }: RunReport): string =>
  table(
    ['Outcome', 'Step', 'Kind', 'From', 'To', 'Message'],
    list.map(({ outcome, name, id, kind, enteredMs, leftMs, message }) => [
      badge(outcome, outcome.replace('-', ' ')),
      text(name || id),
      escapeXml(findKind(stepKinds, kind)?.title ?? kind),
      time(enteredMs),
      time(leftMs),
      text(message),
    ]),
  )

const faults = ({ chaos }: RunReport): string =>
  table(
    ['Fired', 'Fault', 'Kind', '#Matched', '#Hits', 'First', 'Last'],
    chaos.map(({ id, name, kind, matched, hits, firstHitMs, lastHitMs }) => [
      hits > 0 ? badge('fault', 'fired') : badge('idle', 'never fired'),
      text(name || id),
      escapeXml(findKind(chaosKinds, kind)?.title ?? kind),
      String(matched),
      String(hits),
      time(firstHitMs),
      time(lastHitMs),
    ]),
  )

const sources = ({ sources: list }: RunReport): string =>
  table(
    ['Source', 'Profile', '#Generated', 'Statistics'],
    list.map(({ id, name, profile, generated, statistics }) => [
      text(name || id),
      escapeXml(profile),
      String(generated),
      text(
        statistics
          .map(
            ({ label, value, unit }) =>
              `${label} ${value === null ? '–' : Number(value.toPrecision(6))}${unit ? ` ${unit}` : ''}`,
          )
          .join(', '),
      ),
    ]),
  )

const conservation = (counts: Conservation): string =>
  `${counts.published} published + ${counts.injected} injected + ${counts.duplicated} duplicated = ${counts.delivered} delivered + ${counts.dropped} dropped + ${counts.inFlight} in flight`

const problemList = (problems: readonly Problem[]): string =>
  `<ul>${problems
    .map(({ message, fix, path, line, column }) => {
      const place = line === undefined ? printPath(path) : `${line}:${column} ${printPath(path)}`
      return `<li>${code(place)} ${text(message)}${fix === undefined ? '' : ` ${text(fix)}`}</li>`
    })
    .join('')}</ul>`

/** Titles that begin with # are of numbers. Cells are HTML already. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = titles.map((title) => (title.startsWith('#') ? ' class="number"' : ''))
  const head = titles.map((title, index) => `<th scope="col"${numeric[index]}>${title.replace('#', '')}</th>`)
  const body = rows.map(
    (row) => `<tr>${row.map((cell, index) => `<td${numeric[index]}>${cell}</td>`).join('')}</tr>`,
  )
  return `<div class="scroll"><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

/** A text of somebody else's, kept from turning the direction of ours. */
const text = (value: string): string => `<bdi>${escapeXml(value)}</bdi>`
const code = (value: string): string => `<code>${text(value)}</code>`
const badge = (look: string, word: string): string => `<span class="badge ${look}">${word}</span>`
const time = (ms: number | null): string => (ms === null ? '' : printMillis(ms))
const held = (list: readonly AssertionReport[]): number =>
  list.filter(({ verdict }) => verdict === 'holds').length
