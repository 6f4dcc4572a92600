import type { Millis } from '../../base/time.ts'

/**
 * A formula in the form in which it is followed along a trace: negations only at events, and times either
 * counted from the event at which the formula is asked about, or, once it has been, moments of the run.
 */
interface Shape {
  /** Equal for equal nodes, and for no others. */
  readonly key: string
  /** How many parts it has. */
  readonly size: number
  /** Its value when no event follows. */
  readonly empty: boolean
}

export type Node = Shape &
  (
    | { readonly kind: 'constant'; readonly value: boolean }
    | { readonly kind: 'event'; readonly atom: number; readonly positive: boolean }
    | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
    /** Asked at an event about the next one. */
    | {
        readonly kind: 'next'
        readonly strong: boolean
        readonly fromMs: Millis
        readonly toMs: Millis
        readonly of: Node
      }
    /** The same, once asked: the next event must, or if there is one must, come between two moments. */
    | {
        readonly kind: 'coming'
        readonly strong: boolean
        readonly fromMs: Millis
        readonly toMs: Millis
        readonly of: Node
      }
    /** `right` comes, between two times, and `left` until then; or, dually, `right` stays until `left` has come. */
    | Lasting<'until' | 'release'>
    /** The same, once asked, with moments. */
    | Lasting<'awaiting' | 'keeping'>
  )

interface Lasting<Kind extends string> {
  readonly kind: Kind
  readonly fromMs: Millis
  readonly toMs: Millis
  readonly left: Node
  readonly right: Node
}

export const TRUE: Node = { kind: 'constant', value: true, key: 'T', size: 1, empty: true }
export const FALSE: Node = { kind: 'constant', value: false, key: 'N', size: 1, empty: false }
export const constant = (value: boolean): Node => (value ? TRUE : FALSE)

export const event = (atom: number, positive: boolean): Node => ({
  kind: 'event',
  atom,
  positive,
  key: `${positive ? '' : '-'}${atom}`,
  size: 1,
  empty: !positive,
})

export const next = (strong: boolean, fromMs: Millis, toMs: Millis, of: Node): Node => ({
  kind: 'next',
  strong,
  fromMs,
  toMs,
  of,
  key: `X${strong ? 's' : 'w'}${fromMs},${toMs}(${of.key})`,
  size: 1 + of.size,
  empty: !strong,
})

/** Whatever the moment of the next event, some of these are decided. */
export function coming(strong: boolean, fromMs: Millis, toMs: Millis, of: Node): Node {
  if (of === (strong ? FALSE : TRUE)) return of
  const key = `C${strong ? 's' : 'w'}${fromMs},${toMs}(${of.key})`
  return { kind: 'coming', strong, fromMs, toMs, of, key, size: 1 + of.size, empty: !strong }
}

const lasting =
  (kind: 'until' | 'release' | 'awaiting' | 'keeping', letter: string, empty: boolean) =>
  (fromMs: Millis, toMs: Millis, left: Node, right: Node): Node => {
    // Something that never comes, and something that stays anyway.
    if (right === (empty ? TRUE : FALSE)) return right
    const key = `${letter}${fromMs},${toMs}(${left.key};${right.key})`
    const node = { kind, fromMs, toMs, left, right, key, size: 1 + left.size + right.size, empty }
    return node
  }

export const until = lasting('until', 'U', false)
export const release = lasting('release', 'R', true)
export const awaiting = lasting('awaiting', 'A', false)
export const keeping = lasting('keeping', 'K', true)

export const all = (parts: readonly Node[]): Node => joined('all', parts)
export const any = (parts: readonly Node[]): Node => joined('any', parts)

/**
 * Joins parts, and leaves away what says nothing beside the others: constants, doubles, contradictions of
 * one event, what another part implies, and windows of time that lie in, or around, another of the same.
 */
function joined(kind: 'all' | 'any', given: readonly Node[]): Node {
  const [unit, zero] = kind === 'all' ? [TRUE, FALSE] : [FALSE, TRUE]
  const parts = new Map<string, Node>()
  for (const part of given)
    for (const one of part.kind === kind ? part.parts : [part]) {
      if (one === zero) return zero
      if (one !== unit) parts.set(one.key, one)
    }
  for (const part of parts.values())
    if (part.kind === 'event' && parts.has(event(part.atom, !part.positive).key)) return zero
  if (parts.size > 1) mergeComing(kind, parts)
  if (parts.has(zero.key)) return zero
  parts.delete(unit.key)
  if (parts.size > 1) leaveAway(kind, parts)
  const left = [...parts.values()]
  const [only] = left
  if (only === undefined) return unit
  if (left.length === 1) return only
  const sorted = left.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return {
    kind,
    parts: sorted,
    key: `${kind === 'all' ? '&' : '|'}(${sorted.map(({ key }) => key).join(' ')})`,
    size: sorted.reduce((size, part) => size + part.size, 1),
    empty: kind === 'all' ? sorted.every(({ empty }) => empty) : sorted.some(({ empty }) => empty),
  }
}

/** What is asked of the next event, at any time, is one question. */
function mergeComing(kind: 'all' | 'any', parts: Map<string, Node>): void {
  const found = [...parts.values()].filter(
    (part) => part.kind === 'coming' && part.fromMs === -Infinity && part.toMs === Infinity,
  ) as Extract<Node, { kind: 'coming' }>[]
  if (found.length < 2) return
  for (const { key } of found) parts.delete(key)
  const of = joined(
    kind,
    found.map((part) => part.of),
  )
  const strong = kind === 'all' ? found.some((part) => part.strong) : found.every((part) => part.strong)
  const merged = coming(strong, -Infinity, Infinity, of)
  parts.set(merged.key, merged)
}

function leaveAway(kind: 'all' | 'any', parts: Map<string, Node>): void {
  const inner = kind === 'all' ? 'any' : 'all'
  for (const part of parts.values()) {
    const absorbed = part.kind === inner && part.parts.some(({ key }) => parts.has(key))
    if (absorbed) parts.delete(part.key)
  }
  const windows = new Map<string, Extract<Node, { kind: 'awaiting' | 'keeping' }>[]>()
  for (const part of parts.values()) {
    if (part.kind !== 'awaiting' && part.kind !== 'keeping') continue
    const same = `${part.kind}(${part.left.key};${part.right.key})`
    windows.set(same, [...(windows.get(same) ?? []), part])
  }
  for (const list of windows.values()) {
    if (list.length < 2) continue
    // Of two that wait, the narrower window asks for more; of two that keep, the wider one.
    const narrowStays = (list[0]!.kind === 'awaiting') === (kind === 'all')
    const sorted = list.toSorted((a, b) => compare(a.fromMs, b.fromMs) || compare(b.toMs, a.toMs))
    let edge: Millis | null = null
    for (const window of narrowStays ? sorted.toReversed() : sorted) {
      const needless: boolean = edge !== null && (narrowStays ? window.toMs >= edge : window.toMs <= edge)
      if (needless) parts.delete(window.key)
      else edge = window.toMs
    }
  }
}

/** Either may be endless. */
const compare = (a: Millis, b: Millis): number => (a === b ? 0 : a < b ? -1 : 1)
