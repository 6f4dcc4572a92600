import { describe, expect, it } from 'vitest'
import { EventLog, type LogBatch } from '../log/event-log.ts'
import type { RunReport } from '../log/report.ts'
import { runToEnd } from '../run/headless.ts'
import { RunDigest } from '../run/outcome.ts'
import { runnable } from './agreement.ts'
import { scriptsFor } from './sandbox.ts'
import { Dice } from './scenarios/dice.ts'
import { randomScenario } from './scenarios/random-scenario.ts'

interface Past {
  readonly batch: LogBatch
  readonly report: RunReport
}

function past(number: number): Past | null {
  const document = runnable(randomScenario(number, 'digests'))
  const result = document === null ? null : runToEnd(document, { scripts: scriptsFor(document) })
  if (result === null || !result.ok) return null
  return { batch: result.log.batch(0, { channels: 0, texts: 0, hits: 0 }), report: result.report }
}

function digestOf({ batch, report }: Past): string {
  const log = new EventLog()
  log.accept(batch)
  const digest = new RunDigest(log, report.seed).finish(report.assertions, report.conservation, report.links)
  log.release()
  return digest
}

const changed = <C extends Float64Array | Int32Array | Uint16Array>(column: C, at: number, by: number): C => {
  const copy = column.slice() as C
  copy[at] = copy[at]! + by
  return copy
}

/** What could be otherwise in a run, each by the smallest step. Null where the run has nothing of the kind. */
const CHANGES: Readonly<Record<string, (past: Past, dice: Dice) => Past | null>> = {
  'the time of a record': (run, dice) => {
    const { batch } = run
    const at = dice.between(0, batch.times.length - 1)
    return { ...run, batch: { ...batch, times: changed(batch.times, at, 1) } }
  },
  'the cause of a record': (run, dice) => {
    const { batch } = run
    const at = dice.between(0, batch.causes.length - 1)
    return { ...run, batch: { ...batch, causes: changed(batch.causes, at, 1) } }
  },
  'a value of a payload': (run, dice) => {
    const { batch } = run
    const at = dice.between(0, batch.values.length - 1)
    return { ...run, batch: { ...batch, values: changed(batch.values, at, 1) } }
  },
  'a text of a payload': (run, dice) => {
    const { batch } = run
    const at = dice.between(0, batch.newTexts.length - 1)
    const newTexts = batch.newTexts.map((text, index) => (index === at ? `${text}.` : text))
    return { ...run, batch: { ...batch, newTexts } }
  },
  'the publisher of an event': (run, dice) => {
    const { batch } = run
    const at = dice.between(0, batch.newChannels.length - 1)
    const newChannels = batch.newChannels.map((channel, index) =>
      index === at ? { ...channel, source: `${channel.source}.` } : channel,
    )
    return { ...run, batch: { ...batch, newChannels } }
  },
  'the order of two records': (run, dice) => {
    const { batch } = run
    const at = dice.between(1, batch.channels.length - 1)
    const { shape } = batch.newChannels[batch.channels[at]!]!
    const twin = batch.newChannels.findIndex(
      (channel, index) => index !== batch.channels[at] && channel.shape.id === shape.id,
    )
    if (twin < 0) return null
    return { ...run, batch: { ...batch, channels: changed(batch.channels, at, twin - batch.channels[at]!) } }
  },
  'what a fault decided': (run, dice) => {
    const { batch } = run
    if (batch.hits.length === 0) return null
    const at = dice.between(0, batch.hits.length - 1)
    const hits = batch.hits.map((hit, index) =>
      index === at
        ? { ...hit, decision: hit.decision === 'drop' ? ('delay' as const) : ('drop' as const) }
        : hit,
    )
    return { ...run, batch: { ...batch, hits } }
  },
  'which fault it was': (run) => {
    const { batch } = run
    const [first, ...rest] = batch.hits
    return first === undefined
      ? null
      : { ...run, batch: { ...batch, hits: [{ ...first, fault: first.fault + 1 }, ...rest] } }
  },
  'a verdict': (run) => {
    const [first, ...rest] = run.report.assertions
    if (first === undefined) return null
    const verdict = first.verdict === 'holds' ? ('violated' as const) : ('holds' as const)
    return { ...run, report: { ...run.report, assertions: [{ ...first, verdict }, ...rest] } }
  },
  'a witness': (run) => {
    const [first, ...rest] = run.report.assertions
    if (first === undefined) return null
    const witness = [...first.witness, 0]
    return { ...run, report: { ...run.report, assertions: [{ ...first, witness }, ...rest] } }
  },
  'how many are under way': (run) => {
    const { conservation } = run.report
    const inFlight = conservation.inFlight + 1
    return { ...run, report: { ...run.report, conservation: { ...conservation, inFlight } } }
  },
}

describe('the digest', () => {
  const runs = Array.from({ length: 150 }, (_, number) => past(number)).filter((run) => run !== null)

  it('is that of the records, the hits, the verdicts and the counts', () => {
    for (const run of runs) expect(digestOf(run)).toBe(run.report.digest)
  })

  it.each(Object.keys(CHANGES))('is another when %s is', (name) => {
    let applied = 0
    runs.forEach((run, number) => {
      const other = CHANGES[name]?.(run, new Dice(name, String(number))) ?? null
      if (other === null) return
      applied++
      expect(digestOf(other), `run ${number}`).not.toBe(run.report.digest)
    })
    expect(applied).toBeGreaterThan(20)
  })
})
