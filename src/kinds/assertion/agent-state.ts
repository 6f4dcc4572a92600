import { z } from 'zod'
import { compileCondition, conditionSchema, describeCondition } from '../condition.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { eventAt } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { reference } from '../topic.ts'

const MOST_SHOWN = 160

/** A condition on the states that an agent notes, from the engine's marks. O(1) memory. */
export const agentState = defineAssertion({
  name: 'agent-state',
  title: 'Agent state',
  group: 'State and logs',
  summary: 'The state of an agent always, never, at some time or at the end meets a condition.',
  source: 'State invariants; Lamport: Specifying Systems (2002)',
  params: z.object({
    agent: field(reference.default(''), { label: 'Agent', control: 'agent' }),
    when: field(z.enum(['always', 'never', 'eventually', 'at-end']).default('always'), {
      label: 'Its state',
      texts: {
        always: 'always meets',
        never: 'never meets',
        eventually: 'at some time meets',
        'at-end': 'at the end meets',
      },
    }),
    condition: field(conditionSchema.default({ field: 'position', is: 'ge', value: 0 }), {
      label: 'Condition',
      control: 'condition',
      help: 'Fields are those of the state, as the agent notes it.',
    }),
  }),
  describe: ({ agent, when, condition }) =>
    `${agent === '' ? 'any agent' : agent} ${when}: ${describeCondition(condition)}`,
  topics: () => ['$agent.state'],
  stages: () => ['mark'],
  monitor({ agent, when, condition }) {
    const meets = compileCondition(condition)
    const who = agent === '' ? 'every agent' : agent
    const expected = `the state of ${who} ${when === 'at-end' ? 'at the end' : when} meets ${describeCondition(condition)}`
    let [count, lastMet] = [0, false]
    let shown = { text: '', seq: -1 }
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open' || (agent !== '' && event.source !== agent)) return verdict
        count++
        lastMet = meets(event)
        if (lastMet && when === 'eventually') verdict = 'holds'
        if (when === 'always' ? !lastMet : when === 'never' && lastMet) verdict = 'violated'
        if (verdict !== 'open' || when === 'at-end') {
          const state = JSON.stringify(event.payload)
          const short = state.length > MOST_SHOWN ? `${state.slice(0, MOST_SHOWN - 1)}…` : state
          shown = { text: `${event.source} ${eventAt(event.seq, event.atMs)} was ${short}`, seq: event.seq }
        }
        return verdict
      },
      conclude() {
        const told = { expected, witness: [shown.seq] }
        const safe = when === 'always' || when === 'never'
        if (count === 0) {
          const none = { ...told, actual: 'no state', message: `Nothing to judge: ${who} noted no state.` }
          return safe ? vacuous(none) : violated(none, true)
        }
        const holds = verdict === 'holds' || (verdict === 'open' && (safe || (when === 'at-end' && lastMet)))
        const actual = shown.text === '' ? plural(count, 'state') : shown.text
        if (holds)
          return held({
            ...told,
            actual,
            message: `Expected that ${expected}: true, over ${plural(count, 'state')}.`,
          })
        return violated(
          {
            ...told,
            actual,
            message: `Expected that ${expected}, but ${shown.text === '' ? `none of ${plural(count, 'state')} did` : shown.text}.`,
          },
          verdict === 'open',
        )
      },
    }
  },
  examples: [
    {
      title: 'The gateway never holds a short position',
      params: { agent: 'gateway', condition: { field: 'position', is: 'ge', value: 0 } },
      given: [
        { topic: '$agent.state', source: 'gateway', stage: 'mark', atMs: 0, payload: { position: 2 } },
        { topic: '$agent.state', source: 'other', stage: 'mark', atMs: 1, payload: { position: -9 } },
        { topic: '$agent.state', source: 'gateway', stage: 'mark', atMs: 2, payload: { position: -1 } },
      ],
      expect: { verdict: 'violated', witness: [2] },
    },
    {
      title: 'The breaker has closed again at the end',
      params: {
        agent: 'breaker',
        when: 'at-end',
        condition: { field: 'state', is: 'toBe', value: 'closed' },
      },
      given: [
        { topic: '$agent.state', source: 'breaker', stage: 'mark', atMs: 0, payload: { state: 'open' } },
        { topic: '$agent.state', source: 'breaker', stage: 'mark', atMs: 9, payload: { state: 'closed' } },
      ],
      expect: { verdict: 'holds', witness: [1] },
    },
  ],
})
