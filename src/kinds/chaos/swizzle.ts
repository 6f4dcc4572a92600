import { z } from 'zod'
import type { RandomStream } from '../../base/random.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** From when to when one participant is clogged, counted from the beginning of its round. */
interface Clog {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Some participants are clogged, one after the other, and then unclogged one by one in another order. What a
 * clogged one publishes, and what is on its way to it, is kept back and comes once both ends are free. FoundationDB
 * found that this finds more than clogging them all at once.
 */
export const swizzle = defineChaos({
  name: 'swizzle',
  title: 'Swizzle',
  group: 'Links',
  summary: 'Clogs some sources and agents one by one, and unclogs them one by one in another order.',
  source: 'swizzle-clogging of FoundationDB’s simulator',
  hooks: ['deliver'],
  params: z.object({
    share: field(z.number().min(0).max(1).default(0.5), {
      label: 'Share',
      unit: 'ratio',
      control: 'slider',
      help: 'Of those who take part; at least one, drawn anew for each round, alike for everybody.',
    }),
    stepMs: field(z.int().min(1).max(86_400_000).default(2_000), {
      label: 'Step',
      unit: 'ms',
      control: 'slider',
      soft: [100, 30_000],
      help: 'Between one and the next, clogging and unclogging.',
    }),
    freeMs: field(z.int().min(0).max(86_400_000).default(10_000), {
      label: 'Then free for',
      unit: 'ms',
      control: 'slider',
      soft: [0, 120_000],
      help: 'Rounds follow one another from time 0 on.',
    }),
  }),
  describe: ({ share, stepMs }) => `${share} of all, every ${stepMs} ms`,
  intercept({ share, stepMs, freeMs }, { common, participants, subscriber, parking, schedule }) {
    const luck = common('swizzle')
    const size = Math.min(participants.length, Math.max(1, Math.floor(share * participants.length)))
    const periodMs = 2 * size * stepMs + freeMs
    const rounds: ReadonlyMap<string, Clog>[] = []
    const clogsAt = (round: number) => {
      while (rounds.length <= round) rounds.push(drawRound(participants, size, stepMs, luck))
      return rounds[round]
    }
    /** When what is on its way between these two now gets through: the end of all clogs that it meets. */
    const freeAt = (source: string, atMs: number): number => {
      const round = Math.floor(atMs / periodMs)
      const clogs = [source, subscriber].flatMap((id) => clogsAt(round)?.get(id) ?? [])
      let placeMs = atMs - round * periodMs
      for (let moved = true; moved;) {
        const met = clogs.find(({ fromMs, toMs }) => fromMs <= placeMs && placeMs < toMs)
        moved = met !== undefined
        if (met !== undefined) placeMs = met.toMs
      }
      return round * periodMs + placeMs
    }
    /** When each of the parked events goes on, in the order in which they are parked. */
    let due: number[] = []
    const flow = (nowMs: number) => {
      // Fewer where the fault was healed meanwhile.
      due = due.slice(0, parking.count)
      for (let place = 0; place < due.length;) {
        if (due[place]! > nowMs) place++
        else {
          due.splice(place, 1)
          parking.release(place)
        }
      }
    }
    return ({ source, atMs }) => {
      const untilMs = freeAt(source, atMs)
      if (untilMs <= atMs) return { do: 'pass' }
      due.push(untilMs)
      schedule(untilMs - atMs, flow)
      return { do: 'park' }
    }
  },
  examples: [
    {
      title: 'Source and agent are clogged in turn: prices wait until both are free',
      params: { share: 1, stepMs: 1_000, freeMs: 1_000 },
      given: [0, 1_000, 4_000].map((atMs) => ({ topic: 'PriceUpdate', source: 'source', atMs, payload: {} })),
      expect: [{ do: 'park' }, { do: 'park' }, { do: 'pass' }],
      released: [0, 1].map((event) => ({ atMs: 4_000, event })),
    },
  ],
})

/** One is clogged at each step, then one unclogged at each. */
function drawRound(
  all: readonly string[],
  size: number,
  stepMs: number,
  luck: RandomStream,
): ReadonlyMap<string, Clog> {
  const draw = (from: readonly string[], count: number) => {
    const left = [...from]
    return Array.from({ length: count }, () => left.splice(luck.below(left.length), 1)[0] ?? '')
  }
  const clogged = draw(all, size)
  const freed = draw(clogged, size)
  return new Map(
    clogged.map((id, nth) => [id, { fromMs: nth * stepMs, toMs: (size + freed.indexOf(id) + 1) * stepMs }]),
  )
}
