import { printMillis, type Millis } from '../../base/time.ts'
import type { Monitor } from '../contracts.ts'
import { atomTest, eventAt, type Atom } from './atom.ts'
import { capital, held, plural, vacuous, violated } from './conclude.ts'
import type { Pattern } from './pattern.ts'
import { noSegmentText, scopeAtoms, scopeText, type ScopeParams } from './scope.ts'
import { ScopedPattern, type JudgedSegment, type ScopeResult, type Segment } from './segments.ts'

/** A pattern with the events it speaks of, and the words for it. */
export interface WordedPattern {
  readonly pattern: Pattern
  readonly atoms: readonly (readonly [bit: number, atom: Atom])[]
  /** A clause: `each order is followed by fill`. */
  readonly expected: string
  /** What went wrong, as a clause; `fault` names the event at which it did, where one did. */
  broken(segment: Segment, fault: string): string
  /** What did not happen when nothing exercised it. */
  readonly idle: string
}

/** Topics that a worded pattern and its scope have to see. */
export const patternTopics = ({ atoms }: WordedPattern, scope: ScopeParams): readonly string[] => [
  ...new Set([...atoms, ...scopeAtoms(scope)].map(([, { topic }]) => topic)),
]

/** The monitor of a pattern in a scope. O(atoms) an event, O(1) memory. */
export function patternMonitor(worded: WordedPattern, scope: ScopeParams): Monitor {
  const tests = [...worded.atoms, ...scopeAtoms(scope)].map(([bit, atom]) => [bit, atomTest(atom)] as const)
  const scoped = new ScopedPattern(worded.pattern, scope.scope, scope.overlap)
  return {
    observe(event) {
      let bits = 0
      for (let index = 0; index < tests.length; index++) {
        const [bit, test] = tests[index]!
        if (test(event)) bits |= bit
      }
      return scoped.observe(bits, event.seq, event.atMs)
    },
    conclude: (atMs) => conclude(worded, scope, scoped.result(), atMs),
  }
}

function conclude(worded: WordedPattern, scope: ScopeParams, result: ScopeResult, atMs: Millis) {
  const expected = `${worded.expected}${scopeText(scope)}`
  const { told, segments } = result
  const stretches = scope.scope === 'globally' ? '' : ` in ${plural(segments, 'stretch', 'stretches')}`
  const witness = told === null ? [] : witnessOf(told)
  if (result.vacuous) {
    const why = segments === 0 ? noSegmentText(scope) : worded.idle
    return vacuous({ expected, actual: why, message: `Nothing to judge: ${why}.`, witness: [] })
  }
  if (result.holds || told === null)
    return held({
      expected,
      actual: `true${stretches}`,
      message: `${capital(expected)}: true${stretches}.`,
      witness,
    })
  const { segment, closedSeq, closedMs } = told
  const where =
    segment.openedSeq < 0 ? '' : ` after ${scope.from} ${eventAt(segment.openedSeq, segment.openedMs)}`
  const until = result.pending
    ? ` when the run ended at ${printMillis(atMs)}`
    : closedSeq < 0
      ? ''
      : ` before ${scope.to} ${eventAt(closedSeq, closedMs)}`
  const broken = worded.broken(
    segment,
    segment.faultSeq < 0 ? '' : eventAt(segment.faultSeq, segment.faultMs),
  )
  return violated(
    {
      expected,
      actual: broken,
      message: `Expected that ${expected}, but ${broken}${where}${until}.`,
      witness,
    },
    result.pending,
  )
}

const witnessOf = ({ segment, closedSeq }: JudgedSegment): number[] => [
  segment.faultSeq,
  segment.changedSeq,
  segment.earlierSeq,
  segment.openedSeq,
  closedSeq,
]
