import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'
import { crashingMarket } from './crashing-market.ts'

/** Halts trading when the price falls too far within a window of prices; resumes after a while of calm. */
const GUARD = `// Prices of the last settings.window events.
const prices = []
let halted = false

function onEvent({ payload: { price } }) {
  prices.push(price)
  if (prices.length > settings.window) prices.shift()
  const fall = Math.round((1 - price / Math.max(...prices)) * 10000) / 10000
  if (!halted && fall > settings.most) {
    halted = true
    publish('trading.halt', { fall, price }, 20)
    setTimer('calm', settings.pauseMs)
  }
  record({ halted, fall })
}

function onTimer() {
  halted = false
  publish('trading.resume', {})
}
`

/** While trading is halted nobody may sell; each halt must end. */
const DISCIPLINE = `let halts = 0
let haltedAtMs = null

function observe({ topic, atMs }) {
  if (topic === 'trading.halt') {
    halts++
    haltedAtMs = atMs
  } else if (topic === 'trading.resume') {
    haltedAtMs = null
  } else if (haltedAtMs !== null) {
    return {
      verdict: 'violated',
      message: 'An order was sent ' + (atMs - haltedAtMs) + ' ms into a halt.',
      expected: 'no order while halted',
      actual: 'an order at ' + atMs + ' ms',
    }
  }
}

function conclude() {
  if (halts === 0) return { verdict: 'violated', message: 'Trading was never halted.' }
  if (haltedAtMs !== null) return { verdict: 'violated', message: 'The last halt never ended.' }
  return { verdict: 'holds', message: halts + (halts === 1 ? ' halt' : ' halts') + ', and no order in any.' }
}
`

export const scriptedGuard: ExampleScenario = {
  id: 'scripted-guard',
  title: 'A guard in JavaScript',
  teaches:
    'Your own code as agent and as assertion: a guard halts trading in a crash, and a trader that sells into the halt is caught.',
  verdict: 'failed',
  document: {
    ...scenario(
      'A guard in JavaScript',
      'A guard, written in JavaScript, halts trading when the price falls 8 % within ten prices. A trader with a stop of 12 % does not listen to it: the scripted assertion catches the order that it sends into the halt.',
      '3',
    ),
    sources: [crashingMarket(20)],
    agents: [
      {
        id: 'guard',
        name: 'Guard',
        kind: 'script',
        params: {
          subscribes: ['PriceUpdate'],
          publishes: ['trading.halt', 'trading.resume'],
          settings: { window: 10, most: 0.08, pauseMs: 15_000 },
          code: GUARD,
        },
      },
      { id: 'trader', name: 'Trader', kind: 'stop-loss', params: { stop: 0.12, quantity: 100 } },
    ],
    assertions: [
      {
        id: 'discipline',
        name: 'No order while halted',
        kind: 'script',
        params: { topics: ['trading.halt', 'trading.resume', 'trading.order'], code: DISCIPLINE },
      },
      {
        id: 'resumes',
        name: 'Every halt ends',
        kind: 'event-sequence',
        params: { topics: ['trading.halt', 'trading.resume'] },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'calm', name: 'Calm market', kind: 'wait-cycles', params: { cycles: 20 } },
      {
        id: 'halted',
        name: 'Until trading is halted',
        kind: 'wait-event',
        params: { topic: 'trading.halt', timeoutCycles: 15 },
      },
      { id: 'after', name: 'Aftermath', kind: 'wait-cycles', params: { cycles: 30 } },
      { id: 'verify', name: 'Verify the halt', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
