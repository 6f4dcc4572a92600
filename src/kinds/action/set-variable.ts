import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'
import { fieldPath, jsonValue, topicGlob } from '../topic.ts'

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a name such as phase')

/** Variables live as long as the run. Branches and loops can ask for them. */
export const setVariable = defineAction({
  name: 'set-variable',
  title: 'Set a variable',
  summary:
    'Stores a value under a name, copies one from the latest event, or counts; conditions can read it.',
  source: 'Assign activity of WS-BPEL 2.0 (OASIS, 2007)',
  params: z.object({
    variable: field(variableName.default('phase'), { label: 'Variable' }),
    to: field(z.enum(['value', 'event', 'increment']).default('value'), {
      label: 'Set it to',
      help: 'A value, a field of the latest event on a topic, or itself plus a number.',
    }),
    value: field(jsonValue.default(''), {
      label: 'Value',
      control: 'json',
      help: 'Any JSON: 12, "text", true, {…}.',
      when: { to: ['value'] },
    }),
    topic: field(topicGlob.default('PriceUpdate'), {
      label: 'Topic',
      control: 'topic-pattern',
      help: 'Before the first such event, or where it has no such field, the variable becomes null.',
      when: { to: ['event'] },
    }),
    field: field(fieldPath.default('price'), {
      label: 'Field',
      control: 'field-path',
      when: { to: ['event'] },
    }),
    by: field(z.number().min(-1e12).max(1e12).default(1), {
      label: 'Plus',
      help: 'A variable that is not a number yet counts from 0.',
      when: { to: ['increment'] },
    }),
  }),
  describe({ variable, to, value, topic, field: path, by }) {
    if (to === 'event') return `${variable} = ${topic} ${path}`
    return to === 'increment' ? `${variable} + ${by}` : `${variable} = ${JSON.stringify(value)}`
  },
  compile({ variable, to, value, topic, field: path, by }) {
    if (to === 'event') return [{ op: 'copy', variable, topic, field: path }]
    return [to === 'increment' ? { op: 'increment', variable, by } : { op: 'set', variable, value }]
  },
  examples: [
    {
      title: 'Name the phase',
      params: { variable: 'phase', value: 'crash' },
      expect: [{ op: 'set', variable: 'phase', value: 'crash' }],
    },
    {
      title: 'Remember the price before the crash',
      params: { variable: 'before', to: 'event', topic: 'PriceUpdate', field: 'price' },
      expect: [{ op: 'copy', variable: 'before', topic: 'PriceUpdate', field: 'price' }],
    },
    {
      title: 'Count the attempts',
      params: { variable: 'attempts', to: 'increment', by: 1 },
      expect: [{ op: 'increment', variable: 'attempts', by: 1 }],
    },
  ],
})
