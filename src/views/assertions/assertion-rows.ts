import { printMillis } from '../../base/time.ts'
import { assertionKinds, findKind } from '../../catalog.ts'
import type { AssertionSpec, ScenarioDocument } from '../../document/types.ts'
import type { Conclusion } from '../../kinds/contracts.ts'
import { outcomeOf, violatedFirst } from '../../log/report.ts'
import type { EventLog } from '../../log/event-log.ts'
import { isIn } from '../store/range.ts'
import type { RunState, TimeRange } from '../store/studio.ts'
import type { BadgeState } from '../ui/VerdictBadge.tsx'

export interface AssertionRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** What it asks for, in the kind's own words; empty while its parameters are not valid. */
  readonly asks: string
  /** Null while there is nothing to say: it has not run. */
  readonly badge: BadgeState | null
  readonly conclusion: Conclusion | null
  /** Who judged it and when, or why there is no verdict. */
  readonly when: string
  readonly notes: readonly string[]
  /** When it was judged; null while it was not. */
  readonly atMs: number | null
}

const VACUOUS =
  'Vacuous: nothing exercised it. No event gave it anything to judge, so its verdict says little.'
const SOFT = 'Soft: reported, but it fails neither a step nor the run.'
const PENDING = 'Pending: it fails only because the run was over. More events could still have satisfied it.'

/** The assertions of the document at hand, each with what the run says of it; they keep their places while it goes on. */
export function assertionRows(document: ScenarioDocument, run: RunState): readonly AssertionRow[] {
  const rows = document.assertions.map((spec) => {
    const kind = findKind(assertionKinds, spec.kind)
    const row = {
      id: spec.id,
      name: spec.name || spec.id,
      kind: kind?.title ?? spec.kind,
      asks: describe(spec),
    }
    return { ...row, ...judgement(spec, run) }
  })
  return run.report === null ? rows : violatedFirst(rows, ({ conclusion }) => conclusion?.verdict)
}

type Judgement = Pick<AssertionRow, 'badge' | 'conclusion' | 'when' | 'notes' | 'atMs'>

function judgement(spec: AssertionSpec, run: RunState): Judgement {
  const none = (when: string): Judgement => ({ badge: null, conclusion: null, when, notes: [], atMs: null })
  if (run.document === null || (run.report === null && run.progress === null)) return none('Not run yet')
  if (!spec.enabled) return none('Switched off')
  const ran = run.document.assertions.find(({ id }) => id === spec.id)
  if (ran === undefined) return none('Not run yet: added since the run')
  if (ran !== spec && JSON.stringify(ran) !== JSON.stringify(spec))
    return none('Not run yet: edited since the run')
  const judged = run.report === null ? liveJudgement(spec.id, run) : finalJudgement(spec.id, run)
  const excused = spec.soft && judged.conclusion?.verdict === 'violated'
  return excused ? { ...judged, notes: [...judged.notes, SOFT] } : judged
}

function finalJudgement(id: string, { report, document }: RunState): Judgement {
  const found = report?.assertions.find((assertion) => assertion.id === id)
  if (found === undefined) return { badge: null, conclusion: null, when: 'Not judged', notes: [], atMs: null }
  const step = document?.steps.find((candidate) => candidate.id === found.judgedBy)
  const judge =
    found.judgedBy === null ? 'Judged when the run ended' : `Judged by ${step?.name || found.judgedBy}`
  return {
    badge: found.outcome,
    conclusion: found,
    when: `${judge}, at ${printMillis(found.atMs)}`,
    notes: notesOf(found),
    atMs: found.atMs,
  }
}

function liveJudgement(id: string, { progress }: RunState): Judgement {
  const found = progress?.assertions.find((assertion) => assertion.id === id)
  const open = { badge: 'open', notes: [], atMs: null } as const
  if (found === undefined) return { ...open, conclusion: null, when: 'Not judged yet' }
  if (found.decided)
    return {
      badge: outcomeOf(found),
      conclusion: found,
      when: 'Decided',
      notes: notesOf(found),
      atMs: null,
    }
  const now = found.verdict === 'holds' ? 'hold' : 'be violated'
  return { ...open, conclusion: found, when: `Open: would ${now} if the run ended now` }
}

const notesOf = ({ vacuous, pending }: Conclusion): string[] => [
  ...(vacuous ? [VACUOUS] : []),
  ...(pending ? [PENDING] : []),
]

function describe(spec: AssertionSpec): string {
  const kind = findKind(assertionKinds, spec.kind)
  const params = kind?.params.safeParse(spec.params)
  return kind === undefined || params?.success !== true ? '' : kind.describe(params.data)
}

/**
 * The assertions that a stretch of time decided: judged within it, or by an event of it. Of their deciding events
 * those of the stretch are left.
 */
export function rowsDecidedIn(
  rows: readonly AssertionRow[],
  log: EventLog,
  range: TimeRange | null,
): readonly AssertionRow[] {
  if (range === null) return rows
  return rows.flatMap((row) => {
    const all = row.conclusion?.witness ?? []
    const witness = all.filter((seq) => seq < log.count && isIn(range, log.timeAt(seq)))
    if (witness.length === 0 && (row.atMs === null || !isIn(range, row.atMs))) return []
    return [row.conclusion === null ? row : { ...row, conclusion: { ...row.conclusion, witness } }]
  })
}

/** `2 of 3 hold`, with how the others stand. */
export function summaryOf(rows: readonly AssertionRow[]): string {
  const count = (...states: BadgeState[]) =>
    rows.filter(({ badge }) => badge !== null && states.includes(badge)).length
  if (rows.every(({ badge }) => badge === null))
    return `${rows.length} ${rows.length === 1 ? 'assertion' : 'assertions'}, not run yet`
  const rest = [
    [count('vacuous'), 'of them for want of events'],
    [count('violated'), 'violated'],
    [count('pending'), 'pending'],
    [count('error'), 'not judged'],
    [count('open'), 'open'],
    [rows.filter(({ badge }) => badge === null).length, 'without a verdict'],
  ].flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]))
  return [`${count('holds', 'vacuous')} of ${rows.length} hold`, ...rest].join(', ')
}
