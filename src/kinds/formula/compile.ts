import { all, any, constant, event, FALSE, next, release, TRUE, until, type Node } from './nodes.ts'
import { namesIn, partsOf, type Formula } from './syntax.ts'

export const MOST_PARTS = 400

/** How many parts a formula has once `<->` is written out. */
export function sizeOf(formula: Formula): number {
  const inside = partsOf(formula).reduce((size, part) => size + sizeOf(part), 1)
  return formula.op === 'iff' || formula.op === 'weak-until' ? 2 * inside : inside
}

/** A formula with its negations pushed down to the events; `atoms` are the events' names, by number. */
export function compileFormula(formula: Formula): { readonly root: Node; readonly atoms: readonly string[] } {
  const atoms = namesIn(formula)
  const atomOf = new Map(atoms.map((name, index) => [name, index]))
  return { root: translate(formula, true, (name) => atomOf.get(name) ?? -1), atoms }
}

/** The formula, or its opposite where it is not `wanted`. */
function translate(formula: Formula, wanted: boolean, atomOf: (name: string) => number): Node {
  const part = (inner: Formula, asIs = true) => translate(inner, wanted === asIs, atomOf)
  const [both, either] = wanted ? [all, any] : [any, all]
  switch (formula.op) {
    case 'true':
    case 'false':
      return constant((formula.op === 'true') === wanted)
    case 'event':
      return event(atomOf(formula.name), wanted)
    case 'not':
      return part(formula.of, false)
    case 'and':
      return both([part(formula.left), part(formula.right)])
    case 'or':
      return either([part(formula.left), part(formula.right)])
    case 'implies':
      return either([part(formula.left, false), part(formula.right)])
    case 'iff': {
      const { left, right } = formula
      return both([either([part(left, false), part(right)]), either([part(left), part(right, false)])])
    }
    case 'next':
    case 'weak-next': {
      const { fromMs, toMs } = formula.within
      return next((formula.op === 'next') === wanted, fromMs, toMs, part(formula.of))
    }
    case 'eventually':
    case 'always': {
      const { fromMs, toMs } = formula.within
      const comes = (formula.op === 'eventually') === wanted
      return comes
        ? until(fromMs, toMs, TRUE, part(formula.of))
        : release(fromMs, toMs, FALSE, part(formula.of))
    }
    case 'until':
    case 'release': {
      const { fromMs, toMs } = formula.within
      const make = (formula.op === 'until') === wanted ? until : release
      return make(fromMs, toMs, part(formula.left), part(formula.right))
    }
    case 'weak-until': {
      const { fromMs, toMs } = formula.within
      const [left, right] = [part(formula.left), part(formula.right)]
      const stays = wanted ? release(0, toMs, FALSE, left) : until(0, toMs, TRUE, left)
      return either([stays, (wanted ? until : release)(fromMs, toMs, left, right)])
    }
  }
}
