import { describe, expect, it } from 'vitest'
import { randomStream } from '../base/random.ts'
import { selectTargets, type SelectSpec } from './select.ts'

const AGENTS = ['a', 'b', 'c', 'd', 'e']
const draw = (spec: Partial<SelectSpec>, seed: number | string, targets: readonly string[] = AGENTS) =>
  selectTargets(
    { select: 'all', selectCount: 2, selectShare: 0.5, ...spec },
    targets,
    randomStream(String(seed), 's'),
  )
const draws = (spec: Partial<SelectSpec>) => Array.from({ length: 500 }, (_, seed) => draw(spec, seed))

describe('of several targets', () => {
  it.each<[string, Partial<SelectSpec>, number]>([
    ['all', { select: 'all' }, 5],
    ['one', { select: 'one' }, 1],
    ['two', { select: 'count' }, 2],
    ['more than there are: all', { select: 'count', selectCount: 9 }, 5],
    ['half, rounded down', { select: 'share' }, 2],
    ['a share that is none', { select: 'share', selectShare: 0.1 }, 0],
  ])('%s', (_what, spec, size) => {
    const found = draws(spec)
    expect(new Set(found.map(({ length }) => length))).toEqual(new Set([size]))
    for (const chosen of found) expect(AGENTS.filter((id) => chosen.includes(id))).toEqual(chosen)
  })

  it('up to a share: anything from none to it', () => {
    expect(new Set(draws({ select: 'up-to-share', selectShare: 0.8 }).map(({ length }) => length))).toEqual(
      new Set([0, 1, 2, 3]),
    )
  })

  it('each is as likely as any other', () => {
    const one = draws({ select: 'one' }).flat()
    const standard = Math.sqrt(500 * 0.2 * 0.8)
    for (const id of AGENTS)
      expect(Math.abs(one.filter((other) => other === id).length - 100)).toBeLessThan(4 * standard)
  })

  it('is the same for the same seed, and nothing of nothing', () => {
    expect(draw({ select: 'count' }, 'x')).toEqual(draw({ select: 'count' }, 'x'))
    expect(draw({ select: 'one' }, 'x', [])).toEqual([])
  })
})
