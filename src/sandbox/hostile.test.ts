import { describe, expect, it } from 'vitest'
import { isFault, type Fault } from './fault.ts'
import { loadSandbox } from './sandbox.ts'
import { HOSTILE, type HostileScript } from '../../e2e/support/hostile-scripts.ts'

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
