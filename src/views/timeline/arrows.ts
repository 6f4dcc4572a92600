import type { EventLog } from '../../log/event-log.ts'
import { causesOf, Effects } from '../log/causes.ts'

/** From a cause to what it led to. */
export interface Arrow {
  readonly from: number
  readonly to: number
  /** Whether it lies before or after the record that they are drawn for. */
  readonly side: 'cause' | 'effect'
}

/** Of a longer chain the nearest ones are drawn, and the root. */
const MOST_DRAWN = 60

/** What led to a record, back to the root, and what it led to itself. */
export function arrowsOf(log: EventLog, seq: number): Arrow[] {
  const chain = [seq, ...causesOf(log, seq)]
  const drawn = chain.length > MOST_DRAWN ? [...chain.slice(0, MOST_DRAWN), chain.at(-1)!] : chain
  const effects = new Effects(log, seq)
  effects.search()
  return [
    ...drawn.slice(1).map((from, at): Arrow => ({ from, to: drawn[at]!, side: 'cause' })),
    ...effects.found.map((to): Arrow => ({ from: seq, to, side: 'effect' })),
  ]
}

/**
 * The arrows between records that are there to be seen: where one is hidden, what led to it leads on to
 * what it led to.
 */
export function visibleArrows(arrows: readonly Arrow[], isShown: (seq: number) => boolean): Arrow[] {
  const causes = arrows.filter(({ side }) => side === 'cause')
  const chain = causes.length === 0 ? [] : [causes[0]!.to, ...causes.map(({ from }) => from)].filter(isShown)
  return [
    ...chain.slice(1).map((from, at): Arrow => ({ from, to: chain[at]!, side: 'cause' })),
    ...arrows.filter(({ from, to, side }) => side === 'effect' && isShown(from) && isShown(to)),
  ]
}
