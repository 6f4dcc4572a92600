import { z } from 'zod'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, topicField, whereField } from '../monitor/atom.ts'
import { held, shown, vacuous, violated } from '../monitor/conclude.ts'
import { numberReader } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

/** Two running sums. O(1) memory. */
export const conservation = defineAssertion({
  name: 'conservation',
  title: 'Conservation',
  group: 'History',
  summary: 'What goes in and what comes out add up to the same: no quantity appears or vanishes.',
  source: 'Conservation law: the sum in equals the sum out',
  params: z.object({
    input: topicField('What goes in', 'trading.order'),
    inputWhere: whereField('In, only where'),
    inputField: field(fieldPath.default('quantity'), { label: 'Quantity in', control: 'field-path' }),
    output: topicField('What comes out', 'trading.fill'),
    outputWhere: whereField('Out, only where'),
    outputField: field(fieldPath.default('quantity'), { label: 'Quantity out', control: 'field-path' }),
    tolerance: field(z.number().min(0).default(1e-9), { label: 'Tolerance' }),
    ahead: field(z.boolean().default(false), {
      label: 'Out may run ahead',
      help: 'Otherwise more out than in violates at once; what is still inside at the end does so in any case.',
    }),
  }),
  describe: ({ input, output, inputField, outputField }) =>
    `Σ ${input}.${inputField} = Σ ${output}.${outputField}`,
  topics: ({ input, output }) => [input, output],
  monitor(values) {
    const { tolerance } = values
    const goesIn = atomTest(atom(values.input, values.inputWhere))
    const comesOut = atomTest(atom(values.output, values.outputWhere))
    const [readIn, readOut] = [numberReader(values.inputField), numberReader(values.outputField)]
    const expected = `Σ ${values.input}.${values.inputField} = Σ ${values.output}.${values.outputField}`
    let [sumIn, sumOut, events, lastSeq] = [0, 0, 0, -1]
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const [put, got] = [
          goesIn(event) ? readIn(event) : Number.NaN,
          comesOut(event) ? readOut(event) : Number.NaN,
        ]
        if (!Number.isNaN(put)) sumIn += put
        if (!Number.isNaN(got)) sumOut += got
        if (Number.isNaN(put) && Number.isNaN(got)) return verdict
        events++
        lastSeq = event.seq
        if (!values.ahead && sumOut - sumIn > tolerance) verdict = 'violated'
        return verdict
      },
      conclude() {
        const actual = `${shown(sumIn)} in, ${shown(sumOut)} out`
        const off = Math.abs(sumIn - sumOut)
        const told = { expected, actual, margin: tolerance - off, witness: [lastSeq] }
        if (off > tolerance) {
          const where =
            sumIn > sumOut ? `${shown(off)} did not come out` : `${shown(off)} more came out than went in`
          return violated(
            { ...told, message: `Expected ${expected}, found ${actual}: ${where}.` },
            verdict === 'open',
          )
        }
        if (events === 0)
          return vacuous({
            ...told,
            message: `Nothing to judge: neither ${values.input} nor ${values.output} came.`,
          })
        return held({ ...told, message: `The sums agree: ${actual}.` })
      },
    }
  },
  examples: [
    {
      title: 'An order is filled in two parts',
      params: { input: 'order', output: 'fill' },
      given: [
        { topic: 'order', atMs: 0, payload: { quantity: 10 } },
        { topic: 'fill', atMs: 1, payload: { quantity: 4 } },
        { topic: 'fill', atMs: 2, payload: { quantity: 6 } },
      ],
      expect: { verdict: 'holds', actual: '10 in, 10 out' },
    },
    {
      title: 'More was filled than ordered',
      params: { input: 'order', output: 'fill' },
      given: [
        { topic: 'order', atMs: 0, payload: { quantity: 10 } },
        { topic: 'fill', atMs: 1, payload: { quantity: 11 } },
      ],
      expect: { verdict: 'violated', pending: false, witness: [1] },
    },
    {
      title: 'Part of it is still inside',
      params: { input: 'order', output: 'fill' },
      given: [{ topic: 'order', atMs: 0, payload: { quantity: 10 } }],
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
