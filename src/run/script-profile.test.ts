import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { findKind, sourceKinds } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { generateData } from '../domains/generate.ts'
import { loadScripts } from '../domains/script-starter.ts'
import { compileProgram } from '../program/compile.ts'
import { HOSTILE_PROFILES } from '../../e2e/support/hostile-scripts.ts'
import { runScenario } from './headless.ts'
import { Run } from './run.ts'
import { prepareScripts } from './scripts.ts'

const WALK = `let n = 0
function next({ step, value, phase, phaseStep }, { startValue, resolution, volatility, stepMs }) {
  if (step !== n++) throw new Error('a step was left out')
  return value * Math.exp(volatility * normal()) + (phase === 'Late' ? 0.01 * Math.random() : 0) * phaseStep
}`

const source = (code: string, params: object = {}) => ({
  id: 'market',
  name: 'Prices',
  kind: 'market',
  profile: { kind: 'script', params: { code, ...params } },
})

const scenario = (sources: readonly object[], cycles: number, more: object = {}): ScenarioDocument => {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    name: 'Profile in code',
    sources,
    steps: [
      { id: 'start', kind: 'start' },
      { id: 'wait', kind: 'wait-cycles', params: { cycles } },
    ],
    edges: [{ from: 'start', to: 'wait' }],
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

async function finished(document: ScenarioDocument) {
  const result = await runScenario(document, { allowScripts: true })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

const PHASES = [
  { name: 'Early', steps: 70 },
  { name: 'Late', phase: 'critical', steps: 5 },
]

describe('a profile in JavaScript', () => {
  it('moves a source, in phases, by random numbers of its own: as a preview shows it', async () => {
    const document = scenario([source(WALK, { phases: PHASES })], 100)
    const { report, log } = await finished(document)
    expect(report).toMatchObject({ verdict: 'passed', events: { byTopic: { PriceUpdate: 100 } } })
    const kind = present(findKind(sourceKinds, 'market'), 'market')
    const [spec] = document.sources
    const law = present(findKind(kind.profiles, 'script'), 'script')
    const params = present(spec, 'source')
    const data = generateData(kind, params.params, law, params.profile.params, {
      seed: document.seed,
      id: 'market',
      count: 100,
      stepMs: 1_000,
      scripts: await loadScripts(),
    })
    const prices: unknown[] = []
    for (let seq = 0; seq < log.count; seq++)
      if (log.channelAt(seq).topic === 'PriceUpdate') prices.push(log.payloadAt(seq)['price'])
    expect(prices).toEqual(Array.from(data.timeSeries['price'] ?? []))
    expect(new Set(prices).size).toBeGreaterThan(50)
    expect(data.phases).toMatchObject([
      { name: 'Early', from: 0, to: 70 },
      { name: 'Late', from: 70, to: 100 },
    ])
  })

  it('is the same however the run is driven, and draws from streams of its own', async () => {
    const document = scenario([source(WALK), { ...source(WALK), id: 'other', topic: 'Other' }], 1_500)
    const { report } = await finished(document)
    const compiled = compileProgram(document)
    const prepared = await prepareScripts(document, { allow: true })
    if (!compiled.ok || !prepared.ok) throw new Error('the scenario is good')
    const run = new Run(compiled.value, { scripts: prepared.value })
    while (!run.finished) run.advance(7)
    expect(run.report().digest).toBe(report.digest)
    const alone = await finished(scenario([source(WALK)], 1_500))
    expect(alone.report.sources[0]?.statistics).toEqual(report.sources[0]?.statistics)
    expect(report.sources[1]?.statistics).not.toEqual(report.sources[0]?.statistics)
  })

  it('can be what a step switches to, from the value at hand', async () => {
    const profile = { kind: 'script', params: { code: 'function next({ value }) { return value * 2 }' } }
    const action = { kind: 'switch-profile', params: { source: 'market', profile } }
    const { report } = await finished(
      scenario([{ ...source(WALK), profile: { kind: 'sideways-market' } }], 5, {
        steps: [
          { id: 'start', kind: 'start' },
          { id: 'calm', kind: 'wait-cycles', params: { cycles: 5 } },
          { id: 'double', kind: 'execute-action', params: { action } },
          { id: 'wait', kind: 'wait-cycles', params: { cycles: 3 } },
        ],
        edges: [
          { from: 'start', to: 'calm' },
          { from: 'calm', to: 'double' },
          { from: 'double', to: 'wait' },
        ],
      }),
    )
    const highest = report.sources[0]?.statistics.find(({ name }) => name === 'max')?.value ?? 0
    expect(highest).toBeGreaterThan(750)
    expect(highest).toBeLessThan(850)
  })

  it.each(['market', 'basket', 'sensor', 'load'])('can be given to a %s', async (kind) => {
    const document = scenario([{ id: 'source', kind, profile: { kind: 'script' } }], 200)
    const { report } = await finished(document)
    expect(report.sources).toMatchObject([{ profile: 'script', generated: 200 }])
    expect(report.problems).toEqual([])
  })

  it('gives each asset of a basket a run of its own', async () => {
    const { log } = await finished(
      scenario([{ id: 'all', kind: 'basket', profile: { kind: 'script', params: { code: WALK } } }], 50),
    )
    const last = log.payloadAt(49)
    expect(Object.keys(last)).toEqual(['INDEX', 'TECH', 'BANK'])
    const relative = [Number(last['INDEX']) / 100, Number(last['TECH']) / 100, Number(last['BANK']) / 40]
    expect(new Set(relative.map((value) => value.toFixed(3))).size).toBe(3)
  })
})

describe('a profile in JavaScript that fails', () => {
  const FAILS =
    'function next({ step, value }) {\n  if (step === 37) return value.price.low\n  return value\n}'

  it('ends the run at the cycle whose datum it could not make, and says script, line and step', async () => {
    const { report } = await finished(scenario([source(FAILS)], 100))
    expect(report).toMatchObject({ verdict: 'failed', events: { byTopic: { PriceUpdate: 37 } } })
    expect(report.problems).toMatchObject([
      {
        code: 'script/thrown',
        path: ['sources', 0, 'profile', 'params', 'code'],
        codeLine: 2,
        message: expect.stringMatching(
          /^The script of the source “Prices” threw an error in line 2.*at step 37 of/,
        ),
      },
    ])
  })

  it('fails nothing where the run does not come to that step', async () => {
    expect((await finished(scenario([source(FAILS)], 37))).report).toMatchObject({ verdict: 'passed' })
    expect((await finished(scenario([source(FAILS)], 38))).report).toMatchObject({ verdict: 'failed' })
  })

  it('ends the run at the same place beside other sources, irregular ones among them', async () => {
    const irregular = { ...source(FAILS), params: { arrivals: 'poisson', rate: 3 } }
    const { report } = await finished(
      scenario([{ id: 'calm', kind: 'sensor', profile: { kind: 'steady' } }, irregular], 100),
    )
    expect(report.events.byTopic['PriceUpdate']).toBe(37)
    expect(report.problems).toMatchObject([{ code: 'script/thrown' }])
  })

  it.each(HOSTILE_PROFILES)('$title: at step 1500', async ({ code, ends }) => {
    const { report } = await finished(scenario([source(code)], 2_000))
    expect(report.events.byTopic).toEqual({ PriceUpdate: 1_500 })
    expect(report.problems).toMatchObject([
      { code: `script/${ends}`, message: expect.stringMatching(/at step 1500 of the profile/) },
    ])
  })
})
