import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyReader, keyText, MOST_KEPT, tooMany } from '../monitor/keys.ts'
import { Obligations } from '../monitor/obligations.ts'
import { fieldPath } from '../topic.ts'

const params = z.object({
  input: topicField('What goes in', 'trading.order'),
  inputWhere: whereField('In, only where'),
  output: topicField('Comes out as', 'trading.fill'),
  outputWhere: whereField('Out, only where'),
  key: field(fieldPath.default('orderId'), {
    label: 'Recognised by',
    control: 'field-path',
    help: 'A field that both have; events without it are left out.',
  }),
  guarantee: field(z.enum(['exactly-once', 'at-least-once', 'at-most-once']).default('exactly-once'), {
    label: 'Guarantee',
    texts: {
      'exactly-once': 'exactly once: nothing lost, nothing twice',
      'at-least-once': 'at least once: nothing lost',
      'at-most-once': 'at most once: nothing twice',
    },
    help: 'What comes out without having gone in violates all three.',
  }),
  withinMs: field(z.int().min(0).max(1_000_000_000).optional(), {
    label: 'Lost after',
    unit: 'ms',
    help: 'Empty means that it may come out until the end of the run.',
  }),
})

/** Lost, unexpected and duplicated elements of a queue. At most MOST_KEPT keys. */
export const deliveryGuarantee = defineAssertion({
  name: 'delivery-guarantee',
  title: 'Delivery guarantee',
  group: 'History',
  summary: 'What goes in comes out exactly, at least or at most once; nothing comes out that did not go in.',
  source: 'Jepsen: total-queue checker (lost, unexpected, duplicated)',
  params,
  describe: ({ input, output, guarantee }) => `${input} → ${output} ${guarantee}`,
  topics: ({ input, output }) => [input, output],
  monitor(values) {
    const { guarantee, withinMs = Infinity, key: path } = values
    const [one, two] = [atom(values.input, values.inputWhere), atom(values.output, values.outputWhere)]
    const [goesIn, comesOut] = [atomTest(one), atomTest(two)]
    const keyOf = keyReader(path)
    const balance = new Map<string, { in: number; out: number; seq: number }>()
    const waiting = new Obligations()
    const mayLose = guarantee === 'at-most-once'
    const mayDouble = guarantee === 'at-least-once'
    const expected = `each ${atomText(one)} comes out as ${atomText(two)} ${guarantee.replaceAll('-', ' ')}`
    let [inputs, outputs, full] = [0, 0, false]
    let fault = { text: '', witness: [] as number[] }
    let verdict: Verdict = 'open'
    const blame = (text: string, witness: number[]) => {
      verdict = 'violated'
      fault = { text, witness }
    }
    const entry = (key: string, seq: number) => {
      let found = balance.get(key)
      if (found === undefined) {
        found = { in: 0, out: 0, seq }
        if (balance.size >= MOST_KEPT) full = true
        else balance.set(key, found)
      }
      return found
    }
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const { atMs, seq } = event
        const oldest = mayLose ? undefined : waiting.oldest
        if (oldest !== undefined && atMs - oldest.atMs > withinMs) {
          blame(
            `${values.input} ${eventAt(oldest.seq, oldest.atMs)}${keyText(path, oldest.key)} was lost: nothing came out within ${printMillis(withinMs)}`,
            [oldest.seq],
          )
          return verdict
        }
        const key = keyOf(event)
        if (key === undefined) return verdict
        if (goesIn(event)) {
          const known = entry(key, seq)
          inputs++
          known.in++
          known.seq = seq
          if (!mayLose && known.in > known.out) waiting.add(key, seq, atMs)
        }
        if (comesOut(event)) {
          const known = entry(key, -1)
          outputs++
          known.out++
          const name = `${values.output} ${eventAt(seq, atMs)}${keyText(path, key)}`
          if (known.in === 0) blame(`${name} came out, but never went in`, [seq])
          else if (known.out > known.in && !mayDouble)
            blame(`${name} came out a second time`, [seq, known.seq])
          waiting.meet(key)
        }
        if (full || waiting.full) verdict = 'violated'
        return verdict
      },
      conclude(atMs) {
        if (full || waiting.full) return tooMany(`values of ${path}`, expected)
        if (verdict === 'violated')
          return violated({ expected, actual: fault.text, message: `${fault.text}.`, witness: fault.witness })
        const oldest = mayLose ? undefined : waiting.oldest
        if (oldest !== undefined) {
          const late = atMs - oldest.atMs >= withinMs
          const text = `${values.input} ${eventAt(oldest.seq, oldest.atMs)}${keyText(path, oldest.key)} ${late ? 'was lost' : 'had not come out when the run ended'}`
          const more = waiting.open === 1 ? '' : `, and ${waiting.open - 1} more`
          return violated(
            {
              expected,
              actual: `${waiting.open} missing`,
              message: `${text}${more}.`,
              witness: [oldest.seq],
            },
            !late,
          )
        }
        if (inputs === 0)
          return vacuous({
            expected,
            actual: 'nothing went in',
            message: `Nothing to judge: no ${atomText(one)} came.`,
          })
        const actual = `${inputs} in, ${outputs} out`
        return held({
          expected,
          actual,
          message: `${capitalized(guarantee)}: ${plural(inputs, 'event')} in, ${outputs} out.`,
        })
      },
    }
  },
  examples: [
    {
      title: 'One job is done twice',
      params: { input: 'job', output: 'done', key: 'id' },
      given: [
        { topic: 'job', atMs: 0, payload: { id: 1 } },
        { topic: 'done', atMs: 1, payload: { id: 1 } },
        { topic: 'done', atMs: 2, payload: { id: 1 } },
      ],
      expect: { verdict: 'violated', pending: false, witness: [2, 0] },
    },
    {
      title: 'Twice is fine at least once',
      params: { input: 'job', output: 'done', key: 'id', guarantee: 'at-least-once' },
      given: [
        { topic: 'job', atMs: 0, payload: { id: 1 } },
        { topic: 'done', atMs: 1, payload: { id: 1 } },
        { topic: 'done', atMs: 2, payload: { id: 1 } },
      ],
      expect: { verdict: 'holds', actual: '1 in, 2 out' },
    },
    {
      title: 'One is still missing when the run ends',
      params: { input: 'job', output: 'done', key: 'id' },
      given: [{ topic: 'job', atMs: 0, payload: { id: 1 } }],
      expect: { verdict: 'violated', pending: true, witness: [0] },
    },
  ],
})

const capitalized = (guarantee: string) =>
  `${guarantee.slice(0, 1).toUpperCase()}${guarantee.slice(1).replaceAll('-', ' ')}`
