import { z } from 'zod'
import type { RandomStream } from '../../base/random.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/**
 * Splits those who take part into two sides that do not hear each other. Acts on each subscriber's copy: what
 * was published is on the bus, and reaches only the publisher's own side.
 */
export const partition = defineChaos({
  name: 'partition',
  title: 'Partition',
  group: 'Links',
  summary: 'Splits sources and agents into two sides: what one publishes does not reach the other.',
  source: 'Jepsen nemesis; partition modes of TigerBeetle’s simulator; Chaos Mesh direction',
  hooks: ['deliver'],
  params: z.object({
    mode: field(z.enum(['listed', 'halves', 'isolate-one']).default('isolate-one'), {
      label: 'One side',
      texts: { listed: 'those listed', halves: 'a random half', 'isolate-one': 'one drawn at random' },
      help: 'Drawn anew at each split, alike for everybody.',
    }),
    side: field(z.array(z.string().min(1).max(100)).max(200).default([]), {
      label: 'Those listed',
      control: 'topic-list',
      help: 'Ids of sources and agents.',
      when: { mode: ['listed'] },
    }),
    direction: field(z.enum(['both', 'from', 'to']).default('both'), {
      label: 'Is cut',
      texts: {
        both: 'in both directions',
        from: 'only what that side publishes',
        to: 'only what reaches that side',
      },
    }),
    splitMs: field(z.int().min(1).max(86_400_000).default(10_000), {
      label: 'Split for',
      unit: 'ms',
      control: 'slider',
      soft: [1_000, 120_000],
    }),
    wholeMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Then whole for',
      unit: 'ms',
      control: 'slider',
      soft: [0, 120_000],
      help: 'Split and whole alternate from time 0 on; 0 means that one split follows the other.',
    }),
  }),
  describe: ({ mode, direction }) => `${mode}, ${direction}`,
  intercept({ mode, side, direction, splitMs, wholeMs }, { common, participants, subscriber }) {
    const luck = common('split')
    const rounds: ReadonlySet<string>[] = []
    const sideAt = (round: number) => {
      while (rounds.length <= round)
        rounds.push(mode === 'listed' ? new Set(side) : drawSide(mode, participants, luck))
      return rounds[round]
    }
    return ({ source, atMs }) => {
      const period = splitMs + wholeMs
      if (atMs % period >= splitMs) return { do: 'pass' }
      const one = sideAt(Math.floor(atMs / period))
      const [from, to] = [one?.has(source) ?? false, one?.has(subscriber) ?? false]
      if (from === to) return { do: 'pass' }
      return { do: direction === 'both' || (direction === 'from' ? from : to) ? 'drop' : 'pass' }
    }
  },
  examples: [
    {
      title: 'The agent is cut off for two seconds of three',
      params: { mode: 'listed', side: ['agent'], splitMs: 2_000, wholeMs: 1_000 },
      given: [0, 1_000, 2_000, 3_000].map((atMs) => ({
        topic: 'PriceUpdate',
        source: 'source',
        atMs,
        payload: {},
      })),
      expect: [{ do: 'drop' }, { do: 'drop' }, { do: 'pass' }, { do: 'drop' }],
    },
  ],
})

function drawSide(
  mode: 'halves' | 'isolate-one',
  all: readonly string[],
  luck: RandomStream,
): ReadonlySet<string> {
  const left = [...all]
  const size = mode === 'halves' ? left.length >> 1 : Math.min(1, left.length)
  return new Set(Array.from({ length: size }, () => left.splice(luck.below(left.length), 1)[0] ?? ''))
}
