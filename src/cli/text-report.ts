import { showControls } from '../base/bidi.ts'
import { printMillis } from '../base/time.ts'
import {
  scoreOf,
  type AssertionReport,
  type ChaosReport,
  type RunReport,
  type SourceReport,
  type StepReport,
  type TailReport,
} from '../log/report.ts'

/** How to draw attention in a terminal; `plain` where nobody would see it. */
export interface Paint {
  good(text: string): string
  bad(text: string): string
  quiet(text: string): string
  strong(text: string): string
}

const same = (text: string) => text
export const plain: Paint = { good: same, bad: same, quiet: same, strong: same }

const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`
export const colours: Paint = { good: sgr(32), bad: sgr(31), quiet: sgr(2), strong: sgr(1) }

const VERDICT: Record<RunReport['verdict'], string> = {
  passed: 'passed',
  failed: 'FAILED',
  limit: 'STOPPED BY A LIMIT',
  stopped: 'STOPPED',
}

/** A report for people: what happened, what was asked, and where they differ. Ends with a line end. */
export function printReport(report: RunReport, paint: Paint): string {
  const ok = report.verdict === 'passed'
  const mark = ok ? paint.good('✓') : paint.bad('✗')
  const verdict = ok ? paint.good(VERDICT[report.verdict]) : paint.bad(VERDICT[report.verdict])
  const facts = `seed ${visible(report.seed)}, ${count(report.cycles, 'cycle')}, ${printMillis(report.durationMs)} of virtual time, ${count(report.events.total, 'event')}`
  return [
    `${mark} ${paint.strong(visible(report.scenario))}  ${verdict}`,
    `  ${paint.quiet(facts)}`,
    `  ${paint.quiet(`digest ${report.digest}`)}`,
    ...section('Steps', table(report.steps.map((step) => stepRow(step, paint)))),
    ...section(`Assertions${scoreText(report.assertions)}`, assertionLines(report.assertions, paint)),
    ...section('Faults', table(report.chaos.map((fault) => faultRow(fault, paint)))),
    ...section('After the faults', report.tail === null ? [] : [tailLine(report.tail, paint)]),
    ...section('Sources', table(report.sources.map(sourceRow))),
    ...section(
      'Problems',
      report.problems.map(({ message, fix }) => `! ${visible(message)}${fix ? ` ${visible(fix)}` : ''}`),
    ),
    '',
  ].join('\n')
}

/** The score, where weights make it say more than the marks. */
function scoreText(assertions: readonly AssertionReport[]): string {
  const score = scoreOf(assertions)
  const plain = assertions.every(({ weight }) => weight === 1)
  return score === null || plain ? '' : ` (score ${shortNumber(score * 100)} %)`
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)]

function stepRow({ outcome, name, kind, enteredMs, leftMs, message }: StepReport, paint: Paint): string[] {
  const from = enteredMs === null ? '' : printMillis(enteredMs)
  const to = leftMs === null ? '' : printMillis(leftMs)
  const when = from === to ? from : `${from} – ${to}`
  const mark = outcome === 'passed' ? paint.good('✓') : outcome === 'failed' ? paint.bad('✗') : '·'
  const words = outcome === 'not-reached' ? 'not reached' : outcome
  const said = message === '' ? '' : `: ${visible(message)}`
  return [`${mark} ${visible(name)}`, kind, when, outcome === 'passed' ? '' : `${words}${said}`]
}

/** What each outcome is called beside its mark; nothing where the mark says it all. */
const OUTCOME: Record<AssertionReport['outcome'], string> = {
  holds: '',
  vacuous: 'vacuous',
  violated: '',
  pending: 'pending when the run ended',
  error: 'not judged',
}

function assertionLines(assertions: readonly AssertionReport[], paint: Paint): string[] {
  return assertions.flatMap(
    ({ name, outcome, verdict, soft, message, expected, actual, margin, witness }) => {
      const notes = [OUTCOME[outcome], soft && verdict === 'violated' ? 'soft' : ''].filter(Boolean)
      const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`
      if (verdict === 'holds') {
        const mark = outcome === 'vacuous' ? '○' : paint.good('✓')
        return [`${mark} ${visible(name)}${note}  ${paint.quiet(visible(message))}`]
      }
      const bad = (text: string) => (soft ? paint.quiet(text) : paint.bad(text))
      const decided =
        witness.length === 0 ? [] : [`    decided by log record ${witness.slice(0, 5).join(', ')}`]
      return [
        `${bad(outcome === 'pending' ? '…' : outcome === 'error' ? '!' : '✗')} ${visible(name)}${note}  ${bad(visible(message))}`,
        `    expected ${visible(expected)}`,
        `    actual   ${visible(actual)}${margin === undefined ? '' : ` (margin ${shortNumber(margin)})`}`,
        ...decided,
      ]
    },
  )
}

function faultRow({ name, kind, matched, hits, enabled, firstHitMs }: ChaosReport, paint: Paint): string[] {
  const first = firstHitMs === null ? '' : `, first at ${printMillis(firstHitMs)}`
  const fired = hits > 0 ? `matched ${matched}, hit ${hits}${first}` : `never fired (matched ${matched})`
  const off = enabled ? '' : ', switched off at the end'
  return [
    `${hits > 0 ? '●' : '○'} ${visible(name)}`,
    kind,
    hits > 0 ? `${fired}${off}` : paint.quiet(`${fired}${off}`),
  ]
}

const tailLine = ({ progress, message }: TailReport, paint: Paint): string =>
  `${progress ? paint.good('✓') : paint.bad('✗')} ${visible(message)}`

function sourceRow({ name, profile, generated, statistics }: SourceReport): string[] {
  const numbers = statistics.map(
    ({ label, value, unit }) => `${label} ${shortNumber(value)}${unit ? ` ${unit}` : ''}`,
  )
  return [`• ${visible(name)}`, profile, count(generated, 'value'), numbers.join(', ')]
}

const shortNumber = (value: number | null): string =>
  value === null ? '–' : String(Number(value.toPrecision(6)))

const count = (value: number, noun: string): string =>
  `${String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')} ${noun}${value === 1 ? '' : 's'}`

/** Columns aligned by their longest cell; the last one is left ragged. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, width(cell))))
  return rows.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  )
}

// Colours take no room; every code point is taken to be one column wide.
// oxlint-disable-next-line no-control-regex -- colours begin with one
const width = (cell: string): number => Array.from(cell.replaceAll(/\u001b\[\d+m/g, '')).length

/**
 * A scenario's own text without control characters, and with those that turn its direction shown by name: a
 * file must not steer the terminal, nor pass for another one.
 */
export const visible = (text: string): string => showControls(text.replaceAll(/\p{Cc}+/gu, ' '))
