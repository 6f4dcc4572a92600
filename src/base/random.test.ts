import fc from 'fast-check'
import alea from 'seedrandom/lib/alea.js'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from './normal.ts'
import { randomStream } from './random.ts'

const HALF_STEP = 2 ** -33
/** The carry of the generator's recurrence is carried itself once in some four thousand draws. */
const MANY = 50_000

const draws = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw)
/** Where a series parts from draws one by one; -1 where it never does. */
const parting = (series: Float64Array, draw: () => number) =>
  series.findIndex((value) => !Object.is(value, draw()))

describe('a stream of variates', () => {
  it("is Alea as seedrandom has it, between the generator's steps", () => {
    const theirs = alea('seed/source/prices/noise', { state: true })
    const ours = randomStream('seed', 'source', 'prices', 'noise')
    const series = draws(MANY, () => ours.uniform())
    expect(parting(series, () => theirs() + HALF_STEP)).toBe(-1)
  })

  it('gives the same in blocks as one by one', () => {
    const [single, blocks] = [randomStream('a', 'b'), randomStream('a', 'b')]
    const block = new Float64Array(MANY)
    blocks.uniforms(block)
    expect(parting(block, () => single.uniform())).toBe(-1)
    blocks.normals(block)
    expect(parting(block, () => normalQuantile(single.uniform()))).toBe(-1)
    expect(blocks.uniform()).toBe(single.uniform())
  })

  it('gives normals of any number at a time, to the last bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.string({ maxLength: 5 }), (count, seed) => {
        const [single, blocks] = [randomStream(seed), randomStream(seed)]
        const block = new Float64Array(count)
        blocks.normals(block)
        expect(block).toEqual(draws(count, () => single.normal()))
      }),
    )
  })

  it('counts misses as one would who draws until the first hit', () => {
    const chances = fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 0.05, noNaN: true }))
    const asked = fc.array(fc.tuple(chances, fc.integer({ min: 1, max: 3_000 })), { maxLength: 20 })
    fc.assert(
      fc.property(asked, fc.string({ maxLength: 5 }), (questions, seed) => {
        const [single, loops] = [randomStream(seed), randomStream(seed)]
        for (const [chance, most] of questions) {
          let misses = 0
          while (misses < most && single.uniform() >= chance) misses++
          expect(loops.misses(chance, most)).toBe(misses)
        }
        expect(loops.uniform()).toBe(single.uniform())
      }),
    )
  })
})
