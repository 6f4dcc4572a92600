import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AS_THEY_COME, type Arrangement } from '../store/timeline.ts'
import { arranged, hide, move, moveBy, show, togglePin } from './arrange.ts'

const LANES = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))

const shownBy = (arrangement: Arrangement) =>
  arranged(LANES, arrangement).map(({ id }) => ({ id, pinned: arrangement.pinned.includes(id) }))
const idsOf = (arrangement: Arrangement) => shownBy(arrangement).map(({ id }) => id)

interface Deed {
  readonly what: 'pin' | 'hide' | 'show' | 'up' | 'down' | 'drag'
  readonly id: string
  readonly to: number
  readonly pinned: boolean
}

const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom('pin', 'hide', 'show', 'up', 'down', 'drag'),
  id: fc.constantFrom(...LANES.map(({ id }) => id)),
  to: fc.integer({ min: -1, max: 6 }),
  pinned: fc.boolean(),
})

function done(before: Arrangement, { what, id, to, pinned }: Deed): Arrangement {
  const isShown = idsOf(before).includes(id)
  if (what === 'show') return { ...before, ...show(before, id) }
  if (!isShown) return before
  if (what === 'pin') return { ...before, ...togglePin(before, id) }
  if (what === 'hide') return { ...before, ...hide(before, id) }
  if (what === 'drag') return { ...before, ...move(shownBy(before), id, to, pinned) }
  return { ...before, ...moveBy(shownBy(before), id, what === 'up' ? -1 : 1) }
}

describe('an arrangement of lanes', () => {
  it('whatever is done to it, shows each lane once, pinned ones first, and never a hidden one', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 20 }), (deeds) => {
        const end = deeds.reduce(done, AS_THEY_COME)
        const shown = shownBy(end)
        expect(shown.map(({ id }) => id).toSorted()).toEqual(
          LANES.map(({ id }) => id).filter((id) => !end.hidden.includes(id)),
        )
        const pins = shown.filter(({ pinned }) => pinned).length
        expect(shown.slice(0, pins).every(({ pinned }) => pinned)).toBe(true)
      }),
    )
  })

  it('a lane that is moved is pinned or not as was asked, and no other one changes that', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), deed, (deeds, { id, to, pinned }) => {
        const before = deeds.reduce(done, AS_THEY_COME)
        fc.pre(idsOf(before).includes(id))
        const after = { ...before, ...move(shownBy(before), id, to, pinned) }
        const pins = (all: ReturnType<typeof shownBy>) =>
          all.flatMap((lane) => (lane.pinned && lane.id !== id ? [lane.id] : [])).toSorted()
        expect(shownBy(after).find((lane) => lane.id === id)?.pinned).toBe(pinned)
        expect(pins(shownBy(after))).toEqual(pins(shownBy(before)))
      }),
    )
  })

  it('a lane goes one place up or down, and stays where no place is left', () => {
    const down = { ...AS_THEY_COME, ...moveBy(shownBy(AS_THEY_COME), 'b', 1) }
    expect(idsOf(down)).toEqual(['a', 'c', 'b', 'd', 'e'])
    expect(idsOf({ ...down, ...moveBy(shownBy(down), 'b', -1) })).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(idsOf({ ...down, ...moveBy(shownBy(down), 'a', -1) })).toEqual(idsOf(down))
  })

  it('a pinned lane goes back to where it was, and moves among pinned ones only', () => {
    const one = { ...AS_THEY_COME, ...togglePin(AS_THEY_COME, 'd') }
    expect(idsOf(one)).toEqual(['d', 'a', 'b', 'c', 'e'])
    expect(idsOf({ ...one, ...togglePin(one, 'd') })).toEqual(['a', 'b', 'c', 'd', 'e'])
    const two = { ...one, ...togglePin(one, 'b') }
    expect(idsOf({ ...two, ...moveBy(shownBy(two), 'b', 1) })).toEqual(['d', 'b', 'a', 'c', 'e'])
    expect(idsOf({ ...two, ...moveBy(shownBy(two), 'b', -1) })).toEqual(['b', 'd', 'a', 'c', 'e'])
  })

  it('a lane that comes later stands after those that were put in order', () => {
    const order = ['c', 'a']
    expect(idsOf({ ...AS_THEY_COME, order })).toEqual(['c', 'a', 'b', 'd', 'e'])
  })
})
