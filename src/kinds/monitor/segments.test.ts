import { describe, expect, it } from 'vitest'
import * as reference from './ltlf-reference.ts'
import * as patterns from './pattern.ts'
import { ScopedPattern, type ScopeMode, type ScopeName } from './segments.ts'

type Checked = readonly [name: string, pattern: patterns.Pattern, formula: reference.PatternFormula]

const counted = (min: number, max: number): Checked[] =>
  [false, true].map((runs) => [
    `${min} to ${max} ${runs ? 'runs' : 'events'}`,
    patterns.countPattern(min, max, runs),
    reference.countFormula(min, max, runs),
  ])

const strictAndNot = (
  name: string,
  pattern: (strict: boolean) => patterns.Pattern,
  formula: (strict: boolean) => reference.PatternFormula,
): Checked[] => [
  [name, pattern(false), formula(false)],
  [`${name}, strictly`, pattern(true), formula(true)],
]

const PATTERNS: readonly Checked[] = [
  ['absence', patterns.countPattern(0, 0, false), reference.absenceFormula],
  ['universality', patterns.universality, reference.universalityFormula],
  ...counted(1, Infinity),
  ...counted(3, Infinity),
  ...counted(0, 1),
  ...counted(2, 2),
  ...strictAndNot('precedence', patterns.precedence, reference.precedenceFormula),
  ...strictAndNot('response', patterns.response, reference.responseFormula),
  ...strictAndNot('S, T before P', patterns.chainBefore, reference.chainBeforeFormula),
  ...strictAndNot('P before S, T', patterns.beforeChain, reference.beforeChainFormula),
  ...strictAndNot('S, T then P', patterns.chainThen, reference.chainThenFormula),
  ...[false, true].flatMap((constrained) =>
    strictAndNot(
      `P then S, T${constrained ? ' without Z' : ''}`,
      (strict) => patterns.thenChain(strict, constrained),
      (strict) => reference.thenChainFormula(strict, constrained),
    ),
  ),
]

const SCOPES: readonly (readonly [ScopeName, ScopeMode])[] = [
  ['globally', 'maximal'],
  ['before', 'maximal'],
  ['after', 'maximal'],
  ['between', 'maximal'],
  ['between', 'reopen'],
  ['after-until', 'maximal'],
  ['after-until', 'reopen'],
]

const EVERY = PATTERNS.flatMap(([name, pattern, formula]) =>
  SCOPES.map(([scope, mode]) => ({
    name: `${name}, ${scope}, ${mode}`,
    pattern,
    scope,
    mode,
    formula: reference.scoped(formula, scope, mode),
  })),
)

const LONGEST = 8
const ATOMS = ['P', 'S', 'T', 'Z', 'Q', 'R'] as const

/** A Weyl sequence through a mixer: the same traces in every run of the tests. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
}

/** Events as bits, and the same trace as the reference reads it; atoms are common in some traces, rare in others. */
function randomTrace(next: () => number): { events: number[]; trace: reference.Trace } {
  const length = next() % (LONGEST + 1)
  const density = 3 + (next() % 8)
  const atoms = { P: 0, S: 0, T: 0, Z: 0, Q: 0, R: 0 }
  const events = Array.from({ length }, (_, position) => {
    let bits = 0
    let word = next()
    ATOMS.forEach((name, index) => {
      if ((word & 15) < density) {
        bits |= 1 << index
        atoms[name] |= 1 << position
      }
      word >>>= 4
    })
    return bits
  })
  return { events, trace: { length, atoms } }
}

const prefix = ({ atoms }: reference.Trace, length: number): reference.Trace => {
  const cut = (1 << length) - 1
  const { P, S, T, Z, Q, R } = atoms
  return { length, atoms: { P: P & cut, S: S & cut, T: T & cut, Z: Z & cut, Q: Q & cut, R: R & cut } }
}

const print = (events: readonly number[]) =>
  events.map((bits) => ATOMS.filter((_, index) => bits & (1 << index)).join('') || '·').join(' ')

describe('patterns in scopes', () => {
  it('have the value of their formula on 200,000 random traces, and never take a live verdict back', () => {
    const next = generator(1)
    const wrong: string[] = []
    for (let count = 0; count < 200_000 && wrong.length < 5; count++) {
      const { events, trace } = randomTrace(next)
      for (const { name, pattern, scope, mode, formula } of EVERY) {
        const expected = reference.holdsOn(formula, trace)
        const monitor = new ScopedPattern(pattern, scope, mode)
        let { verdict } = monitor
        let changed = false
        for (let seq = 0; seq < events.length; seq++) {
          const live = monitor.observe(events[seq]!, seq, seq)
          if (verdict !== 'open' && live !== verdict) changed = true
          verdict = live
        }
        const { holds } = monitor.result()
        const contradicted = verdict !== 'open' && (verdict === 'holds') !== expected
        if (holds !== expected || changed || contradicted)
          wrong.push(`${name}: ${print(events)} should be ${expected}, is ${holds}, live ${verdict}`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('say at every moment what they would say if the trace ended there, and are pending only if it can still come right', () => {
    const next = generator(2)
    const wrong: string[] = []
    for (let count = 0; count < 4_000 && wrong.length < 5; count++) {
      const { events, trace } = randomTrace(next)
      for (const { name, pattern, scope, mode, formula } of EVERY) {
        const monitor = new ScopedPattern(pattern, scope, mode)
        for (let seq = 0; seq <= events.length; seq++) {
          const { holds, pending } = monitor.result()
          if (holds !== reference.holdsOn(formula, prefix(trace, seq)))
            wrong.push(`${name}: ${print(events.slice(0, seq))}`)
          if (pending !== (!holds && monitor.verdict !== 'violated')) wrong.push(`${name}: pending`)
          if (seq < events.length) monitor.observe(events[seq]!, seq, seq)
        }
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('differ between the two readings of a scope where a Q lies inside an open segment', () => {
    const { P, Q, R } = patterns
    const existence = (mode: ScopeMode) => {
      const monitor = new ScopedPattern(patterns.countPattern(1, Infinity, false), 'between', mode)
      ;[Q, P, Q, R].forEach((bits, seq) => monitor.observe(bits, seq, seq))
      return monitor.result().holds
    }
    expect(existence('maximal')).toBe(true)
    expect(existence('reopen')).toBe(false)
  })

  it('tell the segment, the obligation and the event that closed it', () => {
    const { P, Q, R } = patterns
    const monitor = new ScopedPattern(patterns.response(false), 'between', 'maximal')
    ;[0, Q, P, 0, R].forEach((bits, seq) => monitor.observe(bits, seq, seq * 10))
    expect(monitor.result()).toMatchObject({
      holds: false,
      pending: false,
      segments: 1,
      told: { closedSeq: 4, closedMs: 40, segment: { openedSeq: 1, openedMs: 10, faultSeq: 2, faultMs: 20 } },
    })
  })

  it('keep the event that decided, however many follow it', () => {
    const monitor = new ScopedPattern(patterns.countPattern(2, Infinity, false), 'globally', 'maximal')
    for (let seq = 0; seq < 5; seq++) monitor.observe(patterns.P, seq, seq)
    expect(monitor.verdict).toBe('holds')
    expect(monitor.result().told?.segment.changedSeq).toBe(1)
  })
})
