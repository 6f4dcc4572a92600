import { describe, expect, it } from 'vitest'
import { formula as formulaKind } from '../assertion/formula.ts'
import * as ltlf from '../monitor/ltlf-reference.ts'
import { judgeTrace } from '../monitor/judge-trace.ts'
import { compileFormula } from './compile.ts'
import { Follower } from './follow.ts'
import { parseFormula } from './parse.ts'
import { passTime } from './progress.ts'
import { ANY_TIME, isTimed, type Formula, type Interval } from './syntax.ts'

const NAMES = ['P', 'S', 'T', 'Q'] as const

/** A Weyl sequence through a mixer: the same formulas and traces in every run of the tests. */
class Luck {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
}

function randomFormula(luck: Luck, levels: number, timed: boolean): Formula {
  const inner = () => randomFormula(luck, levels - 1, timed)
  if (levels === 0 || luck.below(8) === 0)
    return luck.below(12) === 0
      ? { op: luck.pick(['true', 'false']) }
      : { op: 'event', name: luck.pick(NAMES) }
  const within = timed && luck.below(3) > 0 ? randomInterval(luck) : ANY_TIME
  switch (luck.below(4)) {
    case 0:
      return { op: 'not', of: inner() }
    case 1:
      return { op: luck.pick(['and', 'or', 'implies', 'iff']), left: inner(), right: inner() }
    case 2:
      return { op: luck.pick(['next', 'weak-next', 'eventually', 'always']), of: inner(), within }
    default:
      return { op: luck.pick(['until', 'weak-until', 'release']), left: inner(), right: inner(), within }
  }
}

function randomInterval(luck: Luck): Interval {
  const fromMs = luck.pick([0, 0, 1, 2, 1_000])
  return { fromMs, toMs: luck.below(4) === 0 ? Infinity : fromMs + luck.pick([0, 1, 2, 500, 1_000, 2_000]) }
}

const SIGNS: Readonly<Record<Exclude<Formula['op'], 'event'>, string>> = {
  true: 'true',
  false: 'false',
  not: 'not',
  and: '&',
  or: 'or',
  implies: '->',
  iff: '<->',
  next: 'X',
  'weak-next': 'WX',
  eventually: 'F',
  always: 'always',
  until: 'U',
  'weak-until': 'unless',
  release: 'R',
}

function write(formula: Formula): string {
  if (formula.op === 'event') return formula.name
  const sign = SIGNS[formula.op] + ('within' in formula ? writeInterval(formula.within) : '')
  if ('of' in formula) return `${sign} (${write(formula.of)})`
  return 'left' in formula ? `(${write(formula.left)}) ${sign} (${write(formula.right)})` : sign
}

const writeInterval = ({ fromMs, toMs }: Interval): string =>
  fromMs === 0 && toMs === Infinity ? '' : `[${fromMs}ms, ${toMs === Infinity ? 'inf' : `${toMs / 1_000}s`}]`

/** Read from its text: what is compared is what a person gets. */
function read(formula: Formula): Formula {
  const parsed = parseFormula(write(formula))
  if (!parsed.ok) throw new Error(`${parsed.fault.message} in ${write(formula)}`)
  return parsed.formula
}

interface Moment {
  readonly bits: number
  readonly atMs: number
}

function randomTrace(luck: Luck, longest: number): Moment[] {
  let atMs = luck.pick([0, 0, 500])
  const rare = luck.below(2) === 0
  return Array.from({ length: luck.below(longest + 1) }, () => {
    atMs += luck.pick([0, 1, 1, 2, 499, 1_000])
    return { bits: rare ? luck.below(16) & luck.below(16) : luck.below(16), atMs }
  })
}

/** Follows a trace. Throws when a decision was taken back. */
function follow(formula: Formula, trace: readonly Moment[]) {
  const { root, atoms } = compileFormula(formula)
  const places = atoms.map((name) => NAMES.findIndex((known) => known === name))
  const follower = new Follower(root, isTimed(formula))
  let decided: boolean | null = null
  for (const [seq, { bits, atMs }] of trace.entries()) {
    const own = places.reduce((sum, place, index) => sum | (((bits >> place) & 1) << index), 0)
    follower.step(own, { seq, atMs, topic: 'event' })
    const { left } = follower
    if (left.kind === 'constant') decided ??= left.value
    if (decided !== null && !(left.kind === 'constant' && left.value === decided))
      throw new Error(`took ${decided} back at ${seq}`)
  }
  return { follower, left: follower.left, value: follower.left.empty, decided }
}

// ------------------------------------------------------------------------------------------ references

function asReference(formula: Formula): ltlf.Formula {
  const part = (inner: Formula) => asReference(inner)
  switch (formula.op) {
    case 'true':
      return ltlf.TRUE
    case 'false':
      return ltlf.not(ltlf.TRUE)
    case 'event':
      return ltlf.atom(formula.name as ltlf.Atom)
    case 'not':
      return ltlf.not(part(formula.of))
    case 'and':
      return ltlf.and(part(formula.left), part(formula.right))
    case 'or':
      return ltlf.or(part(formula.left), part(formula.right))
    case 'implies':
      return ltlf.or(ltlf.not(part(formula.left)), part(formula.right))
    case 'iff': {
      const [left, right] = [part(formula.left), part(formula.right)]
      return ltlf.or(ltlf.and(left, right), ltlf.and(ltlf.not(left), ltlf.not(right)))
    }
    case 'next':
      return ltlf.X(part(formula.of))
    case 'weak-next':
      return ltlf.not(ltlf.X(ltlf.not(part(formula.of))))
    case 'eventually':
      return ltlf.U(ltlf.TRUE, part(formula.of))
    case 'always':
      return ltlf.not(ltlf.U(ltlf.TRUE, ltlf.not(part(formula.of))))
    case 'until':
      return ltlf.U(part(formula.left), part(formula.right))
    case 'weak-until':
      return ltlf.W(part(formula.left), part(formula.right))
    case 'release':
      return ltlf.not(ltlf.U(ltlf.not(part(formula.left)), ltlf.not(part(formula.right))))
  }
}

/** Metric temporal logic on a finite trace, word for word from its definition; `from` may be past the end. */
function holds(formula: Formula, trace: readonly Moment[], from: number): boolean {
  const here = trace[from]
  const later = trace.map((_, index) => index).slice(from)
  const inTime = (index: number, { fromMs, toMs }: Interval) => {
    const gap = trace[index]!.atMs - here!.atMs
    return gap >= fromMs && gap <= toMs
  }
  const at = (part: Formula, index: number) => holds(part, trace, index)
  const opposite = (part: Formula): Formula => ({ op: 'not', of: part })
  switch (formula.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'event':
      return here !== undefined && ((here.bits >> NAMES.findIndex((name) => name === formula.name)) & 1) === 1
    case 'not':
      return !at(formula.of, from)
    case 'and':
      return at(formula.left, from) && at(formula.right, from)
    case 'or':
      return at(formula.left, from) || at(formula.right, from)
    case 'implies':
      return !at(formula.left, from) || at(formula.right, from)
    case 'iff':
      return at(formula.left, from) === at(formula.right, from)
    case 'next':
      return from + 1 < trace.length && inTime(from + 1, formula.within) && at(formula.of, from + 1)
    case 'weak-next':
      return !at({ ...formula, op: 'next', of: opposite(formula.of) }, from)
    case 'eventually':
      return later.some((index) => inTime(index, formula.within) && at(formula.of, index))
    case 'always':
      return later.every((index) => !inTime(index, formula.within) || at(formula.of, index))
    case 'until':
      return later.some(
        (index) =>
          inTime(index, formula.within) &&
          at(formula.right, index) &&
          later.every((between) => between >= index || at(formula.left, between)),
      )
    case 'weak-until':
      return (
        at({ ...formula, op: 'until' }, from) ||
        at({ op: 'always', of: formula.left, within: { ...formula.within, fromMs: 0 } }, from)
      )
    case 'release':
      return !at(
        { ...formula, op: 'until', left: opposite(formula.left), right: opposite(formula.right) },
        from,
      )
  }
}

// ---------------------------------------------------------------------------------------------- tests

describe('a formula', () => {
  it('agrees with the evaluator of LTLf on 200,000 random traces of 2,000 random formulas', () => {
    const luck = new Luck(1)
    let decided = 0
    for (let nth = 0; nth < 2_000; nth++) {
      const formula = read(randomFormula(luck, 4, false))
      const reference = asReference(formula)
      for (let one = 0; one < 100; one++) {
        const trace = randomTrace(luck, 9)
        const found = follow(formula, trace)
        const atoms = Object.fromEntries(
          NAMES.map((name, place) => [
            name,
            trace.reduce((mask, { bits }, index) => mask | (((bits >> place) & 1) << index), 0),
          ]),
        ) as Record<ltlf.Atom, number>
        const wanted = ltlf.holdsOn(reference, { length: trace.length, atoms })
        if (found.value !== wanted)
          throw new Error(`${write(formula)} is ${wanted} on ${JSON.stringify(trace)}`)
        if (found.decided !== null) decided++
      }
    }
    expect(decided).toBeGreaterThan(50_000)
  }, 60_000)

  it('with times agrees with its definition, and gives up only what cannot come any more', () => {
    const luck = new Luck(2)
    const seen = { pending: 0, late: 0, decided: 0 }
    for (let nth = 0; nth < 3_000; nth++) {
      const formula = read(randomFormula(luck, 3, true))
      for (let one = 0; one < 20; one++) {
        const trace = randomTrace(luck, 8)
        const found = follow(formula, trace)
        const wanted = holds(formula, trace, 0)
        if (found.value !== wanted)
          throw new Error(`${write(formula)} is ${wanted} on ${JSON.stringify(trace)}`)
        if (found.decided !== null) seen.decided++
        const endMs = (trace.at(-1)?.atMs ?? 0) + luck.pick([0, 1, 1_001, 5_000])
        const late = passTime(found.left, endMs)
        if (wanted) continue
        if (late.kind !== 'constant') seen.pending++
        else {
          seen.late++
          const more = randomTrace(luck, 4).map(({ bits, atMs }) => ({ bits, atMs: endMs + atMs }))
          if (holds(formula, [...trace, ...more], 0))
            throw new Error(`${write(formula)} was given up too early`)
        }
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(1_000)
  }, 60_000)

  it('of deadlines stays as small as it was, however long the run', () => {
    const parsed = parseFormula('G ((P -> F[0, 5s] S) and (T -> (not Q U[0, 3s] S)))')
    if (!parsed.ok) throw new Error(parsed.fault.message)
    const { root } = compileFormula(parsed.formula)
    const follower = new Follower(root, true)
    let largest = 0
    for (let seq = 0; seq < 20_000; seq++) {
      // Every event asks for another, and each third is an answer.
      follower.step(seq % 3 === 2 ? 2 : 5, { seq, atMs: seq * 700, topic: 'event' })
      largest = Math.max(largest, follower.left.size)
    }
    expect(follower.left.kind).not.toBe('constant')
    expect(largest).toBeLessThan(40)
  })

  it('with too many windows open at once is an error, and no verdict on the system', () => {
    const given = Array.from({ length: 2_000 }, (_, seq) => ({ topic: 'a', atMs: seq, payload: {} }))
    expect(judgeTrace(formulaKind, { formula: 'G (a -> F[1h, 2h] b)' }, given)).toMatchObject({
      error: true,
      verdict: 'violated',
      pending: false,
    })
  })

  it('tells what is still owed, and since when', () => {
    const given = ['order', 'order.filled', 'order', 'tick'].map((topic, index) => ({
      topic,
      atMs: index * 1_000,
      payload: {},
    }))
    const told = judgeTrace(
      formulaKind,
      { formula: 'G (order -> F[0, 9s] "order.filled") and F (tick or halt)' },
      given,
    )
    expect(told).toMatchObject({ verdict: 'violated', pending: true, witness: [2] })
    expect(told.message).toBe(
      'Expected F order.filled to 11 s since order #2 at 2 s, but it had not come when the run ended at 3 s.',
    )
    const late = judgeTrace(formulaKind, { formula: 'G (order -> F[0, 9s] "order.filled")' }, given, 11_001)
    expect(late).toMatchObject({ verdict: 'violated', pending: false, live: 'open', witness: [2] })
  })
})

describe('the text of a formula', () => {
  it.each([
    ['a -> b -> c', 'a -> (b -> c)'],
    ['a and b or c and d', '(a and b) or (c and d)'],
    ['not a and b', '(not a) and b'],
    ['G a -> b', '(G a) -> b'],
    ['a U b U c', 'a U (b U c)'],
    ['a U b and c', '(a U b) and c'],
    ['a <-> b -> c', 'a <-> (b -> c)'],
    ['!a || b && c', '(not a) or (b and c)'],
    ['F[0,1.5s]a', 'eventually[0, 1500ms] a'],
    ['G[1 min, 2 h] a', 'always [60s, 7200 s] a'],
    ['a\n  unless[0, inf]\n  b', 'a W b'],
    ['order.* -> X **', '"order.*" -> next "**"'],
    ['s or ms or h', '"s" or ("ms" or "h")'.replace('(', '').replace(')', '')],
  ])('%s means %s', (text, other) => {
    const [one, two] = [parseFormula(text), parseFormula(other)]
    expect(one.ok).toBe(true)
    expect(one).toEqual(two)
  })

  it.each([
    ['', 0, 'expected an event'],
    ['G (a -> )', 8, 'expected an event'],
    ['G (a -> b', 9, 'expected )'],
    ['a b', 2, 'expected an operator'],
    ['F[5s, 1s] a', 1, 'the first time must not be after the second'],
    ['F[0 1s] a', 4, 'expected a comma'],
    ['F[0, soon] a', 5, 'expected a time'],
    ['F[0, 0.5ms] a', 5, 'must be whole milliseconds'],
    ['F[0, 1s a', 8, 'expected ]'],
    ['a # b', 2, 'this character has no meaning'],
    ['"a b"', 0, 'must be a topic pattern'],
    ['a.b* and c', 0, 'must be a topic pattern'],
    ['not '.repeat(80) + 'a', 244, 'nested too deep'],
    ['constructor U[0, 5 constructor] b', 19, 'expected ]'],
  ])('%j is refused at its character', (text, at, message) => {
    const parsed = parseFormula(text)
    expect(parsed).toMatchObject({ ok: false, fault: { at } })
    if (!parsed.ok) expect(parsed.fault.message).toContain(message)
  })

  it('is told with its place and what was expected', () => {
    const told = formulaKind.params.safeParse({ formula: 'G (order -> F[0, 5s] )' })
    expect(told.success).toBe(false)
    expect(told.error?.issues[0]).toMatchObject({ path: ['formula'] })
    expect(told.error?.issues[0]?.message).toBe(
      'cannot be read at character 22: expected an event, such as order.filled, or a formula in parentheses. Here ▸ it is: G (order -> F[0, 5s] ▸)',
    )
  })

  it('that would become too large is refused', () => {
    const huge = Array.from({ length: 30 }, () => 'a').join(' <-> ')
    expect(formulaKind.params.safeParse({ formula: huge }).error?.issues[0]?.message).toContain(
      'is too large',
    )
  })
})
