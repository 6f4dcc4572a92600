import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { scenario } from '../../example.ts'
import { crashingMarket } from './crashing-market.ts'

const at = (x: number, y: number) => ({ x: x * 220, y: y * 130 })

export const patientClient: ExampleScenario = {
  id: 'patient-client',
  title: 'A client that asks again',
  teaches:
    'A loop with a bound, a break and a time limit: ask, wait for the answer, ask again. The question whether it was answered is a branch.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A client that asks again',
      'The answers to the first two requests for a quote are lost. The client waits two cycles for each and asks at most five times, and no longer than twenty cycles in all.',
      '4',
    ),
    sources: [crashingMarket(10)],
    agents: [
      {
        id: 'desk',
        name: 'Quote desk',
        kind: 'request-reply',
        params: { requests: 'quote.request', replies: 'quote.reply', latencyMs: 300 },
      },
    ],
    faults: [
      {
        id: 'lost',
        name: 'Two answers are lost',
        kind: 'drop',
        topics: ['quote.reply'],
        trigger: 'first',
        n: 2,
      },
    ],
    assertions: [
      {
        id: 'answered',
        name: 'Answered once',
        kind: 'event-count',
        params: { topic: 'quote.reply', exact: 1 },
      },
      {
        id: 'asked',
        name: 'Asked three times',
        kind: 'event-count',
        params: { topic: 'quote.request', exact: 3 },
      },
      {
        id: 'meanwhile',
        name: 'The market goes on',
        kind: 'event-count',
        params: { topic: 'PriceUpdate', min: 5 },
      },
    ],
    steps: [
      { id: 'start', name: 'Start', kind: 'start', position: at(0, 0) },
      {
        id: 'patience',
        name: 'Twenty cycles in all',
        kind: 'block',
        params: { timeoutCycles: 20 },
        position: at(1, 0),
      },
      { id: 'attempts', name: 'At most five times', kind: 'loop', params: { count: 5 }, position: at(2, 0) },
      {
        id: 'count',
        name: 'Count the attempt',
        kind: 'set-variable',
        params: { variable: 'attempts', to: 'increment' },
        position: at(2, 1),
      },
      {
        id: 'ask',
        name: 'Ask for a quote',
        kind: 'publish',
        params: { topic: 'quote.request', payload: { id: 'q' } },
        position: at(3, 1),
      },
      {
        id: 'answer',
        name: 'Wait for the answer',
        kind: 'wait-event',
        params: { topic: 'quote.reply', timeoutCycles: 2 },
        position: at(4, 1),
      },
      { id: 'enough', name: 'It came', kind: 'break', position: at(5, 1) },
      { id: 'close', name: 'In time', kind: 'end-block', position: at(3, 0) },
      {
        id: 'answered-at-all',
        name: 'Answered?',
        kind: 'branch',
        params: { test: { kind: 'step-ended', params: { step: 'answer', is: 'passed' } } },
        position: at(4, 0),
      },
      { id: 'verify', name: 'Verify the answer', kind: 'run-assertions', position: at(5, 0) },
      {
        id: 'give-up',
        name: 'Give up',
        kind: 'execute-action',
        params: { action: { kind: 'note', params: { text: 'No quote came' } } },
        position: at(5, 2),
      },
      { id: 'end', name: 'End', kind: 'end', position: at(6, 0) },
    ],
    edges: [
      { from: 'start', to: 'patience' },
      { from: 'patience', to: 'attempts' },
      { from: 'attempts', to: 'count', on: 'body' },
      { from: 'count', to: 'ask' },
      { from: 'ask', to: 'answer' },
      { from: 'answer', to: 'enough' },
      { from: 'answer', to: 'attempts', on: 'fail' },
      { from: 'attempts', to: 'close' },
      { from: 'close', to: 'answered-at-all' },
      { from: 'answered-at-all', to: 'verify', on: 'yes' },
      { from: 'answered-at-all', to: 'give-up', on: 'no' },
      { from: 'patience', to: 'give-up', on: 'fail' },
      { from: 'verify', to: 'end' },
      { from: 'give-up', to: 'end' },
    ],
  },
}
