import { describe, expect, it } from 'vitest'
import { present } from '../../../base/assert.ts'
import { printView, readView, type View } from './address.ts'
import { findEntry } from './entries.ts'
import { STANDARD_LOOK } from './look.ts'

const entry = present(findEntry('market/flash-crash'), 'entry')
const plain: View = { seed: '42', change: {}, look: STANDARD_LOOK, compared: [] }

describe('a view of the gallery in the address', () => {
  it('says only what is not as it is by itself', () => {
    expect(printView(entry, plain)).toBe('seed=42')
    const profileParams = { ...entry.profileParams, severity: 0.5 }
    expect(decodeURIComponent(printView(entry, { ...plain, change: { profileParams } }))).toBe(
      'seed=42&profile={"severity":0.5}',
    )
  })

  it.each<[string, View]>([
    [
      'changed parameters',
      {
        ...plain,
        seed: 'a b&c=?#',
        change: {
          profileParams: { ...entry.profileParams, severity: 0.5 },
          sourceParams: {
            ...entry.sourceParams,
            realism: 1,
            noise: { kind: 'heston', params: { pull: 0.1, wander: 0.2, correlation: 0 } },
          },
          steps: 1_000,
        },
      },
    ],
    [
      'many seeds on a log axis',
      { ...plain, look: { ...STANDARD_LOOK, mode: 'seeds', seedCount: 200, logScale: true } },
    ],
    [
      'candles over chosen fields',
      { ...plain, look: { ...STANDARD_LOOK, style: 'candles', panels: ['bid', 'ask'] } },
    ],
    ['nothing below', { ...plain, look: { ...STANDARD_LOOK, panels: [] } }],
    [
      'a comparison',
      {
        ...plain,
        look: { ...STANDARD_LOOK, mode: 'compare', normalised: false },
        compared: ['market/bull-run', 'preset/luna-2022'],
      },
    ],
  ])('is read back as it was written: %s', (_what, view) => {
    expect(readView(entry, printView(entry, view))).toEqual({ view, unknown: [] })
  })

  it('shows the rest of an address of which some cannot be', () => {
    const { view, unknown } = readView(
      entry,
      'seed=7&steps=0&show=film&profile={"severity":9}&source=[]&as=candles',
    )
    expect(unknown).toEqual(['profile', 'source', 'steps', 'show'])
    expect(view).toEqual({ ...plain, seed: '7', look: { ...STANDARD_LOOK, style: 'candles' } })
  })
})
