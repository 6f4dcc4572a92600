import { printMillis, type Millis } from '../../base/time.ts'
import { FALSE, TRUE, type Node } from './nodes.ts'

const MOST_SHOWN = 120

/** What is left of a formula, in one line that a person can read. */
export function printNode(node: Node, names: readonly string[]): string {
  const text = print(node, names)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text
}

function print(node: Node, names: readonly string[]): string {
  const inner = (one: Node) => print(one, names)
  switch (node.kind) {
    case 'constant':
      return String(node.value)
    case 'event':
      return `${node.positive ? '' : 'not '}${names[node.atom] ?? ''}`
    case 'all':
    case 'any':
      return `(${node.parts.map(inner).join(node.kind === 'all' ? ' and ' : ' or ')})`
    case 'next':
      return `${node.strong ? 'X' : 'WX'}${times(node.fromMs, node.toMs)} ${inner(node.of)}`
    case 'coming':
      return `${node.strong ? 'X' : 'WX'} ${inner(node.of)}${moments(node.fromMs, node.toMs)}`
    case 'until':
      return node.left === TRUE
        ? `F${times(node.fromMs, node.toMs)} ${inner(node.right)}`
        : `(${inner(node.left)} U${times(node.fromMs, node.toMs)} ${inner(node.right)})`
    case 'release':
      return node.left === FALSE
        ? `G${times(node.fromMs, node.toMs)} ${inner(node.right)}`
        : `(${inner(node.left)} R${times(node.fromMs, node.toMs)} ${inner(node.right)})`
    case 'awaiting': {
      const what =
        node.left === TRUE ? `F ${inner(node.right)}` : `(${inner(node.left)} U ${inner(node.right)})`
      return `${what}${moments(node.fromMs, node.toMs)}`
    }
    case 'keeping': {
      const what =
        node.left === FALSE ? `G ${inner(node.right)}` : `(${inner(node.left)} R ${inner(node.right)})`
      return `${what}${moments(node.fromMs, node.toMs)}`
    }
  }
}

const times = (fromMs: Millis, toMs: Millis): string =>
  fromMs === 0 && toMs === Infinity ? '' : `[${fromMs}ms, ${toMs === Infinity ? 'inf' : `${toMs}ms`}]`

function moments(fromMs: Millis, toMs: Millis): string {
  const from = fromMs === -Infinity ? '' : ` from ${printMillis(fromMs)}`
  return toMs === Infinity ? from : `${from} to ${printMillis(toMs)}`
}
