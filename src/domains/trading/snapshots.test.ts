import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { present } from '../../base/assert.ts'
import type { ProfileKind, SourceKind } from '../../kinds/contracts.ts'
import { sourceFields } from '../../kinds/source-fields.ts'
import { ResumableSource, type SourceSnapshot } from '../resumable-source.ts'
import { loadScripts } from '../script-starter.ts'
import { goldenSeries } from './golden-series.ts'
import { trading } from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

const scripts = await loadScripts()

const cases = goldenSeries().map((series) => {
  const source: SourceKind = present(
    trading.sources.find(({ name }) => name === series.source.kind),
    'source',
  )
  const profile = present(
    source.profiles.find(({ name }) => name === series.profile.kind),
    'profile',
  )
  return { ...series, kind: source, law: profile }
})

type Step = readonly number[]
const take = (source: ResumableSource, width: number, count: number): Step[] => {
  const out = new Float64Array(width)
  return Array.from({ length: count }, () => [source.next(out), ...out])
}
/** As it goes through a file. */
const kept = (snapshot: SourceSnapshot): SourceSnapshot =>
  JSON.parse(JSON.stringify(snapshot)) as SourceSnapshot

describe('a snapshot of a running source', () => {
  it.each(cases)('goes on from where it was taken: $name', ({ kind, law, source, profile, stepMs }) => {
    const params = kind.params.parse(source.params)
    const width = sourceFields(kind, params).length
    const begin = () =>
      new ResumableSource(kind, params, law, law.params.parse(profile.params), {
        seed: 's',
        id: 'x',
        stepMs,
        scripts,
      })
    fc.assert(
      fc.property(
        fc.nat({ max: 150 }),
        fc.nat({ max: 150 }),
        fc.option(fc.record({ after: fc.nat({ max: 40 }), to: fc.nat() }), { nil: null }),
        (before, after, change) => {
          const run = begin()
          take(run, width, before)
          if (change !== null) {
            const other: ProfileKind = kind.profiles[change.to % kind.profiles.length]!
            run.switchProfile(other, other.params.parse(other.examples[0]!.params))
            take(run, width, change.after)
          }
          const snapshot = kept(run.snapshot())
          const ahead = take(run, width, after)
          const restored = ResumableSource.restore(kind, snapshot, scripts)
          expect(take(restored, width, after)).toEqual(ahead)
          expect(restored.statistics()).toEqual(run.statistics())
          expect(restored.snapshot()).toEqual(kept(run.snapshot()))
        },
      ),
      { numRuns: 8 },
    )
  })

  it('is as small after a million data as before the first', () => {
    const { kind, law } = present(cases[0], 'a case')
    const run = new ResumableSource(kind, kind.params.parse({}), law, law.params.parse({}), {
      seed: 's',
      id: 'x',
      stepMs: 1_000,
    })
    const size = () => JSON.stringify(run.snapshot()).length
    const first = size()
    const out = new Float64Array(8)
    for (let k = 0; k < 1_000_000; k++) run.next(out)
    expect(size()).toBeLessThan(first + 10)
  })
})
