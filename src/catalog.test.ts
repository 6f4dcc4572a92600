import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { present } from './base/assert.ts'
import { randomStream } from './base/random.ts'
import {
  actionKinds,
  agentKinds,
  assertionKinds,
  chaosKinds,
  domains,
  findKind,
  guardKinds,
  sourceKinds,
  stepKinds,
} from './catalog.ts'
import type { ActionKind, GuardKind, Kind, PlainEvent, StepKind } from './kinds/contracts.ts'
import { describeForm, type Field } from './kinds/form.ts'
import { ChaosBench } from './kinds/chaos-bench.ts'
import { busEvent } from './kinds/monitor/judge-trace.ts'
import { startDirectly, throwFault } from './sandbox/direct.ts'
import { loadSandbox } from './sandbox/sandbox.ts'

/** Examples with code run in the sandbox, as in a run. */
const luck = randomStream('1', 'contract')
const script = startDirectly(await loadSandbox(), () => () => luck.uniform(), throwFault)

const LISTS: readonly (readonly [list: string, kinds: readonly Kind[]])[] = [
  ['steps', stepKinds],
  ['actions', actionKinds],
  ['guards', guardKinds],
  ['faults', chaosKinds],
  ['assertions', assertionKinds],
  ['agents', agentKinds],
  ['sources', sourceKinds],
  ...sourceKinds.map(({ name, profiles }) => [`profiles of ${name}`, profiles] as const),
  ...sourceKinds.flatMap(({ name, params }) =>
    describeForm(params).flatMap((field) =>
      field.kinds === undefined ? [] : [[`${field.label} of ${name}`, field.kinds] as const],
    ),
  ),
]
const everyKind = LISTS.flatMap(([list, kinds]) =>
  kinds.map((kind) => [`${list}: ${kind.name}`, kind] as const),
)

/** The fields of a form, with those of the elements of its lists. */
const everyField = (params: Kind['params']): Field[] =>
  describeForm(params).flatMap((field) =>
    field.items === undefined ? [field] : [field, ...everyField(field.items)],
  )

const parse = (kind: Kind, params: unknown) => kind.params.strict().parse(params) as never
/** Folders in which every file is one kind, and the list that must have it. */
const FOLDERS: readonly (readonly [folder: string, kinds: readonly Kind[]])[] = [
  ['kinds/step', stepKinds],
  ['kinds/action', actionKinds],
  ['kinds/chaos', chaosKinds],
  ['kinds/assertion', assertionKinds],
  ['kinds/agent', agentKinds],
  ...domains.map(({ name }) => [`domains/${name}/agents`, agentKinds] as const),
]

it.each(FOLDERS)('every file of %s is a kind of the catalog', (folder, kinds) => {
  const files = readdirSync(join(import.meta.dirname, folder))
    .filter((file) => file !== 'index.ts' && !file.includes('.test.'))
    .map((file) => file.replace(/\.ts$/, ''))
  const names = new Set(kinds.map(({ name }) => name))
  expect(files.filter((file) => !names.has(file))).toEqual([])
})

describe.each(LISTS)('the names of the %s', (_list, kinds) => {
  it('are unique and kebab-case: they are saved in documents', () => {
    const names = kinds.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })
})

describe.each(everyKind)('%s', (_name, kind) => {
  it('says what it is, in words that fit', () => {
    expect(kind.title.length).toBeGreaterThan(1)
    expect(kind.summary).toMatch(/^[A-Z].*\.$/)
    expect(kind.summary.length).toBeLessThan(130)
  })

  it('has a form for every parameter, and defaults that it accepts', () => {
    const defaults = parse(kind, {}) as Record<string, unknown>
    expect(parse(kind, defaults)).toEqual(defaults)
    for (const { label, min, max, soft } of everyField(kind.params)) {
      expect(label).toMatch(/^[A-Za-z]/)
      if (soft !== undefined) {
        expect(soft[0]).toBeLessThan(soft[1])
        expect(soft[0]).toBeGreaterThanOrEqual(min ?? -Infinity)
        expect(soft[1]).toBeLessThanOrEqual(max ?? Infinity)
      }
    }
    expect(kind.describe(defaults as never).length).toBeLessThan(70)
  })

  it('refuses a parameter it does not know', () => {
    expect(kind.params.strict().safeParse({ nonsense: 1 }).success).toBe(false)
  })
})

const compiled: readonly (StepKind | ActionKind | GuardKind)[] = [...stepKinds, ...actionKinds, ...guardKinds]

describe.each(compiled.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
  it.each([...kind.examples])('compiles as its example says: $title', ({ params, expect: expected }) => {
    expect(kind.compile(parse(kind, params))).toEqual(expected)
  })
})

it('every step, action, fault, assertion, agent, source and profile says where its idea comes from', () => {
  const kinds: readonly Kind[] = [
    ...stepKinds,
    ...actionKinds,
    ...chaosKinds,
    ...assertionKinds,
    ...agentKinds,
    ...sourceKinds,
    ...sourceKinds.flatMap(({ profiles }) => profiles),
  ]
  expect(kinds.filter(({ source = '' }) => source.length < 7).map(({ name }) => name)).toEqual([])
})

describe.each(chaosKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
  it.each(kind.examples)('decides as its example says: $title', (example) => {
    const { given, expect: expected, released = [] } = example
    const bench = new ChaosBench()
    const intercept = kind.intercept(parse(kind, example.params), bench.context)
    const decisions = given.map((event, seq) => bench.ask(intercept, busEvent(event, seq)))
    bench.passTime(60_000_000)
    expect(decisions).toEqual(expected)
    expect(bench.released).toEqual(released)
  })
})

describe.each(assertionKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
  it('has at least two examples: one that holds, one that does not', () => {
    const verdicts = new Set(kind.examples.map(({ expect: expected }) => expected.verdict))
    expect(verdicts).toEqual(new Set(['holds', 'violated']))
  })

  it.each(kind.examples)(
    'judges as its example says: $title',
    ({ params, given, endMs, expect: expected }) => {
      const monitor = kind.monitor(parse(kind, params), { cycleMs: 1_000, script })
      let decided: string | null = null
      given.forEach((event, seq) => {
        const verdict = monitor.observe(busEvent(event, seq))
        if (decided !== null) expect(verdict).toBe(decided)
        if (verdict !== 'open') decided = verdict
      })
      const atMs = endMs ?? given.at(-1)?.atMs ?? 0
      const conclusion = monitor.conclude(atMs)
      expect(conclusion).toMatchObject(expected)
      expect(monitor.conclude(atMs)).toEqual(conclusion)
      if (decided !== null) expect(conclusion.verdict).toBe(decided)
      expect(conclusion.message).toMatch(/^[A-Z0-9].*\.$/)
      for (const seq of conclusion.witness) expect(given[seq]).toBeDefined()
    },
  )
})

describe.each(agentKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
  it.each(kind.examples)('acts as its example says: $title', ({ params, given, expect: expected }) => {
    const parsed = parse(kind, params)
    const published: PlainEvent[] = []
    const timers: { name: string; atMs: number }[] = []
    let nowMs = 0
    const agent = kind.start(parsed, {
      id: 'agent',
      cycleMs: 1_000,
      random: randomStream('1', 'contract'),
      stream: (purpose) => randomStream('1', 'contract', purpose),
      publish: (topic, payload, afterMs = 0) => published.push({ topic, payload, atMs: nowMs + afterMs }),
      setTimer: (name, afterMs) => timers.push({ name, atMs: nowMs + afterMs }),
      record: () => undefined,
      script,
    })
    const fire = (untilMs: number) => {
      for (let turn = 0; turn < 1_000; turn++) {
        timers.sort((a, b) => a.atMs - b.atMs)
        const [timer] = timers
        if (timer === undefined || timer.atMs > untilMs) return
        timers.shift()
        nowMs = timer.atMs
        agent.onTimer?.(timer.name, nowMs)
      }
    }
    agent.begin?.(0)
    given.forEach((event, seq) => {
      fire(event.atMs - 1)
      nowMs = event.atMs
      agent.onEvent(busEvent(event, seq))
    })
    fire(nowMs + 60_000)
    expect(published).toEqual(expected)
    for (const { topic } of published) expect(kind.publishes(parsed)).toContain(topic)
  })
})

const presets = domains.flatMap((domain) => (domain.presets ?? []).map((preset) => ({ domain, preset })))

it('presets have unique names and name kinds of their own domain, with parameters that those accept', () => {
  const names = presets.map(({ preset }) => preset.name)
  expect(new Set(names).size).toBe(names.length)
  for (const { domain, preset } of presets) {
    expect(preset.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(preset.summary).toMatch(/^[A-Z0-9].*\.$/)
    const source = present(findKind(domain.sources, preset.source.kind), `source of ${preset.name}`)
    const profile = present(findKind(source.profiles, preset.profile.kind), `profile of ${preset.name}`)
    parse(source, preset.source.params)
    parse(profile, preset.profile.params)
  }
})

const composed = sourceKinds.flatMap(({ profiles }) => profiles).filter(({ composition }) => composition)

it('composed profiles have a list of phases with a form, and spans that follow it', () => {
  expect(composed.length).toBeGreaterThan(0)
  for (const profile of composed) {
    const { field, steps, change, isFree } = present(profile.composition, 'composition')
    const list = describeForm(profile.params).find(({ name }) => name === field)
    const parts = describeForm(present(list?.items, 'the form of a phase')).map(({ name }) => name)
    expect(parts).toEqual(expect.arrayContaining([steps, change]))
    const params = parse(profile, {}) as Record<string, Record<string, unknown>[]>
    const phases = present(params[field], 'phases')
    const lengths = profile.phases(params as never).map((span) => span.steps)
    expect(lengths.slice(0, phases.length)).toEqual(phases.map((phase) => phase[steps]))
    for (const phase of phases) expect(typeof isFree(phase)).toBe('boolean')
  }
})
