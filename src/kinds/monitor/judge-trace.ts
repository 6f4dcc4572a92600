import { InvariantError } from '../../base/assert.ts'
import type { AssertionKind, BusEvent, Conclusion, PlainEvent, Verdict } from '../contracts.ts'

/** An event as monitors see it, without a run around it: for tests. */
export const busEvent = (
  { topic, source = 'test', atMs, payload, stage = 'delivered', cause = -1 }: PlainEvent,
  seq: number,
): BusEvent => ({
  seq,
  topic,
  source,
  atMs,
  payload,
  stage,
  cause,
  number: (field) => (typeof payload[field] === 'number' ? payload[field] : Number.NaN),
})

/**
 * Judges a trace, as a run would. Throws when the live verdict was taken back, or contradicts the final
 * one: laws of every monitor.
 */
export function judgeTrace(
  kind: AssertionKind,
  params: object,
  trace: readonly PlainEvent[],
  endMs = trace.at(-1)?.atMs ?? 0,
): Conclusion & { readonly live: Verdict } {
  const monitor = kind.monitor(kind.params.parse(params), { cycleMs: 1_000 })
  let live: Verdict = 'open'
  for (const [seq, event] of trace.entries()) {
    const verdict = monitor.observe(busEvent(event, seq))
    if (live !== 'open' && verdict !== live)
      throw new InvariantError(`${kind.name} took ${live} back at ${seq}`)
    live = verdict
  }
  const conclusion = monitor.conclude(endMs)
  if (live !== 'open' && conclusion.verdict !== live)
    throw new InvariantError(`${kind.name} said ${live} and concludes ${conclusion.verdict}`)
  if (conclusion.vacuous && conclusion.verdict !== 'holds')
    throw new InvariantError(`${kind.name} is vacuous`)
  if (conclusion.pending && (conclusion.verdict !== 'violated' || live !== 'open'))
    throw new InvariantError(`${kind.name} is pending and decided`)
  return { ...conclusion, live }
}
