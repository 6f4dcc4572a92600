import type { Millis } from '../../base/time.ts'
import { all, any, awaiting, coming, constant, FALSE, keeping, TRUE, type Node } from './nodes.ts'

/**
 * What has to be true of the events after this one, for `node` to be true of the events from this one on.
 * `holds` says of each atom whether the event at hand is such.
 * Source: F. Bacchus, F. Kabanza, "Planning for temporally extended goals" (1998): progression.
 */
export function progress(node: Node, holds: (atom: number) => boolean, atMs: Millis): Node {
  const known = new Map<Node, Node>()
  const after = (one: Node): Node => {
    const found = known.get(one) ?? step(one)
    known.set(one, found)
    return found
  }
  const step = (one: Node): Node => {
    switch (one.kind) {
      case 'constant':
        return one
      case 'event':
        return constant(holds(one.atom) === one.positive)
      case 'all':
        return all(one.parts.map(after))
      case 'any':
        return any(one.parts.map(after))
      case 'next': {
        const bounded = one.fromMs > 0 || one.toMs < Infinity
        return bounded
          ? coming(one.strong, atMs + one.fromMs, atMs + one.toMs, one.of)
          : coming(one.strong, -Infinity, Infinity, one.of)
      }
      case 'coming':
        return atMs >= one.fromMs && atMs <= one.toMs ? after(one.of) : constant(!one.strong)
      case 'until':
        return await_(one, atMs + one.fromMs, atMs + one.toMs)
      case 'release':
        return keep(one, atMs + one.fromMs, atMs + one.toMs)
      case 'awaiting':
        return await_(one, one.fromMs, one.toMs)
      case 'keeping':
        return keep(one, one.fromMs, one.toMs)
    }
  }
  /** A window that is open needs no beginning any more: all such windows then are the same but for their ends. */
  const begun = (fromMs: Millis) => (fromMs <= atMs ? -Infinity : fromMs)
  const await_ = ({ left, right }: Pair, fromMs: Millis, toMs: Millis): Node => {
    if (atMs > toMs) return FALSE
    const now = atMs >= fromMs ? after(right) : FALSE
    return any([now, all([after(left), awaiting(begun(fromMs), toMs, left, right)])])
  }
  const keep = ({ left, right }: Pair, fromMs: Millis, toMs: Millis): Node => {
    if (atMs > toMs) return TRUE
    const now = atMs >= fromMs ? after(right) : TRUE
    return all([now, any([after(left), keeping(begun(fromMs), toMs, left, right)])])
  }
  return after(node)
}

interface Pair {
  readonly left: Node
  readonly right: Node
}

/** What is left of a formula when it is later than `atMs`, and no event has come since. */
export function passTime(node: Node, atMs: Millis): Node {
  switch (node.kind) {
    case 'all':
      return all(node.parts.map((part) => passTime(part, atMs)))
    case 'any':
      return any(node.parts.map((part) => passTime(part, atMs)))
    case 'coming':
      return node.toMs < atMs ? constant(!node.strong) : node
    case 'awaiting':
      return node.toMs < atMs ? FALSE : node
    case 'keeping':
      return node.toMs < atMs ? TRUE : node
    default:
      return node
  }
}
