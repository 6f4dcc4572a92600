import { z } from 'zod'
import { defineChaos, type ChaosContext, type Interceptor } from '../contracts.ts'
import { field } from '../form.ts'

/**
 * Overtaking without loss. Events gather until there are enough of them, or until the first has waited long
 * enough; then they go on in another order.
 */
export const reorder = defineChaos({
  name: 'reorder',
  title: 'Reorder',
  group: 'Order and copies',
  summary: 'Gathers a few events and lets them go on in another order.',
  source: 'tc-netem(8) reorder; RFC 4737 on the extent of reordering',
  params: z.object({
    mode: field(z.enum(['gap', 'shuffle', 'lifo']).default('gap'), {
      label: 'Order',
      texts: {
        gap: 'the last of the window goes first',
        shuffle: 'shuffled',
        lifo: 'last in, first out',
      },
    }),
    window: field(z.int().min(2).max(1_000).default(3), {
      label: 'Window',
      unit: 'events',
      control: 'slider',
      soft: [2, 20],
      help: 'So many events are put in another order; none moves by as many places.',
    }),
    waitMs: field(z.int().min(1).max(86_400_000).default(10_000), {
      label: 'Waits at most',
      unit: 'ms',
      control: 'slider',
      soft: [100, 60_000],
      help: 'A window that does not fill goes on as it is, in that other order.',
    }),
  }),
  describe: ({ mode, window }) => `reorder ${window}, ${mode}`,
  intercept: ({ mode, window, waitMs }, context) => gather(window, waitMs, context, pick(mode, context)),
  examples: [
    {
      title: 'The third price goes first',
      params: { mode: 'gap', window: 3 },
      given: [0, 1_000, 2_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: {} })),
      expect: [{ do: 'park' }, { do: 'park' }, { do: 'park' }],
      released: [2, 0, 1].map((event) => ({ atMs: 2_000, event })),
    },
    {
      title: 'A window that does not fill',
      params: { mode: 'lifo', window: 5, waitMs: 3_000 },
      given: [0, 1_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: {} })),
      expect: [{ do: 'park' }, { do: 'park' }],
      released: [1, 0].map((event) => ({ atMs: 3_000, event })),
    },
  ],
})

/** Which of so many events goes on next; asked with one less each time. `first` while the window is whole. */
type Pick = (count: number, first: boolean) => number

function pick(mode: 'gap' | 'shuffle' | 'lifo', { random }: ChaosContext): Pick {
  if (mode === 'shuffle') return (count) => random.below(count)
  return mode === 'lifo' ? (count) => count - 1 : (count, first) => (first ? count - 1 : 0)
}

function gather(
  window: number,
  waitMs: number,
  { parking, schedule }: ChaosContext,
  next: Pick,
): Interceptor {
  let gathered = 0
  let batch = 0
  const flow = () => {
    batch++
    // Fewer than gathered where the fault was healed meanwhile.
    const whole = Math.min(gathered, parking.count)
    for (let left = whole; left > 0; left--) parking.release(next(left, left === whole))
    gathered = 0
  }
  return () => {
    if (gathered++ === 0) {
      const own = batch
      schedule(waitMs, () => {
        if (own === batch) flow()
      })
    }
    // The event itself is parked only after this answer: its window goes on a moment later, at the same time.
    if (gathered === window) schedule(0, flow)
    return { do: 'park' }
  }
}
