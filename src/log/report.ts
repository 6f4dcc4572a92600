import type { Problem } from '../base/problem.ts'
import type { Conclusion, Statistic } from '../kinds/contracts.ts'

/** How a run ended: all held; something failed; a limit stopped it; a person stopped it. */
export type RunVerdict = 'passed' | 'failed' | 'limit' | 'stopped'

/** `cancelled`: something else ended it: a time limit, another branch that was first, a break. */
export type StepOutcome = 'waiting' | 'running' | 'passed' | 'failed' | 'cancelled' | 'not-reached'

export interface StepReport {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly outcome: StepOutcome
  readonly visits: number
  /** Virtual time of its last entry and exit; null while it has none. */
  readonly enteredMs: number | null
  readonly leftMs: number | null
  /** The way by which it was left last; null while it was not left by any. */
  readonly way: string | null
  /** Why it failed, or what it waits for. */
  readonly message: string
}

/** A verdict in one word: whether it holds, and how much that says. */
export type AssertionOutcome = 'holds' | 'vacuous' | 'violated' | 'pending' | 'error'

export interface AssertionReport extends Conclusion {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly outcome: AssertionOutcome
  /** Reported, but fails neither a step nor the run. */
  readonly soft: boolean
  /** Its share in the score. */
  readonly weight: number
  /** Step that judged it, or null when the end of the run did. */
  readonly judgedBy: string | null
  readonly atMs: number
}

/** An assertion's state while the run goes on. */
export interface LiveAssertion extends Conclusion {
  readonly id: string
  /** Decided for good, by its monitor or by a check step; otherwise the verdict is "if it ended now". */
  readonly decided: boolean
}

export interface ChaosReport {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly enabled: boolean
  /** Events that the envelope's topic, source, window and "after" let through. */
  readonly matched: number
  /** Events it acted on. */
  readonly hits: number
  readonly firstHitMs: number | null
  readonly lastHitMs: number | null
}

/** Counted once per event. published + injected + duplicated = delivered + dropped + inFlight. */
export interface Conservation {
  readonly published: number
  readonly injected: number
  readonly duplicated: number
  readonly delivered: number
  readonly dropped: number
  readonly inFlight: number
}

/**
 * The same at one subscriber that faults act on, counted once per copy: offered + injected + duplicated =
 * delivered + dropped + failed + inFlight.
 */
export interface LinkReport {
  readonly subscriber: string
  readonly offered: number
  readonly injected: number
  readonly duplicated: number
  readonly delivered: number
  readonly dropped: number
  /** Its handler threw before it had handled them. */
  readonly failed: number
  readonly inFlight: number
}

/** Whether the system got going again once every fault was healed. */
export interface TailReport {
  readonly cycles: number
  readonly fromMs: number
  readonly progress: boolean
  readonly message: string
}

export interface SourceReport {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly profile: string
  readonly generated: number
  readonly statistics: readonly Statistic[]
}

export interface RunReport {
  readonly scenario: string
  readonly seed: string
  readonly verdict: RunVerdict
  /** 32 hexadecimal digits over everything that happened. */
  readonly digest: string
  readonly cycles: number
  /** Virtual, not real. */
  readonly durationMs: number
  readonly events: { readonly total: number; readonly byTopic: Readonly<Record<string, number>> }
  readonly steps: readonly StepReport[]
  readonly assertions: readonly AssertionReport[]
  readonly chaos: readonly ChaosReport[]
  readonly conservation: Conservation
  /** Subscribers whose own copies faults act on; empty when there is no such fault. */
  readonly links: readonly LinkReport[]
  /** Null when the scenario asks for no tail, or did not get there. */
  readonly tail: TailReport | null
  readonly sources: readonly SourceReport[]
  readonly variables: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
}

export const outcomeOf = ({ verdict, vacuous, pending, error = false }: Conclusion): AssertionOutcome => {
  if (error) return 'error'
  if (verdict === 'holds') return vacuous ? 'vacuous' : 'holds'
  return pending ? 'pending' : 'violated'
}

/** True when it fails the step that checked it, and the run. */
export const failsRun = ({ verdict, soft }: AssertionReport): boolean => verdict === 'violated' && !soft

/** What a person looks for first comes first: what is violated, then the rest, each in its order. */
export const violatedFirst = <Row>(
  rows: readonly Row[],
  verdictOf: (row: Row) => Conclusion['verdict'] | undefined,
): Row[] => {
  const rank = (row: Row) => (verdictOf(row) === 'violated' ? 0 : 1)
  return rows.toSorted((one, other) => rank(one) - rank(other))
}

/** The weight of what holds over the weight of all, from 0 to 1; null when nothing has weight. */
export function scoreOf(assertions: readonly AssertionReport[]): number | null {
  const sum = (list: readonly AssertionReport[]) => list.reduce((total, { weight }) => total + weight, 0)
  const all = sum(assertions)
  return all === 0 ? null : sum(assertions.filter(({ verdict }) => verdict === 'holds')) / all
}
