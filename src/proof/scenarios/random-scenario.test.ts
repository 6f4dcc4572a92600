import { describe, expect, it } from 'vitest'
import { agentKinds, assertionKinds, chaosKinds, sourceKinds, stepKinds } from '../../catalog.ts'
import type { Kind } from '../../kinds/contracts.ts'
import { engineAccount, runnable } from '../agreement.ts'
import { randomScenario } from './random-scenario.ts'

type Part = { readonly kind: string; readonly profile?: { readonly kind: string } }
const scenarios = Array.from({ length: 1_500 }, (_, number) => randomScenario(number))
const parts = (list: string): Part[] => scenarios.flatMap((scenario) => scenario[list] as Part[])
const names = (kinds: readonly Kind[]) => new Set(kinds.map(({ name }) => name))
const used = (list: string) => new Set(parts(list).map(({ kind }) => kind))

const LISTS: readonly (readonly [list: string, kinds: readonly Kind[]])[] = [
  ['sources', sourceKinds],
  ['agents', agentKinds],
  ['faults', chaosKinds],
  ['assertions', assertionKinds],
  ['steps', stepKinds],
]

describe('random scenarios', () => {
  it.each(LISTS)('have %s of every kind that the catalog knows', (list, kinds) => {
    expect(used(list)).toEqual(names(kinds))
  })

  it('have every profile', () => {
    const profiles = new Set(parts('sources').map(({ profile }) => profile?.kind))
    expect(profiles).toEqual(names(sourceKinds.flatMap((kind) => [...kind.profiles])))
  })

  it('are the same for the same number', () => {
    expect(randomScenario(7)).toEqual(randomScenario(7))
    expect(randomScenario(7)).not.toEqual(randomScenario(8))
  })

  it('can nearly always run, and come to every sort of end, record and outcome, with a hit of every fault', () => {
    const documents = scenarios.map(runnable)
    const accounts = documents.flatMap((document) => (document === null ? [] : [engineAccount(document)]))
    const seen = (what: (account: (typeof accounts)[number]) => readonly string[]) =>
      new Set(accounts.flatMap(what))
    expect(accounts.length).toBeGreaterThan(1_350)
    expect(seen(({ verdict }) => [verdict])).toEqual(new Set(['passed', 'failed', 'limit']))
    expect(seen(({ rows }) => rows.map(({ stage }) => stage))).toEqual(
      new Set(['delivered', 'held', 'dropped', 'mark']),
    )
    expect(
      seen(({ rows }) => rows.flatMap(({ topic }) => (topic.startsWith('$fault.') ? [topic] : []))),
    ).toEqual(new Set(['$fault.active', '$fault.switched', '$fault.halted', '$fault.selected']))
    expect(seen(({ chaos }) => chaos.flatMap(({ kind, hits }) => (hits > 0 ? [kind] : [])))).toEqual(
      names(chaosKinds),
    )
    expect(seen(({ steps }) => steps.map(({ outcome }) => outcome))).toEqual(
      new Set(['passed', 'failed', 'cancelled', 'waiting', 'running', 'not-reached']),
    )
    expect(seen(({ assertions }) => assertions.map(({ outcome }) => outcome))).toEqual(
      new Set(['holds', 'vacuous', 'violated', 'pending']),
    )
    expect(seen(({ problems }) => problems.map((problem) => problem.split(':')[0] ?? ''))).toEqual(
      new Set(['run/instant-limit', 'run/event-limit', 'run/cycle-limit']),
    )
  }, 120_000)
})
