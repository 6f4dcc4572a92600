import type { JsonObject } from '../../base/json.ts'
import type { ScriptShape } from '../../sandbox/script.ts'
import type { Dice } from './dice.ts'

/** Small programs for kinds with code, with the parameters beside the code that they need. */
const PROGRAMS: Readonly<Record<string, readonly JsonObject[]>> = {
  // Agents.
  onEvent: [
    {
      publishes: ['order'],
      settings: { most: 12 },
      code: `const { sin } = Math
let n = 0
function onEvent({ topic, payload }) {
  if (n === settings.most) return
  n++
  publish('order', { id: n, half: (payload.price ?? 1) / 2, wave: sin(n) }, 100 * (n % 3))
  record({ n, topic })
}`,
    },
    {
      publishes: ['alarm'],
      settings: { silentMs: 1_500 },
      code: `let last = 0
function onEvent({ atMs }) {
  last = atMs
  setTimer('silence', settings.silentMs)
}
function onTimer({ name, atMs }) {
  if (atMs - last >= settings.silentMs) publish('alarm', { name, forMs: atMs - last })
}`,
    },
    {
      publishes: ['order.filled'],
      settings: {},
      code: `const { random } = Math
function onEvent({ seq, payload }) {
  const luck = random()
  if (luck < 0.3) publish('order.filled', { seq, luck, order: { id: payload.id ?? 0 } }, Math.floor(luck * 5000))
}`,
    },
  ],
  // Assertions.
  observe: [
    {
      settings: { most: 6 },
      code: `let n = 0
function observe({ seq, topic }) {
  if (++n > settings.most) return { verdict: 'violated', message: 'Too many', actual: n + ' with ' + topic, witness: [seq] }
}`,
    },
    {
      settings: {},
      code: `function observe({ payload }) {
  if (payload.id === 2) return 'holds'
}
function conclude({ events }) {
  return { verdict: events % 2 === 0 ? 'holds' : 'violated', message: events + ' events' }
}`,
    },
  ],
  // Profiles.
  next: [
    {
      settings: { swing: 0.01 },
      code: `let n = 0
function next({ phaseStep }, { startValue }) {
  return { value: Math.max(1, startValue) * Math.exp(settings.swing * Math.sin(++n) + 0.002 * normal()), stress: 1 + (phaseStep % 3) }
}`,
    },
    {
      settings: {},
      code: `function next({ step, value, phase }) {
  // It may go on from a negative price.
  return Math.max(1, value) * (1 + 0.002 * (Math.random() - 0.5)) + (step + phase.length) / 1e6
}`,
    },
  ],
  // Actions.
  run: [
    {
      reads: ['order', 'PriceUpdate'],
      publishes: ['alarm'],
      settings: { step: 3 },
      code: `let n = 0
function run({ latest, variables, atMs, cycle }) {
  n += settings.step
  set('count', (variables.count ?? 0) + n)
  publish('alarm', { n, cycle, id: latest.order?.payload.id ?? 0, price: latest.PriceUpdate?.payload.price ?? 0 }, n % 2 === 0 ? 0 : 250)
  note('At ' + atMs)
}`,
    },
    {
      reads: ['order'],
      publishes: [],
      settings: {},
      code: `function run({ latest }) {
  if (latest.order === null) return fail('No order yet.')
  set('order', latest.order.payload)
}`,
    },
  ],
}

/** One of the programs that code of this shape may be. */
export function randomProgram({ needs }: ScriptShape, dice: Dice): JsonObject {
  return dice.pick(PROGRAMS[needs[0] ?? ''] ?? [])
}
