import type { Millis } from '../../base/time.ts'

/** How long after the event at hand; both ends count. */
export interface Interval {
  readonly fromMs: Millis
  /** Infinity where there is no end. */
  readonly toMs: Millis
}

export const ANY_TIME: Interval = { fromMs: 0, toMs: Infinity }

/** A formula as it was written. */
export type Formula =
  | { readonly op: 'true' | 'false' }
  /** `name` is that of a named event, or else a topic pattern. */
  | { readonly op: 'event'; readonly name: string }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'and' | 'or' | 'implies' | 'iff'; readonly left: Formula; readonly right: Formula }
  | {
      readonly op: 'next' | 'weak-next' | 'eventually' | 'always'
      readonly of: Formula
      readonly within: Interval
    }
  | {
      readonly op: 'until' | 'weak-until' | 'release'
      readonly left: Formula
      readonly right: Formula
      readonly within: Interval
    }

/** The parts of a formula, from left to right. */
export function partsOf(formula: Formula): readonly Formula[] {
  if ('of' in formula) return [formula.of]
  return 'left' in formula ? [formula.left, formula.right] : []
}

/** The events that a formula names, each once, in the order of the text. */
export function namesIn(formula: Formula): readonly string[] {
  const own = formula.op === 'event' ? [formula.name] : []
  return [...new Set([...own, ...partsOf(formula).flatMap(namesIn)])]
}

/** True where some operator has a time: then the moments of events matter, not only their order. */
export function isTimed(formula: Formula): boolean {
  const timed = 'within' in formula && (formula.within.fromMs > 0 || formula.within.toMs < Infinity)
  return timed || partsOf(formula).some(isTimed)
}
