/**
 * Linear temporal logic on finite traces, evaluated from its definition: what tests compare monitors with.
 * A formula is evaluated at all positions of a short trace at once; bit i of a mask is position i.
 * Source: De Giacomo, Vardi (IJCAI 2013); formulas after Dwyer, Avrunin, Corbett (ICSE 1999), corrected.
 */
export interface Trace {
  readonly length: number
  /** Where each atom holds. */
  readonly atoms: Readonly<Record<Atom, number>>
}

export type Atom = 'P' | 'S' | 'T' | 'Z' | 'Q' | 'R'

export interface Formula {
  /** The positions at which it holds. */
  at(trace: Trace): number
  /** Its value on the empty trace: atoms, X, F, U are false past the end, G and W are true. */
  readonly empty: boolean
}

/** True when the formula holds at the beginning of the trace. */
export const holdsOn = (formula: Formula, trace: Trace): boolean =>
  trace.length === 0 ? formula.empty : (formula.at(trace) & 1) === 1

const full = ({ length }: Trace) => (1 << length) - 1

/** Remembers its last answer: formulas share parts, and are asked many times of one trace. */
function formula(at: (trace: Trace) => number, empty: boolean): Formula {
  let asked: Trace | null = null
  let answer = 0
  return {
    at(trace) {
      if (trace !== asked) {
        answer = at(trace)
        asked = trace
      }
      return answer
    },
    empty,
  }
}

export const atom = (name: Atom): Formula => ({ at: ({ atoms }) => atoms[name], empty: false })
export const TRUE: Formula = { at: full, empty: true }
const FALSE: Formula = { at: () => 0, empty: false }
export const not = (a: Formula): Formula => formula((trace) => ~a.at(trace) & full(trace), !a.empty)
export const and = (a: Formula, b: Formula, ...more: Formula[]): Formula => {
  const both = formula((trace) => a.at(trace) & b.at(trace), a.empty && b.empty)
  const [next, ...rest] = more
  return next === undefined ? both : and(both, next, ...rest)
}
export const or = (a: Formula, b: Formula): Formula =>
  formula((trace) => a.at(trace) | b.at(trace), a.empty || b.empty)
const implies = (a: Formula, b: Formula): Formula => or(not(a), b)
/** Strong next: there is a next event, and there. */
export const X = (a: Formula): Formula => formula((trace) => a.at(trace) >> 1, false)

/** From the last position back: b now, or a now and the same at the next position. */
const fold = (a: Formula, b: Formula, past: boolean): Formula =>
  formula((trace) => {
    const left = a.at(trace)
    const right = b.at(trace)
    let mask = 0
    let next = past
    for (let i = trace.length - 1; i >= 0; i--) {
      next = ((right >> i) & 1) === 1 || (((left >> i) & 1) === 1 && next)
      if (next) mask |= 1 << i
    }
    return mask
  }, past)
export const U = (a: Formula, b: Formula): Formula => fold(a, b, false)
export const W = (a: Formula, b: Formula): Formula => fold(a, b, true)
const F = (a: Formula): Formula => U(TRUE, a)
const G = (a: Formula): Formula => W(a, FALSE)

/** At the event before. */
const Y = (a: Formula): Formula => formula((trace) => (a.at(trace) << 1) & full(trace), false)
const since = (a: Formula, b: Formula): Formula =>
  formula((trace) => {
    const left = a.at(trace)
    const right = b.at(trace)
    let mask = 0
    let before = false
    for (let i = 0; i < trace.length; i++) {
      before = ((right >> i) & 1) === 1 || (((left >> i) & 1) === 1 && before)
      if (before) mask |= 1 << i
    }
    return mask
  }, false)

const [p, s, t, z, q, r] = (['P', 'S', 'T', 'Z', 'Q', 'R'] as const).map(atom) as [
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
]
/** Exists before R. */
const E = (a: Formula): Formula => U(not(r), and(not(r), a))

/** A pattern unbounded (globally, after) and bounded by R (before, between, after-until). */
export interface PatternFormula {
  readonly free: Formula
  readonly bounded: Formula
}

function atLeast(k: number): PatternFormula {
  if (k === 0) return { free: TRUE, bounded: TRUE }
  if (k === 1) return { free: F(p), bounded: E(p) }
  const less = atLeast(k - 1)
  return { free: F(and(p, X(less.free))), bounded: E(and(p, X(less.bounded))) }
}

/** At least k maximal runs of P: between two of them lies an event without P. */
function atLeastRuns(k: number): PatternFormula {
  if (k === 0) return { free: TRUE, bounded: TRUE }
  if (k === 1) return { free: F(p), bounded: E(p) }
  const less = atLeastRuns(k - 1)
  return {
    free: F(and(p, F(and(not(p), less.free)))),
    bounded: E(and(p, E(and(not(p), less.bounded)))),
  }
}

export function countFormula(min: number, max: number, runs: boolean): PatternFormula {
  const count = runs ? atLeastRuns : atLeast
  const [low, high] = [count(min), max === Infinity ? undefined : count(max + 1)]
  if (high === undefined) return low
  return { free: and(low.free, not(high.free)), bounded: and(low.bounded, not(high.bounded)) }
}

export const absenceFormula: PatternFormula = { free: G(not(p)), bounded: W(not(p), r) }
export const universalityFormula: PatternFormula = { free: G(p), bounded: W(p, r) }

export function precedenceFormula(strict: boolean): PatternFormula {
  const first = strict ? and(s, not(p)) : s
  return { free: W(not(p), first), bounded: W(not(p), or(first, r)) }
}

export function responseFormula(strict: boolean): PatternFormula {
  const later = (a: Formula) => (strict ? X(a) : a)
  return { free: G(implies(p, later(F(s)))), bounded: W(implies(p, later(E(s))), r) }
}

export function chainBeforeFormula(strict: boolean): PatternFormula {
  const last = strict ? and(t, not(p)) : t
  return {
    free: implies(F(p), U(not(p), and(s, not(p), X(U(not(p), last))))),
    bounded: implies(E(p), U(not(p), and(s, not(p), not(r), X(U(not(p), and(last, not(r))))))),
  }
}

export function beforeChainFormula(strict: boolean): PatternFormula {
  const chain = and(s, X(F(t)))
  const bounded = and(s, X(E(t)))
  const inTime = (a: Formula) => (strict ? and(p, not(a)) : p)
  return {
    free: W(not(chain), inTime(strict ? s : FALSE)),
    bounded: W(not(bounded), or(inTime(strict ? s : FALSE), r)),
  }
}

export function chainThenFormula(strict: boolean): PatternFormula {
  const later = (a: Formula) => (strict ? X(a) : a)
  return {
    free: G(implies(and(s, X(F(t))), X(F(and(t, later(F(p))))))),
    bounded: W(implies(and(s, X(E(t))), X(E(and(t, later(E(p)))))), r),
  }
}

export function thenChainFormula(strict: boolean, constrained: boolean): PatternFormula {
  const later = (a: Formula) => (strict ? X(a) : a)
  if (!constrained) {
    return {
      free: G(implies(p, later(F(and(s, X(F(t))))))),
      bounded: W(implies(p, later(E(and(s, X(E(t)))))), r),
    }
  }
  return {
    free: G(implies(p, later(F(and(s, not(z), X(U(not(z), t))))))),
    bounded: W(implies(p, later(E(and(s, not(z), X(U(and(not(r), not(z)), and(t, not(r)))))))), r),
  }
}

const opening = and(q, not(r))
const firstOpening = and(opening, not(Y(since(not(r), opening))))
const someR = F(r)

/** A pattern in a scope, as one formula. */
export function scoped(
  { free, bounded }: PatternFormula,
  scope: 'globally' | 'before' | 'after' | 'between' | 'after-until',
  mode: 'maximal' | 'reopen',
): Formula {
  const open = mode === 'reopen' ? opening : firstOpening
  switch (scope) {
    case 'globally':
      return free
    case 'before':
      return implies(someR, bounded)
    case 'after':
      return W(not(q), and(q, free))
    case 'between':
      return G(implies(and(open, someR), bounded))
    case 'after-until':
      return G(implies(open, bounded))
  }
}
