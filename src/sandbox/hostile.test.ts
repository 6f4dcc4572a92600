import { describe, expect, it } from 'vitest'
import { isFault, type Fault } from './fault.ts'
import { loadSandbox } from './sandbox.ts'
import { HOSTILE, HOSTILE_PROFILES, type HostileScript } from '../../e2e/support/hostile-scripts.ts'

const sandbox = await loadSandbox()
const SHAPE = { needs: ['onEvent'], may: [], commands: ['publish', 'record'] }
const EVENT = { seq: 0, topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } }

/** Calls a script with an event again and again, as a run does, until it fails; with the fuel it took. */
function endOf({ code }: Pick<HostileScript, 'code'>): Fault | 'goes on' {
  const compiled = sandbox.compile(code, SHAPE)
  if (isFault(compiled)) return compiled
  const machine = sandbox.start(compiled, SHAPE, {}, () => 0.5)
  if (isFault(machine)) return machine
  for (let call = 0; call < 100; call++) {
    const answer = machine.call('onEvent', EVENT)
    if (isFault(answer)) return answer
  }
  return 'goes on'
}

describe.each(HOSTILE)('$title', (script) => {
  it(`ends with ${script.ends}, where it stands, the same twice`, () => {
    const end = endOf(script)
    expect(end).toMatchObject({ code: script.ends, ...(script.line === null ? {} : { line: script.line }) })
    expect(endOf(script)).toEqual(end)
  })
})

const SERIES = { needs: ['next'], may: [], commands: [], series: true }
const RULE = { least: 0, most: 1e12, mostStress: 50, expected: 'a price' }

/** Asks a profile's code for a thousand steps, again and again, until it fails; with the step at which it did. */
function endOfSeries(code: string): { readonly step: number; readonly fault: Fault } | 'goes on' {
  const compiled = sandbox.compile(code, SERIES)
  const machine = isFault(compiled) ? compiled : sandbox.start(compiled, SERIES, {}, () => 0.5)
  if (isFault(machine)) return { step: -1, fault: machine }
  const into = { values: new Float64Array(1_000), stresses: new Float64Array(1_000) }
  for (let step = 0; step < 3_000; step += 1_000) {
    const start = { step, value: 1, phase: '', phaseStep: step }
    const { made, fault } = machine.series('next', { volatility: 1 }, start, RULE, into)
    if (fault !== null) return { step: step + made, fault }
    expect(into.values.every((value) => value === 1)).toBe(true)
  }
  return 'goes on'
}

describe.each(HOSTILE_PROFILES)('a profile: $title', ({ code, ends, line }) => {
  it(`ends with ${ends} at step 1500, where it stands, the same twice`, () => {
    const end = endOfSeries(code)
    expect(end).toMatchObject({ step: 1_500, fault: { code: ends, line } })
    expect(endOfSeries(code)).toEqual(end)
  })
})

describe.each(HOSTILE.filter(({ code }) => !/publish|record/.test(code)))(
  'a profile with $title',
  ({ code }) => {
    it('ends at its first step, and the machine stands', () => {
      const end = endOfSeries(`${code}\nfunction next() { return onEvent({ topic: 'a', payload: {} }) }`)
      // With fuel for a thousand steps at once some come to the end of the memory first; what is no number is refused.
      expect(end).toMatchObject({
        step: 0,
        fault: { code: expect.stringMatching(/^(fuel|memory|stack|thrown|result)$/) },
      })
    })
  },
)

it('knows at least thirty ways', () => {
  expect(new Set(HOSTILE.map(({ title }) => title)).size).toBeGreaterThanOrEqual(30)
})

it('is as before after all of them: no script reaches another', () => {
  for (const script of HOSTILE.slice(0, 12)) endOf(script)
  const compiled = sandbox.compile('let n = 0\nfunction onEvent() { return ++n + [1].length }', SHAPE)
  const machine = isFault(compiled) ? compiled : sandbox.start(compiled, SHAPE, {}, () => 0.5)
  if (isFault(machine)) throw new Error(machine.detail)
  expect(machine.call('onEvent', EVENT)).toEqual({ value: 2, commands: [] })
  expect(machine.call('onEvent', EVENT)).toEqual({ value: 3, commands: [] })
})
