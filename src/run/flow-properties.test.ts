import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseValue } from '../document/parse.ts'
import { analyse } from '../program/check.ts'
import { compileProgram } from '../program/compile.ts'
import type { Program } from '../program/program.ts'
import { Run } from './run.ts'

/** Control flow as people think of it: what is inside of what. */
type Tree =
  | { readonly is: 'wait'; readonly cycles: number }
  | { readonly is: 'say' | 'listen' | 'leave' }
  | { readonly is: 'row'; readonly parts: readonly Tree[] }
  | { readonly is: 'choice'; readonly yes: Tree; readonly no: Tree }
  | { readonly is: 'loop'; readonly count: number; readonly body: Tree }
  | { readonly is: 'block'; readonly limit: number; readonly body: Tree }
  | { readonly is: 'fork'; readonly mode: string; readonly branches: readonly Tree[] }

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ is: fc.constant('wait' as const), cycles: fc.nat(3) }),
    fc.record({ is: fc.constantFrom('say' as const, 'listen' as const, 'leave' as const) }),
    fc.record({
      is: fc.constant('row' as const),
      parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('choice' as const), yes: tie('tree'), no: tie('tree') }),
    fc.record({ is: fc.constant('loop' as const), count: fc.nat(3), body: tie('tree') }),
    fc.record({ is: fc.constant('block' as const), limit: fc.nat(4), body: tie('tree') }),
    fc.record({
      is: fc.constant('fork' as const),
      mode: fc.constantFrom('all', 'any'),
      branches: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

interface Drawn {
  readonly first: string
  /** Ways that lead on from here. */
  readonly exits: readonly { readonly from: string; readonly on: string }[]
}

/** Draws a tree as steps and edges, as a person would. */
class Drawing {
  readonly steps: Record<string, unknown>[] = []
  readonly edges: Record<string, unknown>[] = []

  draw(tree: Tree, inLoop: boolean): Drawn {
    switch (tree.is) {
      case 'wait':
        return this.#plain('wait-cycles', { cycles: tree.cycles })
      case 'say':
        return this.#plain('publish', { topic: 'said' })
      case 'listen':
        return this.#plain('wait-event', { topic: 'said', timeoutCycles: 2 }, 'note')
      case 'leave': {
        if (!inLoop) return this.#plain('wait-cycles', { cycles: 0 })
        // A branch, so that the body also has a path that leads back.
        const ask = this.#add('branch', { test: { kind: 'chance', params: {} } })
        this.#connect([{ from: ask, on: 'yes' }], this.#add('break', {}))
        return { first: ask, exits: [{ from: ask, on: 'no' }] }
      }
      case 'row':
        return tree.parts
          .map((part) => this.draw(part, inLoop))
          .reduce((before, after) => {
            this.#connect(before.exits, after.first)
            return { first: before.first, exits: after.exits }
          })
      case 'choice': {
        const ask = this.#add('branch', { test: { kind: 'chance', params: {} } })
        const [yes, no] = [this.draw(tree.yes, inLoop), this.draw(tree.no, inLoop)]
        this.#connect([{ from: ask, on: 'yes' }], yes.first)
        this.#connect([{ from: ask, on: 'no' }], no.first)
        return { first: ask, exits: [...yes.exits, ...no.exits] }
      }
      case 'loop': {
        const loop = this.#add('loop', { count: tree.count })
        const body = this.draw(tree.body, true)
        this.#connect([{ from: loop, on: 'body' }], body.first)
        this.#connect(body.exits, loop)
        return { first: loop, exits: [{ from: loop, on: 'next' }] }
      }
      case 'block': {
        const block = this.#add('block', { timeoutCycles: tree.limit })
        const body = this.draw(tree.body, inLoop)
        const close = this.#add('end-block', {})
        this.#connect([{ from: block, on: 'next' }], body.first)
        this.#connect(body.exits, close)
        return {
          first: block,
          exits: [
            { from: close, on: 'next' },
            { from: block, on: 'fail' },
          ],
        }
      }
      case 'fork': {
        const fork = this.#add('parallel', {})
        const branches = tree.branches.map((branch) => this.draw(branch, inLoop))
        const join = this.#add('join', { mode: tree.mode })
        for (const { first, exits } of branches) {
          this.#connect([{ from: fork, on: 'next' }], first)
          this.#connect(exits, join)
        }
        return { first: fork, exits: [{ from: join, on: 'next' }] }
      }
    }
  }

  #plain(kind: string, params: object, onFail = 'continue'): Drawn {
    const id = this.#add(kind, params, onFail)
    return { first: id, exits: [{ from: id, on: 'next' }] }
  }

  #add(kind: string, params: object, onFail = 'continue'): string {
    const id = `s${this.steps.length}`
    this.steps.push({ id, kind, params, onFail })
    return id
  }

  #connect(exits: Drawn['exits'], to: string): void {
    for (const exit of exits) this.edges.push({ ...exit, to })
  }
}

function programOf(tree: Tree, seed: string): Program {
  const drawing = new Drawing()
  const { first, exits } = drawing.draw(tree, false)
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    seed,
    limits: { maxPerInstant: 100_000 },
    steps: [{ id: 'start', kind: 'start' }, ...drawing.steps, { id: 'end', kind: 'end' }],
    edges: [{ from: 'start', to: first }, ...drawing.edges, ...exits.map((exit) => ({ ...exit, to: 'end' }))],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const compiled = compileProgram(parsed.value)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.value
}

function finished(program: Program, slice = 1_000): Run {
  const run = new Run(program)
  while (!run.finished) run.advance(slice)
  return run
}

const RUNS = { numRuns: 400 }

describe('every scenario whose parts lie inside of each other', () => {
  it('compiles, ends, and takes as long as was estimated', () => {
    fc.assert(
      fc.property(tree, fc.string({ maxLength: 3 }), (given, seed) => {
        const program = programOf(given, seed)
        const { verdict, cycles } = finished(program).report()
        expect(['passed', 'failed']).toContain(verdict)
        const { min, max } = analyse(program.document).estimate.cycles
        expect(cycles).toBeGreaterThanOrEqual(min)
        expect(cycles).toBeLessThanOrEqual(max)
      }),
      RUNS,
    )
  })

  it('conserves tokens: each step is left as often as it is entered, and reaches the end once', () => {
    fc.assert(
      fc.property(tree, fc.string({ maxLength: 3 }), (given, seed) => {
        const { log } = finished(programOf(given, seed))
        const balance = new Map<string, number>()
        let ends = 0
        for (let seq = 0; seq < log.count; seq++) {
          const { topic, source } = log.channelAt(seq)
          if (topic === '$step.entered') balance.set(source, (balance.get(source) ?? 0) + 1)
          if (topic === '$step.left') balance.set(source, (balance.get(source) ?? 0) - 1)
          if (topic === '$step.entered' && source === 'step:end') ends++
        }
        expect([...balance].filter(([, open]) => open !== 0)).toEqual([])
        expect(ends).toBe(1)
      }),
      RUNS,
    )
  })

  it('is the same run in slices of any size', () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 5 }), (given, slice) => {
        const program = programOf(given, '1')
        expect(finished(program, slice).report().digest).toBe(finished(program).report().digest)
      }),
      { numRuns: 100 },
    )
  })
})
