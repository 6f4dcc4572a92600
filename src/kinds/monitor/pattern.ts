/** What one event means to a pattern: one bit for each of its atoms that the event satisfies. */
export const P = 1
export const S = 2
export const T = 4
export const Z = 8
/** Opens and closes the segments of a scope. */
export const Q = 16
export const R = 32

/**
 * A pattern on one segment of the trace, as a deterministic automaton whose state is a number. It sees
 * every event of the segment in turn, as the bits above.
 */
export interface Pattern {
  readonly start: number
  step(state: number, bits: number): number
  /** True when the pattern holds if the segment ends here. */
  ok(state: number): boolean
  /** True when nothing that may come changes `ok` any more. */
  settled(state: number): boolean
  /** True when this event, met in this state, gives the pattern something to judge. */
  exercises(state: number, bits: number): boolean
  /** Its states are counts that never fall: of many overlapping segments only the oldest and newest matter. */
  readonly counts: boolean
}

const automaton = (pattern: Omit<Pattern, 'start' | 'counts'>): Pattern => ({
  start: 0,
  counts: false,
  ...pattern,
})

const always = () => true

/** How often P occurs. In runs, adjacent events with P count once, as in the published form of the pattern. */
export function countPattern(min: number, max: number, runs: boolean): Pattern {
  // Twice the count, plus one while the last event had P.
  const count = (state: number) => Math.floor(state / 2)
  return {
    start: 0,
    counts: true,
    step: (state, bits) => {
      const has = bits & P
      const more = has !== 0 && (!runs || state % 2 === 0)
      return (count(state) + (more ? 1 : 0)) * 2 + has
    },
    ok: (state) => count(state) >= min && count(state) <= max,
    settled: (state) => count(state) > max || (max === Infinity && count(state) >= min),
    exercises: always,
  }
}

/** Every event has P. */
export const universality: Pattern = automaton({
  step: (state, bits) => (bits & P ? state : 1),
  ok: (state) => state === 0,
  settled: (state) => state === 1,
  exercises: always,
})

/** The first P has an S at or before it; strictly before it where so asked. */
export function precedence(strict: boolean): Pattern {
  // 0: neither yet. 1: S came in time. 2: P came first.
  return automaton({
    step(state, bits) {
      if (state !== 0) return state
      if (strict) return bits & P ? 2 : bits & S ? 1 : 0
      return bits & S ? 1 : bits & P ? 2 : 0
    },
    ok: (state) => state !== 2,
    settled: (state) => state !== 0,
    exercises: (_, bits) => (bits & P) !== 0,
  })
}

/** Each P has an S at or after it; strictly after it where so asked. */
export function response(strict: boolean): Pattern {
  // 1: some P waits for its S.
  return automaton({
    step(state, bits) {
      if (strict) return bits & P ? 1 : bits & S ? 0 : state
      return bits & S ? 0 : bits & P ? 1 : state
    },
    ok: (state) => state === 0,
    settled: () => false,
    exercises: (_, bits) => (bits & P) !== 0,
  })
}

/** S and then T come before the first P: S before it, T at or before it. */
export function chainBefore(strict: boolean): Pattern {
  // 0: nothing. 1: S seen. 2: T too, in time. 3: P came first.
  return automaton({
    step(state, bits) {
      if (state === 0) return bits & P ? 3 : bits & S ? 1 : 0
      if (state !== 1) return state
      if (strict) return bits & P ? 3 : bits & T ? 2 : 1
      return bits & T ? 2 : bits & P ? 3 : 1
    },
    ok: (state) => state !== 3,
    settled: (state) => state > 1,
    exercises: (_, bits) => (bits & P) !== 0,
  })
}

/** P comes at or before the first S that is later followed by a T. */
export function beforeChain(strict: boolean): Pattern {
  const SEEN = 1
  const SAFE = 2
  const BROKEN = 4
  return automaton({
    step(state, bits) {
      const seen = state | (bits & S ? SEEN : 0)
      if (state & (SAFE | BROKEN)) return seen
      if (state & SEEN) return bits & T ? seen | BROKEN : seen
      const inTime = bits & P && !(strict && bits & S)
      return inTime ? seen | SAFE : seen
    },
    ok: (state) => (state & BROKEN) === 0,
    settled: (state) => (state & (SAFE | BROKEN)) !== 0,
    exercises: (state, bits) => (state & SEEN) !== 0 && (bits & T) !== 0,
  })
}

/** Each S that is later followed by a T has such a T that is followed by a P. */
export function chainThen(strict: boolean): Pattern {
  const WANTS_T = 1
  const WANTS_P = 2
  return automaton({
    step(state, bits) {
      let next = state
      if (strict && bits & P) next &= ~WANTS_P
      if (bits & T && next & WANTS_T) next = (next & ~WANTS_T) | WANTS_P
      if (!strict && bits & P) next &= ~WANTS_P
      return bits & S ? next | WANTS_T : next
    },
    ok: (state) => (state & WANTS_P) === 0,
    settled: () => false,
    exercises: (state, bits) => (state & WANTS_T) !== 0 && (bits & T) !== 0,
  })
}

/**
 * Each P is followed by an S and that by a T. Constrained: no Z on that S, nor strictly between it and
 * that T.
 */
export function thenChain(strict: boolean, constrained: boolean): Pattern {
  const WANTS_S = 1
  const WANTS_T = 2
  return automaton({
    step(state, bits) {
      let next = state
      if (bits & T) next &= ~WANTS_T
      const barred = constrained && (bits & Z) !== 0
      if (barred && next & WANTS_T) next = (next & ~WANTS_T) | WANTS_S
      if (!strict && bits & P) next |= WANTS_S
      if (bits & S && !barred && next & WANTS_S) next = (next & ~WANTS_S) | WANTS_T
      return strict && bits & P ? next | WANTS_S : next
    },
    ok: (state) => state === 0,
    settled: () => false,
    exercises: (_, bits) => (bits & P) !== 0,
  })
}
