import { z } from 'zod'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'
import { codeField, eventForScript, momentOf, obey, settingsField, startScript } from '../script.ts'
import { topicGlob, topicName } from '../topic.ts'

const SHAPE = {
  needs: ['onEvent'],
  may: ['onTimer'],
  commands: ['publish', 'setTimer', 'record'],
}

const EXAMPLE = `// Variables keep their values through the run.
let last = null

// Called for every event of the topics above.
function onEvent(event) {
  const { price } = event.payload
  if (last !== null && price < last * 0.95) {
    publish('alert.raised', { price, before: last }, 50)
    record({ alerts: price })
  }
  last = price
}

// Called when a timer of setTimer(name, afterMs) is due.
function onTimer({ name, atMs }) {}
`

/** A participant in JavaScript: a model of the system under test, in a sandbox with fuel. */
export const script = defineAgent({
  name: 'script',
  title: 'Script',
  summary: 'Your own JavaScript subscribes, keeps state, uses timers and publishes; it runs in a sandbox.',
  source: 'QuickJS, F. Bellard, C. Gordon, B. Noordhuis and S. Ibarra Corretgé',
  params: z.object({
    subscribes: field(z.array(topicGlob).max(50).default(['PriceUpdate']), {
      label: 'Subscribes to',
      control: 'topic-list',
    }),
    publishes: field(z.array(topicName).max(50).default(['alert.raised']), {
      label: 'Publishes',
      control: 'topic-list',
      help: 'Every topic that the code may publish.',
    }),
    code: codeField(SHAPE, EXAMPLE, {
      label: 'Code',
      help: 'Needs onEvent(event); may have onTimer(timer). See docs/scripts.md.',
    }),
    settings: settingsField(),
  }),
  describe: ({ subscribes, publishes }) =>
    `${subscribes.join(', ').slice(0, 30) || 'nothing'} → ${publishes.join(', ').slice(0, 30) || 'nothing'}`,
  subscribes: ({ subscribes }) => subscribes,
  publishes: ({ publishes }) => publishes,
  start({ code, settings, publishes }, context) {
    const script = startScript(context, code, SHAPE, settings)
    return {
      onEvent(event) {
        const moment = momentOf(event)
        const answer = script.call('onEvent', eventForScript(event), moment)
        if (answer !== null) obey(script, answer, context, publishes, moment)
      },
      onTimer(name, atMs) {
        const moment = { seq: -1, topic: name, atMs }
        if (!script.has('onTimer'))
          return script.refuse('a function onTimer, because setTimer was called', moment)
        const answer = script.call('onTimer', { name, atMs }, moment)
        if (answer !== null) obey(script, answer, context, publishes, moment)
      },
    }
  },
  examples: [
    {
      title: 'Answers a request half a second later, and gives up after three',
      params: {
        subscribes: ['ping'],
        publishes: ['pong', 'tired'],
        settings: { most: 3 },
        code: `let answered = 0
function onEvent(event) {
  if (answered === settings.most) return publish('tired', {})
  answered++
  setTimer('answer-' + answered, 500)
}
function onTimer({ name }) {
  publish('pong', { to: name })
}`,
      },
      given: [
        { topic: 'ping', atMs: 0, payload: {} },
        { topic: 'ping', atMs: 1_000, payload: {} },
        { topic: 'ping', atMs: 2_000, payload: {} },
        { topic: 'ping', atMs: 3_000, payload: {} },
      ],
      expect: [
        { topic: 'pong', atMs: 500, payload: { to: 'answer-1' } },
        { topic: 'pong', atMs: 1_500, payload: { to: 'answer-2' } },
        { topic: 'pong', atMs: 2_500, payload: { to: 'answer-3' } },
        { topic: 'tired', atMs: 3_000, payload: {} },
      ],
    },
  ],
})
