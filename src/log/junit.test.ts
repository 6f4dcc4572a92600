import { describe, expect, it } from 'vitest'
import { escapeXml, printJunit } from './junit.ts'
import type { AssertionReport, RunReport, StepReport } from './report.ts'

const step = (values: Partial<StepReport>): StepReport => ({
  id: 's',
  name: 'Normal phase',
  kind: 'wait-cycles',
  outcome: 'passed',
  visits: 1,
  enteredMs: 0,
  leftMs: 10_000,
  way: 'next',
  message: '',
  ...values,
})

const assertion = (values: Partial<AssertionReport>): AssertionReport => ({
  id: 'a',
  name: 'At least 36 PriceUpdate',
  kind: 'event-count',
  outcome: 'holds',
  soft: false,
  weight: 1,
  judgedBy: null,
  atMs: 35_000,
  verdict: 'holds',
  vacuous: false,
  pending: false,
  message: '',
  expected: 'at least 36',
  actual: '35',
  witness: [],
  ...values,
})

const report = (values: Partial<RunReport>): RunReport => ({
  scenario: 'Flash crash',
  seed: '42',
  verdict: 'passed',
  digest: '00ff',
  cycles: 35,
  durationMs: 35_000,
  events: { total: 35, byTopic: { PriceUpdate: 35 } },
  steps: [],
  assertions: [],
  chaos: [],
  conservation: { published: 35, injected: 0, duplicated: 0, delivered: 35, dropped: 0, inFlight: 0 },
  links: [],
  tail: null,
  sources: [],
  variables: {},
  problems: [],
  ...values,
})

describe('printJunit', () => {
  it('writes a suite per scenario and a test case per step and assertion', () => {
    const xml = printJunit([report({ steps: [step({})], assertions: [assertion({})] })])
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Scenario Studio" tests="2" failures="0" errors="0" skipped="0" time="35.000">
  <testsuite name="Flash crash" tests="2" failures="0" errors="0" skipped="0" time="35.000">
    <properties>
      <property name="seed" value="42"/>
      <property name="digest" value="00ff"/>
      <property name="cycles" value="35"/>
      <property name="verdict" value="passed"/>
    </properties>
    <testcase classname="Flash crash.steps" name="Normal phase" time="10.000"/>
    <testcase classname="Flash crash.assertions" name="At least 36 PriceUpdate" time="0.000"/>
  </testsuite>
</testsuites>
`)
  })

  it('says of a violated assertion what was expected, what was there, and which records decided', () => {
    const violated = assertion({
      verdict: 'violated',
      outcome: 'violated',
      message: '35 of at least 36',
      witness: [40, 3],
    })
    const xml = printJunit([report({ verdict: 'failed', assertions: [violated] })])
    expect(xml).toContain('failures="1"')
    expect(xml).toContain(
      '<failure message="35 of at least 36">Expected: at least 36\nActual: 35\nDecided by log record 40, 3</failure>',
    )
  })

  it('tells vacuous, soft, pending and unjudged assertions apart', () => {
    const bad = { verdict: 'violated', message: 'M' } as const
    const xml = printJunit([
      report({
        assertions: [
          assertion({ vacuous: true, outcome: 'vacuous', message: 'M' }),
          assertion({ ...bad, outcome: 'violated', soft: true, margin: -2 }),
          assertion({ ...bad, outcome: 'pending', pending: true }),
          assertion({ ...bad, outcome: 'error', error: true }),
        ],
      }),
    ])
    expect(xml).toContain('tests="4" failures="1" errors="1" skipped="2"')
    expect(xml).toContain('<skipped message="Vacuous: M"/>')
    expect(xml).toContain(
      '<skipped message="Soft, violated: M">Expected: at least 36\nActual: 35\nMargin: -2</skipped>',
    )
    expect(xml).toContain('<failure message="Pending when the run ended: M">')
    expect(xml).toContain('<error message="M">')
  })

  it('marks steps that were not reached as skipped and failed ones as failures', () => {
    const steps = [
      step({ outcome: 'failed', message: 'Timed out' }),
      step({ outcome: 'not-reached', enteredMs: null }),
    ]
    const xml = printJunit([report({ verdict: 'failed', steps })])
    expect(xml).toContain('failures="1" errors="0" skipped="1"')
    expect(xml).toContain('<skipped message="Not reached."/>')
  })

  it('reports a limit as an error, so that the suite is not green', () => {
    const problem = {
      code: 'run/limit',
      severity: 'error' as const,
      message: 'Too many events.',
      path: ['limits', 'maxEvents'],
    }
    const xml = printJunit([report({ verdict: 'limit', problems: [problem] })])
    expect(xml).toContain(
      '<error message="Too many events.">limits.maxEvents: Too many events. [run/limit]</error>',
    )
  })

  it('reports a file that cannot be read as an error', () => {
    const problem = {
      code: 'document/not-json',
      severity: 'error' as const,
      message: 'Not valid JSON.',
      path: [],
      line: 3,
      column: 1,
    }
    const xml = printJunit([{ scenario: 'broken.json', refused: [problem] }])
    expect(xml).toContain('<testsuite name="broken.json" tests="1" failures="0" errors="1"')
    expect(xml).toContain('3:1 (document): Not valid JSON.')
  })

  it('stays well-formed whatever a name contains', () => {
    expect(escapeXml('a<b>&"c"\u0000\u001b[31m \ud800 \ufffe😀')).toBe('a&lt;b&gt;&amp;&quot;c&quot;[31m  😀')
    expect(printJunit([report({ scenario: 'two\nlines & more' })])).toContain(
      'name="two&#10;lines &amp; more"',
    )
  })
})
