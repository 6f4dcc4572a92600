import { describe, expect, it } from 'vitest'
import type { RunReport } from '../log/report.ts'
import { colours, plain, printReport, visible } from './text-report.ts'

const report: RunReport = {
  scenario: 'Flash crash',
  seed: '42',
  verdict: 'failed',
  digest: '0123',
  cycles: 1_035,
  durationMs: 35_000,
  events: { total: 35, byTopic: { PriceUpdate: 35 } },
  steps: [
    {
      id: 'a',
      name: 'Normal',
      kind: 'wait-cycles',
      outcome: 'passed',
      visits: 1,
      enteredMs: 0,
      leftMs: 10_000,
      way: 'next',
      message: '',
    },
    {
      id: 'b',
      name: 'Verify recovery',
      kind: 'run-assertions',
      outcome: 'failed',
      visits: 1,
      enteredMs: 35_000,
      leftMs: 35_000,
      way: 'next',
      message: '1 of 1 violated',
    },
    {
      id: 'c',
      name: 'Never',
      kind: 'wait-cycles',
      outcome: 'not-reached',
      visits: 0,
      enteredMs: null,
      leftMs: null,
      way: 'next',
      message: '',
    },
  ],
  assertions: [
    {
      id: 'enough',
      name: 'At least 36 PriceUpdate',
      kind: 'event-count',
      outcome: 'pending',
      soft: false,
      weight: 1,
      judgedBy: 'b',
      atMs: 35_000,
      verdict: 'violated',
      vacuous: false,
      pending: true,
      message: '35 events, 1 too few.',
      expected: 'at least 36',
      actual: '35',
      witness: [34],
    },
  ],
  chaos: [
    {
      id: 'f',
      name: 'Late price',
      kind: 'delay',
      enabled: true,
      matched: 1,
      hits: 1,
      firstHitMs: 15_000,
      lastHitMs: 15_000,
    },
    {
      id: 'g',
      name: 'Lost',
      kind: 'drop',
      enabled: true,
      matched: 0,
      hits: 0,
      firstHitMs: null,
      lastHitMs: null,
    },
  ],
  conservation: { published: 35, injected: 0, duplicated: 0, delivered: 35, dropped: 0, inFlight: 0 },
  links: [],
  tail: null,
  sources: [
    {
      id: 'prices',
      name: 'Prices',
      kind: 'market',
      profile: 'flash-crash',
      generated: 35,
      statistics: [{ name: 'min', label: 'Lowest', value: 70.123456789 }],
    },
  ],
  variables: {},
  problems: [],
}

describe('printReport', () => {
  it('aligns what happened and says where it differs from what was asked', () => {
    expect(printReport(report, plain)).toBe(`✗ Flash crash  FAILED
  seed 42, 1,035 cycles, 35 s of virtual time, 35 events
  digest 0123
  Steps
    ✓ Normal           wait-cycles     0 ms – 10 s
    ✗ Verify recovery  run-assertions  35 s         failed: 1 of 1 violated
    · Never            wait-cycles                  not reached
  Assertions
    … At least 36 PriceUpdate (pending when the run ended)  35 events, 1 too few.
        expected at least 36
        actual   35
        decided by log record 34
  Faults
    ● Late price  delay  matched 1, hit 1, first at 15 s
    ○ Lost        drop   never fired (matched 0)
  Sources
    • Prices  flash-crash  35 values  Lowest 70.1235
`)
  })

  it('has the same words with colours', () => {
    // oxlint-disable-next-line no-control-regex -- takes the colours away
    expect(printReport(report, colours).replaceAll(/\u001b\[\d+m/g, '')).toBe(printReport(report, plain))
  })

  it('keeps a scenario’s text from steering the terminal', () => {
    expect(visible('a\u001b[2Jb\nc\u202ed')).toBe('a [2Jb c‹RLO›d')
  })
})
