import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { parseValue } from '../document/parse.ts'
import { STEPS_AT_ONCE } from '../domains/script-profile.ts'
import { CALL_FUEL, REFILL_FUEL, RESERVE_FUEL } from '../sandbox/sandbox.ts'
import { MEMORY_BYTES } from '../sandbox/vm.ts'
import { runScenario } from './headless.ts'

const page = readFileSync(`${import.meta.dirname}/../../docs/scripts.md`, 'utf8')

const codeOf = (what: string): string =>
  present(new RegExp(`\`\`\`js ${what}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1], what)

const publish = (id: string, topic: string, payload: object) => ({
  id,
  kind: 'execute-action',
  params: { action: { kind: 'publish', params: { topic, payload } } },
})
const wait = (id: string, cycles: number) => ({ id, kind: 'wait-cycles', params: { cycles } })

async function run(
  steps: readonly { readonly id: string; readonly kind: string; readonly params?: object }[],
  parts: object,
) {
  const all = [{ id: 'start', kind: 'start' }, ...steps]
  const edges = steps.map(({ id }, index) => ({ from: all[index]?.id, to: id }))
  const document = { format: 'scenario-studio', version: 1, name: 'Page', steps: all, edges, ...parts }
  const parsed = parseValue(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const result = await runScenario(parsed.value, { allowScripts: true })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  expect(result.report.problems).toEqual([])
  return result.report
}

describe('docs/scripts.md', () => {
  it('has an agent that tells when its feed falls silent', async () => {
    const params = {
      subscribes: ['PriceUpdate'],
      publishes: ['feed.silent'],
      settings: { silentMs: 3_000 },
      code: codeOf('agent'),
    }
    const report = await run([wait('on', 5), wait('off', 10)], {
      sources: [{ id: 'market', kind: 'market', profile: { kind: 'sideways-market' } }],
      faults: [{ id: 'cut', kind: 'drop', topics: ['PriceUpdate'], fromCycle: 5 }],
      agents: [{ id: 'watch', kind: 'script', params }],
    })
    expect(report.events.byTopic).toEqual({ PriceUpdate: 5, 'feed.silent': 1 })
  })

  it.each([
    [[publish('a', 'request', { id: 1 }), publish('b', 'reply', { id: 1 })], 'holds', /nothing wrong/],
    [[publish('a', 'request', { id: 1 }), wait('w', 1)], 'violated', /^No reply to 1\.$/],
    [[publish('b', 'reply', { id: 7 }), wait('w', 1)], 'violated', /^A reply to nothing\.$/],
  ] as const)(
    'has an assertion that pairs requests and replies: case %#',
    async (steps, verdict, message) => {
      const params = { topics: ['request', 'reply'], code: codeOf('assertion') }
      const { assertions } = await run(steps, { assertions: [{ id: 'pairs', kind: 'script', params }] })
      expect(assertions).toMatchObject([{ verdict, message: expect.stringMatching(message) }])
    },
  )

  it('has an action that remembers the price', async () => {
    const action = { kind: 'script', params: { publishes: [], code: codeOf('action') } }
    const report = await run([wait('w', 3), { id: 'act', kind: 'execute-action', params: { action } }], {
      sources: [{ id: 'market', kind: 'market', profile: { kind: 'sideways-market' } }],
    })
    expect(report.variables['reference']).toBeGreaterThan(50)
    expect(report.verdict).toBe('passed')
  })

  it('has a profile that crashes and creeps back', async () => {
    const params = {
      code: codeOf('profile'),
      settings: { fall: 0.1 },
      phases: [
        { name: 'Calm', steps: 20 },
        { name: 'Crash', steps: 5 },
        { name: 'After', steps: 1 },
      ],
    }
    const report = await run([wait('w', 60)], {
      sources: [{ id: 'market', kind: 'market', profile: { kind: 'script', params } }],
    })
    const [statistics = []] = report.sources.map((source) => source.statistics)
    const of = (name: string) => statistics.find((statistic) => statistic.name === name)?.value ?? NaN
    expect(of('min')).toBeGreaterThan(55)
    expect(of('min')).toBeLessThan(70)
    expect(of('max')).toBeLessThan(103)
  })

  it('states the limits that hold', () => {
    const print = (number: number) => number.toLocaleString('en')
    expect(page).toContain(`${print(CALL_FUEL)} units of fuel`)
    expect(page).toContain(
      `a reserve of ${print(RESERVE_FUEL)} units, to which each call adds ${print(REFILL_FUEL)}`,
    )
    expect(page).toContain(`with ${print(REFILL_FUEL)} more units for each`)
    expect(STEPS_AT_ONCE).toBe(1_000)
    expect(page).toContain(`${MEMORY_BYTES / 1024 / 1024} MB for each script`)
  })
})
