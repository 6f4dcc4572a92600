import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'

const MOST = 10_000
const count = z.int().min(0).max(MOST)

const params = z
  .object({
    event: topicField('Events', 'PriceUpdate'),
    where: whereField('Only where'),
    windowMs: field(z.int().min(1).max(1_000_000_000).default(10_000), {
      label: 'Window',
      unit: 'ms',
      soft: [100, 600_000],
    }),
    windows: field(z.enum(['tumbling', 'sliding']).default('tumbling'), {
      label: 'Windows',
      texts: { tumbling: 'one after the other, from 0', sliding: 'sliding: any stretch that long' },
    }),
    min: field(count.default(1), { label: 'At least', unit: 'events' }),
    max: field(count.optional(), { label: 'At most', unit: 'events', help: 'Empty means no upper bound.' }),
  })
  .refine(({ min, max }) => max === undefined || min <= max, {
    path: ['max'],
    message: 'must not be less than “at least”',
  })

type Values = z.output<typeof params>

interface Broken {
  readonly found: number
  readonly fromMs: number
  readonly witness: readonly number[]
}

/**
 * How many events fall into windows of a length, half open. A window that the run did not complete is not
 * judged for too few. Memory: two numbers for tumbling windows; for sliding ones a ring of the larger bound.
 */
export const countPerWindow = defineAssertion({
  name: 'count-per-window',
  title: 'Count per window',
  group: 'Counts and order',
  summary: 'In every window of time there are at least, or at most, so many events.',
  source: 'Windows of stream processing: tumbling and sliding',
  params,
  describe: ({ event, windowMs, min, max }) =>
    `${min}${max === undefined ? '+' : `–${max}`} ${event} per ${printMillis(windowMs)}`,
  topics: ({ event }) => [event],
  monitor(values) {
    const { min, max = Infinity, windowMs } = values
    const one = atom(values.event, values.where)
    const test = atomTest(one)
    const windows = values.windows === 'tumbling' ? tumbling(values) : sliding(values)
    const range = max === Infinity ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`
    const expected = `${range} ${atomText(one)} in ${values.windows === 'tumbling' ? 'each' : 'any'} ${printMillis(windowMs)}`
    let [found, verdict] = [0, 'open' as Verdict]
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event)) return verdict
        found++
        windows.add(event.atMs, event.seq)
        if (windows.broken(event.atMs) !== null) verdict = 'violated'
        return verdict
      },
      conclude(atMs) {
        const broken = windows.broken(atMs)
        if (broken !== null) {
          const side = broken.found > max ? `${broken.found - max} too many` : `${min - broken.found} too few`
          return violated({
            expected,
            actual: `${broken.found} from ${printMillis(broken.fromMs)} on`,
            message: `Expected ${expected}; in the ${printMillis(windowMs)} from ${printMillis(broken.fromMs)} on there ${broken.found === 1 ? 'was' : 'were'} ${broken.found}: ${side}.`,
            margin: broken.found > max ? max - broken.found : broken.found - min,
            witness: broken.witness,
          })
        }
        const actual = `${plural(found, 'event')} in ${printMillis(atMs)}`
        if (atMs < windowMs && (max === Infinity || found === 0))
          return vacuous({
            expected,
            actual,
            message: `Nothing to judge: the run was shorter than the window of ${printMillis(windowMs)}.`,
          })
        return held({ expected, actual, message: `${actual}, ${range} in each window.` })
      },
    }
  },
  examples: [
    {
      title: 'The second window has only one',
      params: { event: 'tick', windowMs: 1_000, min: 2 },
      given: [0, 500, 1_500, 2_000, 2_100].map((atMs) => ({ topic: 'tick', atMs, payload: {} })),
      expect: { verdict: 'violated', margin: -1, actual: '1 from 1 s on' },
    },
    {
      title: 'A window that the run did not complete is not judged',
      params: { event: 'tick', windowMs: 1_000, min: 2 },
      given: [0, 500, 1_500].map((atMs) => ({ topic: 'tick', atMs, payload: {} })),
      endMs: 1_900,
      expect: { verdict: 'holds' },
    },
    {
      title: 'A burst across the border of two windows is seen when they slide',
      params: { event: 'order', windowMs: 1_000, windows: 'sliding', min: 0, max: 2 },
      given: [900, 950, 1_000].map((atMs) => ({ topic: 'order', atMs, payload: {} })),
      expect: { verdict: 'violated', margin: -1, witness: [2, 0] },
    },
  ],
})

interface Windows {
  add(atMs: number, seq: number): void
  /** The first window found with too few or too many, if time has come so far. */
  broken(atMs: number): Broken | null
}

function tumbling({ min, max = Infinity, windowMs }: Values): Windows {
  let [window, inside, lastSeq] = [0, 0, -1]
  let first: Broken | null = null
  /** Closes windows that ended by now; empty ones in between count as one find. */
  const closed = (atMs: number): Broken | null => {
    if (first !== null) return first
    if (atMs < (window + 1) * windowMs) return null
    if (inside < min) return { found: inside, fromMs: window * windowMs, witness: [lastSeq] }
    const empty = min > 0 && atMs >= (window + 2) * windowMs
    return empty ? { found: 0, fromMs: (window + 1) * windowMs, witness: [lastSeq] } : null
  }
  return {
    add(atMs, seq) {
      first = closed(atMs)
      if (first !== null) return
      const now = Math.floor(atMs / windowMs)
      inside = now === window ? inside + 1 : 1
      window = now
      lastSeq = seq
      if (inside > max) first = { found: inside, fromMs: window * windowMs, witness: [seq] }
    },
    broken: closed,
  }
}

function sliding({ min, max = Infinity, windowMs }: Values): Windows {
  const size = Math.max(min, max === Infinity ? 0 : max) + 1
  const times = new Float64Array(size)
  const seqs = new Float64Array(size)
  let count = 0
  let first: Broken | null = null
  const at = (index: number) => index % size
  /** From just after the event before the last `min`, or from 0, until now. */
  const tooFew = (atMs: number): Broken | null => {
    if (min === 0) return null
    const before = count - min
    const fromMs = before < 0 ? 0 : times[at(before)]! + 1
    if (fromMs + windowMs > atMs) return null
    let found = 0
    for (let index = Math.max(0, before + 1); index < count; index++)
      if (times[at(index)]! >= fromMs && times[at(index)]! < fromMs + windowMs) found++
    return { found, fromMs, witness: count === 0 ? [] : [seqs[at(count - 1)]!] }
  }
  return {
    add(atMs, seq) {
      if (first !== null) return
      first = tooFew(atMs)
      if (first !== null) return
      times[at(count)] = atMs
      seqs[at(count)] = seq
      count++
      const oldest = count - 1 - max
      if (oldest >= 0 && atMs - times[at(oldest)]! < windowMs)
        first = { found: max + 1, fromMs: times[at(oldest)]!, witness: [seq, seqs[at(oldest)]!] }
    },
    broken: (atMs) => first ?? tooFew(atMs),
  }
}
