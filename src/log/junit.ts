import { showControls } from '../base/bidi.ts'
import { printProblem, type Problem } from '../base/problem.ts'
import type { AssertionReport, RunReport, StepReport } from './report.ts'

/** A scenario that did not run: its file was only checked (no problems), cannot be read, or has errors. */
export interface RefusedScenario {
  readonly scenario: string
  readonly refused: readonly Problem[]
}

interface TestCase {
  readonly name: string
  readonly group: string
  /** Virtual seconds. */
  readonly seconds: number
  readonly result?: {
    readonly tag: 'failure' | 'error' | 'skipped'
    readonly message: string
    readonly detail?: string
  }
}

interface TestSuite {
  readonly name: string
  readonly seconds: number
  readonly cases: readonly TestCase[]
  readonly properties: Readonly<Record<string, string>>
}

/**
 * Reports as JUnit XML, the form that CI servers read: a suite for each scenario, a test case for
 * each step and each assertion, an error for what kept a scenario from running to its end. Times
 * are virtual seconds. Source: the schema of Apache Ant's JUnit task, as Jenkins and GitLab read it.
 */
export function printJunit(runs: readonly (RunReport | RefusedScenario)[]): string {
  const suites = runs.map((run) => ('refused' in run ? refusedSuite(run) : runSuite(run)))
  const cases = suites.flatMap((suite) => suite.cases)
  const lines = suites.flatMap(printSuite)
  const head = attributes({ name: 'Scenario Studio', ...counts(cases), time: seconds(total(suites)) })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${head}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n')
}

function runSuite(report: RunReport): TestSuite {
  const { scenario, seed, digest, cycles, verdict } = report
  return {
    name: scenario,
    seconds: report.durationMs / 1_000,
    properties: { seed, digest, cycles: String(cycles), verdict },
    cases: [...report.steps.map(stepCase), ...report.assertions.map(assertionCase), ...endCases(report)],
  }
}

function refusedSuite({ scenario, refused }: RefusedScenario): TestSuite {
  const [first] = refused
  const base = { name: 'can be read', group: 'document', seconds: 0 }
  const detail = refused.map(printProblem).join('\n')
  const testCase =
    first === undefined
      ? base
      : { ...base, result: { tag: 'error' as const, message: first.message, detail } }
  return { name: scenario, seconds: 0, properties: {}, cases: [testCase] }
}

function stepCase({ name, outcome, message, enteredMs, leftMs }: StepReport): TestCase {
  const spent = enteredMs === null || leftMs === null ? 0 : (leftMs - enteredMs) / 1_000
  const base = { name, group: 'steps', seconds: spent }
  if (outcome === 'passed') return base
  if (outcome === 'failed') return { ...base, result: { tag: 'failure', message } }
  return { ...base, result: { tag: 'skipped', message: message === '' ? 'Not reached.' : message } }
}

/** What holds for want of events, and what is violated but soft, is neither passed nor failed: skipped. */
function assertionCase(report: AssertionReport): TestCase {
  const { name, outcome, soft, message } = report
  const base = { name, group: 'assertions', seconds: 0 }
  if (outcome === 'holds') return base
  if (outcome === 'vacuous') return { ...base, result: { tag: 'skipped', message: `Vacuous: ${message}` } }
  const witness = report.witness.length === 0 ? '' : `\nDecided by log record ${report.witness.join(', ')}`
  const margin = report.margin === undefined ? '' : `\nMargin: ${report.margin}`
  const detail = `Expected: ${report.expected}\nActual: ${report.actual}${margin}${witness}`
  if (soft) return { ...base, result: { tag: 'skipped', message: `Soft, ${outcome}: ${message}`, detail } }
  if (outcome === 'error') return { ...base, result: { tag: 'error', message, detail } }
  const said = outcome === 'pending' ? `Pending when the run ended: ${message}` : message
  return { ...base, result: { tag: 'failure', message: said, detail } }
}

/** What ended the run before its time, so that a suite without a failing check is still not green. */
function endCases({ verdict, problems }: RunReport): TestCase[] {
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (verdict !== 'limit' && verdict !== 'stopped' && errors.length === 0) return []
  const fallback = verdict === 'limit' ? 'A limit ended the run.' : 'The run was stopped.'
  const message = errors[0]?.message ?? fallback
  return [
    {
      name: 'runs to its end',
      group: 'run',
      seconds: 0,
      result: { tag: 'error', message, detail: errors.map(printProblem).join('\n') },
    },
  ]
}

function printSuite({ name, cases, properties, seconds: spent }: TestSuite): string[] {
  const entries = Object.entries(properties)
  const printed = entries.map(([key, value]) => `      <property ${attributes({ name: key, value })}/>`)
  return [
    `  <testsuite ${attributes({ name, ...counts(cases), time: seconds(spent) })}>`,
    ...(entries.length === 0 ? [] : ['    <properties>', ...printed, '    </properties>']),
    ...cases.flatMap((testCase) => printCase(testCase, name)),
    '  </testsuite>',
  ]
}

function printCase({ name, group, seconds: spent, result }: TestCase, suite: string): string[] {
  const head = attributes({ classname: `${suite}.${group}`, name, time: seconds(spent) })
  if (result === undefined) return [`    <testcase ${head}/>`]
  const { tag, message, detail = '' } = result
  const inner =
    detail === ''
      ? `<${tag} ${attributes({ message })}/>`
      : `<${tag} ${attributes({ message })}>${escapeXml(detail)}</${tag}>`
  return [`    <testcase ${head}>`, `      ${inner}`, '    </testcase>']
}

function counts(cases: readonly TestCase[]): Record<string, string> {
  const count = (tag: string) => String(cases.filter(({ result }) => result?.tag === tag).length)
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

const total = (suites: readonly TestSuite[]) => suites.reduce((sum, suite) => sum + suite.seconds, 0)
const seconds = (value: number) => value.toFixed(3)
const attributes = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value).replaceAll('\n', '&#10;')}"`)
    .join(' ')

/** Everything outside XML 1.0's own characters: most control characters, lone surrogates, U+FFFE, U+FFFF. */
const NOT_XML =
  // oxlint-disable-next-line no-control-regex -- control characters are the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/gu

/**
 * Makes a text safe between tags and inside quotes, whatever a scenario's names contain; what would turn its
 * direction is shown by name.
 */
export function escapeXml(text: string): string {
  return showControls(text)
    .replace(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}
