import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { present } from '../../../base/assert.ts'
import { sourceKinds } from '../../../catalog.ts'
import { changeAt, changeTo, endsOf, insertAfter, move, phasesOf, removeAt, resize } from './compose.ts'
import { entries } from './entries.ts'
import { runJob } from './job.ts'

const composition = {
  field: 'phases',
  steps: 'steps',
  change: 'change',
  scale: 'relative',
  isFree: () => false,
} as const
const list = [
  { name: 'A', steps: 10, change: 0 },
  { name: 'B', steps: 20, change: -0.5 },
  { name: 'C', steps: 5, change: 0.2 },
]
const names = (phases: readonly { readonly name?: unknown }[]) => phases.map(({ name }) => name).join('')

describe('composing', () => {
  it('moves an edge: one phase is longer, the others stay as long as they were', () => {
    expect(endsOf(composition, list)).toEqual([10, 30, 35])
    expect(endsOf(composition, resize(composition, list, 1, 25.4))).toEqual([10, 35, 40])
    expect(endsOf(composition, resize(composition, list, 0, -3))).toEqual([1, 21, 26])
  })

  it('adds, takes out and moves phases, and never loses one', () => {
    expect(names(insertAfter(list, 0, { name: 'X' }))).toBe('AXBC')
    expect(names(removeAt(list, 1))).toBe('AC')
    expect(names(move(list, 0, 1))).toBe('BAC')
    expect(names(move(list, 2, 1))).toBe('ABC')
    expect(changeAt(list, 2, { change: 0 })[2]).toEqual({ name: 'C', steps: 5, change: 0 })
    expect(names(list)).toBe('ABC')
  })

  it('turns the place of a drag into a change from where the phase begins', () => {
    expect(changeTo(composition, 100, 70)).toBe(-0.3)
    expect(changeTo({ ...composition, scale: 'absolute' }, 21, 36.5)).toBe(15.5)
    expect(changeTo(composition, 0, 10)).toBe(0)
    expect(Object.is(changeTo(composition, 100, 99.9999), 0)).toBe(true)
  })
})

describe.each(entries.filter(({ profile }) => profile.composition !== undefined))('$id', (entry) => {
  const of = present(entry.profile.composition, 'composition')
  const source = present(
    sourceKinds.find(({ name }) => name === entry.source.name),
    'source',
  )

  it('ends each phase where it was dragged to, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: -0.6, max: 0.8, noNaN: true }), (seed, share) => {
        const phases = phasesOf(of, entry.profileParams)
        // Where the first phase begins is not in the series: it begins with the value after the first step.
        const pinned = phases.findIndex((phase, index) => index > 0 && !of.isFree(phase))
        const begin = endsOf(of, phases)[pinned - 1] ?? 0
        const end = present(endsOf(of, phases)[pinned], 'end')
        const made = (list: readonly unknown[]) =>
          present(
            Object.values(
              runJob({
                source: source.name,
                sourceParams: entry.sourceParams,
                profile: entry.profile.name,
                profileParams: entry.profile.params.parse({ ...entry.profileParams, [of.field]: list }),
                seed: String(seed),
                streamId: 'x',
                count: end,
                stepMs: 1_000,
              }).timeSeries,
            )[0],
            'values',
          )
        const start = present(made(phases)[begin - 1], 'start')
        const target = start * (1 + share)
        const change = changeTo(of, start, target)
        const values = made(changeAt(phases, pinned, { [of.change]: change }))
        // To the ten-thousandth that a drag is rounded to, and the tick.
        const tick = Number(entry.sourceParams['tick'] ?? 0.01)
        expect(Math.abs(present(values.at(-1), 'end') - target)).toBeLessThan(start * 0.0001 + 3 * tick)
      }),
      { numRuns: 40 },
    )
  })
})
