import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { findKind, sourceKinds } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import { generateData } from '../domains/generate.ts'
import type { Spec } from '../kinds/contracts.ts'
import { runToEnd } from './headless.ts'

const CYCLES = 40

/** Times and prices of what one source publishes in a run of 40 cycles. */
function published(params: object, profile: Spec, switchTo?: Spec): { atMs: number; price: unknown }[] {
  const steps = [
    { id: 'start', kind: 'start' },
    ...(switchTo === undefined
      ? []
      : [
          {
            id: 'switch',
            kind: 'execute-action',
            params: { action: { kind: 'switch-profile', params: { source: 'm', profile: switchTo } } },
          },
        ]),
    { id: 'wait', kind: 'wait-cycles', params: { cycles: CYCLES } },
    { id: 'end', kind: 'end' },
  ]
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    seed: 'arrivals',
    sources: [{ id: 'm', kind: 'market', params, profile }],
    steps,
    edges: steps.slice(1).map(({ id }, index) => ({ from: steps[index]!.id, to: id, on: 'next' })),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const result = runToEnd(parsed.value)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const { log } = result
  return Array.from({ length: log.count }, (_, seq) => seq)
    .filter((seq) => log.channelAt(seq).topic === 'PriceUpdate')
    .map((seq) => ({ atMs: log.timeAt(seq), price: log.payloadAt(seq)['price'] }))
}

describe('a source with irregular arrivals', () => {
  it.each(['poisson', 'hawkes', 'gaps'])(
    'publishes each datum at its own moment, as the preview says: %s',
    (arrivals) => {
      const profile = { kind: 'gradual-trend', params: {} }
      const events = published({ arrivals, rate: 2 }, profile)
      const market = present(findKind(sourceKinds, 'market'), 'market')
      const law = present(findKind(market.profiles, profile.kind), 'profile')
      const data = generateData(
        market,
        market.params.parse({ arrivals, rate: 2 }),
        law,
        law.params.parse({}),
        {
          seed: 'arrivals',
          id: 'm',
          count: 500,
          stepMs: 1_000,
        },
      )
      const until = data.timesMs.findIndex((atMs) => atMs >= CYCLES * 1_000)
      expect(events.map(({ atMs }) => atMs)).toEqual([...data.timesMs.subarray(0, until)])
      expect(events.map(({ price }) => price)).toEqual([
        ...present(data.timeSeries['price'], 'price').subarray(0, until),
      ])
      expect(events.length).not.toBe(CYCLES)
    },
  )
})

describe('a halted market', () => {
  const halted = { kind: 'halted-market', params: { normal: 5, fall: 5, halt: 7 } }
  const times = Array.from({ length: CYCLES }, (_, cycle) => cycle).filter(
    (cycle) => cycle < 10 || cycle >= 17,
  )

  it('publishes nothing while it is closed, and time goes on', () => {
    expect(published({}, halted).map(({ atMs }) => atMs / 1_000)).toEqual(times)
  })

  it('closes also when its profile came by a switch', () => {
    const events = published({}, { kind: 'gradual-trend', params: {} }, halted)
    expect(events.map(({ atMs }) => atMs / 1_000)).toEqual(times)
  })
})
