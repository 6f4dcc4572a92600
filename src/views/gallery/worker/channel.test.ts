import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Channel } from './channel.ts'
import type { Answer, Question, ToWorker } from './protocol.ts'

/** Stands for a worker: keeps what it is sent, and answers when the test says so. */
class FakeWorker extends EventTarget {
  static last: FakeWorker
  readonly sent: ToWorker[] = []
  terminated = false
  constructor() {
    super()
    FakeWorker.last = this
  }
  postMessage(message: ToWorker): void {
    this.sent.push(message)
  }
  terminate(): void {
    this.terminated = true
  }
  say(answer: Answer): void {
    this.dispatchEvent(new MessageEvent('message', { data: answer }))
  }
}

const question = (name: string): Question => ({ type: 'read', importer: name, text: '' })
const asked = () =>
  FakeWorker.last.sent.map((message) => (message.type === 'ask' ? message.question : message.type))
const done: Answer = { type: 'failed', message: '', whole: true }
const begun: Answer = { type: 'series', series: [], whole: false }

describe('a channel to the worker', () => {
  const heard: [Answer['type'], Question][] = []
  let channel: Channel

  beforeEach(() => {
    heard.length = 0
    channel = new Channel(
      (answer, of) => heard.push([answer.type, of]),
      () => new FakeWorker() as unknown as Worker,
    )
  })

  it('asks one question at a time, and of those that wait only the newest', () => {
    const [a, b, c] = [question('a'), question('b'), question('c')]
    channel.ask(a)
    channel.ask(b)
    channel.ask(c)
    expect(asked()).toEqual([a])
    FakeWorker.last.say(done)
    expect(asked()).toEqual([a, c])
    FakeWorker.last.say(done)
    expect(heard).toEqual([
      ['failed', a],
      ['failed', c],
    ])
  })

  it('does without what is said of a curve when the next is waited for', () => {
    const [a, b, c] = [question('a'), question('b'), question('c')]
    channel.ask(a)
    channel.ask(b)
    FakeWorker.last.say(begun)
    expect(asked()).toEqual([a, 'drop'])
    FakeWorker.last.say({ type: 'dropped', whole: true })
    expect(asked()).toEqual([a, 'drop', b])
    FakeWorker.last.say(begun)
    channel.ask(c)
    expect(asked()).toEqual([a, 'drop', b, 'drop'])
    expect(heard).toEqual([
      ['series', a],
      ['series', b],
    ])
  })

  it('puts an end to a question that has been in work for long, and does not pass on that it did', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
    const [a, b] = [question('a'), question('b')]
    channel.ask(a)
    clock.mockReturnValue(10_000)
    channel.ask(b)
    expect(asked()).toEqual([a, 'drop'])
    FakeWorker.last.say({ type: 'dropped', whole: true })
    expect(asked()).toEqual([a, 'drop', b])
    expect(heard).toEqual([])
    clock.mockRestore()
  })

  it('says when the worker cannot be started, and starts another for the next question', () => {
    channel.ask(question('a'))
    const broken = FakeWorker.last
    broken.dispatchEvent(new Event('error', { cancelable: true }))
    expect(heard.map(([type]) => type)).toEqual(['failed'])
    expect(broken.terminated).toBe(true)
    channel.ask(question('b'))
    expect(FakeWorker.last).not.toBe(broken)
  })
})
