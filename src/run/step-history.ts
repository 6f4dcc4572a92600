import type { Millis } from '../base/time.ts'
import { edgeKey } from '../document/edit.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec } from '../document/types.ts'
import { ROUND } from '../kinds/structure.ts'
import { flatten } from '../program/inline.ts'
import type { EventLog, RowVisitor } from '../log/event-log.ts'
import type { StepOutcome, StepReport } from '../log/report.ts'

/** What the log says of one step: the records that entered and left it, in order. */
interface StepMarks {
  readonly entered: number[]
  readonly left: number[]
  /** For each leaving, what became of the step. */
  readonly outcomes: StepOutcome[]
  /** Records at which it was followed by another, and by which way. */
  readonly followed: number[]
  readonly ways: string[]
  /** For each entering, how many records faults had touched when the step began to go on. */
  readonly since: number[]
  /** For each leaving, how many of them came while the step went on, up to then. */
  readonly touched: number[]
}

type Mark = 'entered' | 'left' | 'passing' | 'verdict' | 'other'

/** Where in a log steps were entered and left, connections taken and verdicts given. Follows a growing log. */
export class StepHistory {
  /** Records of the verdicts that check steps gave. */
  readonly verdicts: number[] = []
  /** Records of every entering and leaving. */
  readonly marks: number[] = []
  readonly #log: EventLog
  /** The steps as they run: those of sub-scenarios in place of the calls. */
  readonly #flat: readonly StepSpec[]
  readonly #steps = new Map<string, StepMarks>()
  readonly #edges = new Map<string, EdgeSpec>()
  readonly #taken = new Map<string, number[]>()
  readonly #kinds: Mark[] = []
  /** Records that faults acted on, each once. */
  readonly #touched: number[] = []
  #hitsRead = 0
  #rows = 0

  constructor(log: EventLog, document: ScenarioDocument) {
    this.#log = log
    const { steps, edges } = flatten(document)
    this.#flat = steps.map(({ spec }) => spec)
    for (const { edge } of edges) this.#edges.set(`${edge.from}\n${edge.on}\n${edge.to}`, edge)
    for (const { id } of this.#flat)
      this.#steps.set(id, {
        entered: [],
        left: [],
        outcomes: [],
        followed: [],
        ways: [],
        since: [],
        touched: [],
      })
  }

  /** Reads what the log has got since. */
  catchUp(): void {
    const { count } = this.#log
    this.#log.visitRows(this.#rows, count, this.#read)
    this.#rows = count
  }

  /** How each step stood when the log had so many records, as `Run.steps` told it then, but without messages. */
  stepsAt(rows: number): StepReport[] {
    return this.#flat.map(({ id, name, kind }) => {
      const { entered, left, outcomes, followed, ways } = this.#steps.get(id)!
      const visits = countBefore(entered, rows)
      const exits = countBefore(left, rows)
      const inside = visits > 0 && (exits === 0 || entered[visits - 1]! > left[exits - 1]!)
      const outcome = visits === 0 ? 'not-reached' : inside ? 'waiting' : (outcomes[exits - 1] ?? 'passed')
      return {
        id,
        name,
        kind,
        outcome,
        visits,
        enteredMs: this.#timeOf(entered, visits),
        leftMs: inside ? null : this.#timeOf(left, exits),
        way: ways[countBefore(followed, rows) - 1] ?? null,
        message: '',
      }
    })
  }

  /** How often each connection had been taken, by its key. */
  trafficAt(rows: number): Map<string, number> {
    return new Map([...this.#taken].map(([key, seqs]) => [key, countBefore(seqs, rows)]))
  }

  /** For each step, how many records faults had acted on while it went on. */
  touchedAt(rows: number): Map<string, number> {
    this.#readHits(rows)
    return new Map(
      [...this.#steps].map(([id, { entered, left, since, touched }]) => {
        const visits = countBefore(entered, rows)
        const exits = countBefore(left, rows)
        const before = exits === 0 ? 0 : touched[exits - 1]!
        return [id, visits > exits ? before + countBefore(this.#touched, rows) - since[visits - 1]! : before]
      }),
    )
  }

  #readHits(end: number): void {
    const { hits } = this.#log
    for (; this.#hitsRead < hits.length; this.#hitsRead++) {
      const { seq } = hits[this.#hitsRead]!
      if (seq >= end) return
      if (this.#touched.at(-1) !== seq) this.#touched.push(seq)
    }
  }

  #timeOf(seqs: readonly number[], count: number): Millis | null {
    return count === 0 ? null : this.#log.timeAt(seqs[count - 1]!)
  }

  readonly #read: RowVisitor = ({ channels }, from, to, firstSeq) => {
    const kinds = this.#kinds
    const known = this.#log.channels
    while (kinds.length < known.length) {
      const { topic, stage } = known[kinds.length]!
      kinds.push(stage === 'mark' ? (MARKS[topic] ?? 'other') : 'other')
    }
    for (let row = from; row < to; row++) {
      const kind = kinds[channels[row]!]!
      if (kind !== 'other') this.#take(kind, firstSeq + row - from)
    }
  }

  #take(kind: Mark, seq: number): void {
    if (kind === 'verdict') return void this.verdicts.push(seq)
    if (kind !== 'passing') this.marks.push(seq)
    const id = this.#stepOf(seq)
    const step = this.#steps.get(id)
    if (step === undefined) return
    const active = step.entered.length - step.left.length
    if (kind === 'left') {
      this.#readHits(seq)
      const before = step.touched.at(-1) ?? 0
      // Of a step that goes on several times at once, only the end of all of them is an end.
      step.touched.push(active > 1 ? before : before + this.#touched.length - step.since.at(-1)!)
      step.left.push(seq)
      step.outcomes.push(this.#log.payloadAt(seq)['outcome'] as StepOutcome)
    } else if (kind === 'entered') {
      this.#readHits(seq)
      step.since.push(active > 0 ? step.since.at(-1)! : this.#touched.length)
      step.entered.push(seq)
    }
    this.#follow(id, seq)
  }

  /** Where a step's record was caused by another step's, a connection between them was taken. */
  #follow(to: string, seq: number): void {
    const cause = this.#log.causeAt(seq)
    const from = cause < 0 ? to : this.#stepOf(cause)
    if (from === to) return
    const ways = this.#waysOut(cause)
    const edge = ways.flatMap((way) => this.#edges.get(`${from}\n${way}\n${to}`) ?? [])[0]
    const step = this.#steps.get(from)
    if (edge === undefined || step === undefined) return
    step.followed.push(seq)
    step.ways.push(edge.on)
    const key = edgeKey(edge)
    const seqs = this.#taken.get(key)
    if (seqs === undefined) this.#taken.set(key, [seq])
    else seqs.push(seq)
  }

  /** By which ways out a step's record may lead on. One that failed without a way of its own goes on as usual. */
  #waysOut(seq: number): readonly string[] {
    if (this.#log.channelAt(seq).topic === '$loop.round') return [ROUND]
    const { outcome, way } = this.#log.payloadAt(seq)
    if (typeof way === 'string') return [way]
    return outcome === 'failed' ? ['fail', 'next'] : ['next', ROUND]
  }

  #stepOf(seq: number): string {
    return this.#log.channelAt(seq).source.replace(/^step:/, '')
  }
}

const MARKS: Readonly<Record<string, Mark>> = {
  '$step.entered': 'entered',
  '$step.left': 'left',
  '$join.arrived': 'passing',
  '$loop.round': 'passing',
  $verdict: 'verdict',
}

/** How many of ascending numbers are below a bound. O(log n). */
export function countBefore(ascending: readonly number[], bound: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < bound) low = middle + 1
    else high = middle
  }
  return low
}
