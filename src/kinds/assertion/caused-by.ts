import { z } from 'zod'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'

/**
 * Causal order, from the cause that every record names. Memory: one bit for each record of the log, which
 * its limit on events bounds.
 */
export const causedBy = defineAssertion({
  name: 'caused-by',
  title: 'Has a cause',
  group: 'History',
  summary: 'Each event was caused by one of another kind, directly or through others in between.',
  source: 'Happened-before: Lamport (1978)',
  params: z.object({
    event: topicField('Each', 'trading.fill'),
    where: whereField('Only where'),
    cause: topicField('Was caused by', 'trading.order'),
    causeWhere: whereField('Cause, only where'),
    directly: field(z.boolean().default(false), {
      label: 'Directly',
      help: 'Nothing in between; a fault that held the event up does not count.',
    }),
  }),
  describe: ({ event, cause }) => `${event} because of ${cause}`,
  topics: ({ event, cause, directly }) => (directly ? [event, cause] : ['**']),
  stages: ({ directly }) => (directly ? ['delivered', 'held'] : ['delivered', 'held', 'mark']),
  monitor(values) {
    const [one, two] = [atom(values.event, values.where), atom(values.cause, values.causeWhere)]
    const [isEffect, isCause] = [atomTest(one), atomTest(two)]
    const descends = new Bits()
    const expected = `each ${atomText(one)} is caused by ${atomText(two)}`
    let [count, text] = [0, '']
    let witness: number[] = []
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const { seq, cause, stage } = event
        const due = descends.has(cause)
        const delivered = stage === 'delivered'
        if (delivered && isEffect(event)) {
          count++
          if (due) witness = [seq, cause]
          else {
            verdict = 'violated'
            text = `${event.topic} ${eventAt(seq, event.atMs)} was caused by ${cause < 0 ? 'nothing before it' : `#${cause}`}`
            witness = [seq, cause]
          }
        }
        const passesOn = !values.directly || stage === 'held'
        if ((delivered && isCause(event)) || (due && passesOn)) descends.add(seq)
        return verdict
      },
      conclude() {
        const told = { expected, witness }
        if (verdict === 'violated')
          return violated({ ...told, actual: text, message: `Expected that ${expected}, but ${text}.` })
        const actual = plural(count, 'event')
        if (count === 0)
          return vacuous({ ...told, actual, message: `Nothing to judge: no ${atomText(one)} came.` })
        return held({ ...told, actual, message: `${actual}, each caused by ${atomText(two)}.` })
      },
    }
  },
  examples: [
    {
      title: 'A fill that an order led to, through the gateway',
      params: { event: 'fill', cause: 'order' },
      given: [
        { topic: 'order', atMs: 0, payload: {} },
        { topic: 'routed', atMs: 1, payload: {}, cause: 0 },
        { topic: 'fill', atMs: 2, payload: {}, cause: 1 },
      ],
      expect: { verdict: 'holds', witness: [2, 1] },
    },
    {
      title: 'A fill that nobody ordered',
      params: { event: 'fill', cause: 'order' },
      given: [
        { topic: 'order', atMs: 0, payload: {} },
        { topic: 'fill', atMs: 2, payload: {} },
      ],
      expect: { verdict: 'violated', witness: [1] },
    },
  ],
})

/** A set of record numbers, one bit each, that grows with the largest. */
class Bits {
  #bytes = new Uint8Array(64)

  has(index: number): boolean {
    return index >= 0 && ((this.#bytes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
  }

  add(index: number): void {
    const place = index >> 3
    if (place >= this.#bytes.length) {
      const grown = new Uint8Array(Math.max(place + 1, this.#bytes.length * 2))
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes[place] = this.#bytes[place]! | (1 << (index & 7))
  }
}
