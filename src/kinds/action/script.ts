import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'
import { codeField, settingsField } from '../script.ts'
import { topicName } from '../topic.ts'

/** What the code of an action has and is given; run/script-actions.ts calls it. */
export const ACTION_SHAPE = { needs: ['run'], may: [], commands: ['publish', 'set', 'note', 'fail'] }

const EXAMPLE = `// Called each time the step is reached.
function run({ variables, latest, atMs, cycle }) {
  const price = latest.PriceUpdate?.payload.price ?? 0
  set('reference', price)
  publish('scenario.signal', { price }, 0)
  if (price <= 0) fail('There is no price yet.')
}
`

export const script = defineAction({
  name: 'script',
  title: 'Run a script',
  summary: 'Your own JavaScript reads variables and latest events, publishes and sets variables.',
  source: 'Script task of BPMN 2.0 (OMG, 2011)',
  params: z.object({
    reads: field(z.array(topicName).max(50).default(['PriceUpdate']), {
      label: 'Reads',
      control: 'topic-list',
      help: 'Topics whose latest event the code is given.',
    }),
    publishes: field(z.array(topicName).max(50).default(['scenario.signal']), {
      label: 'Publishes',
      control: 'topic-list',
      help: 'Every topic that the code may publish.',
    }),
    code: codeField(ACTION_SHAPE, EXAMPLE, {
      label: 'Code',
      help: 'Needs run(context). See docs/scripts.md.',
    }),
    settings: settingsField(),
  }),
  describe: ({ publishes }) =>
    publishes.length === 0 ? 'a script' : `script → ${publishes.join(', ').slice(0, 50)}`,
  compile: ({ code, settings, reads, publishes }) => [{ op: 'script', code, settings, reads, publishes }],
  examples: [
    {
      title: 'Remember the price before the crash',
      params: {
        publishes: [],
        code: `function run({ latest }) { set('before', latest.PriceUpdate.payload.price) }`,
      },
      expect: [
        {
          op: 'script',
          code: `function run({ latest }) { set('before', latest.PriceUpdate.payload.price) }`,
          settings: {},
          reads: ['PriceUpdate'],
          publishes: [],
        },
      ],
    },
  ],
})
