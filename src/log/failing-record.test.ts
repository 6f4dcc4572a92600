import { expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import { runToEnd } from '../run/headless.ts'
import { failingRecord } from './failing-record.ts'

const crash = present(examples[0], 'example').document as { steps: { kind: string }[] }
const ran = (change: object) => {
  const parsed = parseValue({ ...crash, ...change })
  const result = runToEnd(present(parsed.ok ? parsed.value : undefined, 'document'))
  if (!result.ok) throw new Error('does not run')
  const seq = failingRecord(result.report, result.log)
  return { ...result, seq, topic: seq === undefined ? undefined : result.log.channelAt(seq).topic }
}
const most = (max: number, more: object = {}) => ({
  id: `most-${max}`,
  kind: 'event-count',
  params: { topic: 'PriceUpdate', max },
  ...more,
})

it('is what decided against the first assertion that counts', () => {
  const { report, seq, topic } = ran({ assertions: [most(5, { soft: true }), most(20), most(10)] })
  expect(seq).toBe(report.assertions[1]!.witness.at(-1))
  expect(topic).toBe('PriceUpdate')
})

it('is where a step failed, or a limit was hit, when no assertion says it', () => {
  const steps = crash.steps.map((step) =>
    step.kind === 'run-assertions'
      ? { ...step, kind: 'wait-event', params: { topic: 'never', timeoutCycles: 3 } }
      : step,
  )
  const failed = ran({ steps, assertions: [] })
  expect(failed.topic).toBe('$step.left')
  expect(failed.log.payloadAt(failed.seq!)).toMatchObject({ step: 'verify', outcome: 'failed' })

  const limited = ran({ limits: { maxEvents: 20 }, assertions: [] })
  expect(limited.seq).toBe(limited.log.count - 1)
  expect(ran({}).seq).toBeUndefined()
})
