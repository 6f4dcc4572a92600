import { z } from 'zod'
import { printMillis, type Millis } from '../../../base/time.ts'
import type { Monitor, Verdict } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { eventAt, topicField, atom, atomTest } from '../../../kinds/monitor/atom.ts'
import { held, plural, vacuous, violated } from '../../../kinds/monitor/conclude.ts'
import { priceReader, type PriceAt, type PriceParams } from './price-monitor.ts'

/** The form fields of assertions that say: when this happens to the price, trading is halted. */
export const haltShape = {
  halt: topicField(
    'Is answered by',
    'trading.halt',
    'The event that halts trading; until it resumes nothing more is asked.',
  ),
  resume: topicField('Until', 'trading.resume'),
  withinMs: field(z.int().min(0).max(1_000_000_000).default(0), {
    label: 'Within',
    unit: 'ms',
    help: '0 means at the same instant.',
  }),
}

export interface HaltParams extends PriceParams {
  readonly halt: string
  readonly resume: string
  readonly withinMs: Millis
}

export const haltTopics = ({ event, halt, resume }: HaltParams): readonly string[] => [event, halt, resume]

/**
 * Each trigger has to be answered by a halt in time. While one waits, or trading is halted, further
 * triggers ask nothing new. O(1) memory beside what the trigger keeps.
 */
export function haltMonitor(
  params: HaltParams,
  what: string,
  /** Says in words what the price did, or null. Told too when trading resumes, to begin anew. */
  trigger: { price(at: PriceAt): string | null; resumed?(): void },
): Monitor {
  const { withinMs } = params
  const read = priceReader(params)
  const [isHalt, isResume] = [atomTest(atom(params.halt)), atomTest(atom(params.resume))]
  const expected = `${params.halt} within ${printMillis(withinMs)} of ${what}`
  let [prices, answered, halted] = [0, 0, false]
  let waiting: { readonly at: PriceAt; readonly text: string } | null = null
  let witness: number[] = []
  let verdict: Verdict = 'open'
  return {
    observe(event) {
      if (verdict !== 'open') return verdict
      if (waiting !== null && event.atMs - waiting.at.atMs > withinMs) {
        verdict = 'violated'
        return verdict
      }
      if (isHalt(event)) {
        halted = true
        if (waiting !== null) {
          answered++
          witness = [waiting.at.seq, event.seq]
          waiting = null
        }
      } else if (isResume(event)) {
        halted = false
        trigger.resumed?.()
      }
      const at = read(event)
      if (at === undefined) return verdict
      prices++
      const text = trigger.price(at)
      if (text !== null && !halted && waiting === null) waiting = { at, text }
      return verdict
    },
    conclude(atMs) {
      if (waiting !== null) {
        const pending = verdict === 'open' && waiting.at.atMs + withinMs > atMs
        const text = `${waiting.text} at ${eventAt(waiting.at.seq, waiting.at.atMs)}`
        const end = pending
          ? 'and the run ended before the time was over'
          : `and no ${params.halt} came in time`
        return violated(
          {
            expected,
            actual: text,
            message: `Expected ${expected}; ${text}, ${end}.`,
            witness: [waiting.at.seq],
          },
          pending,
        )
      }
      if (answered === 0) {
        const actual = `no ${what} in ${plural(prices, 'price')}`
        return vacuous({ expected, actual, message: `Nothing to judge: ${actual}.` })
      }
      const actual = `${plural(answered, 'halt')}, in time`
      return held({ expected, actual, message: `Found ${actual}.`, witness })
    },
  }
}
