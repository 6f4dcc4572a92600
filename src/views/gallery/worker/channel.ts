import { startWorker } from '../../../worker/start-worker.ts'
// oxlint-disable-next-line import/default -- Vite makes the address
import entryUrl from './entry.ts?worker&url'
import type { Answer, Question, ToWorker } from './protocol.ts'

/** After this long a newer question puts an end to the one in work; at once when only words are to follow. */
const PATIENCE_MS = 250

type Listener = (answer: Answer, question: Question) => void

/**
 * Questions to a worker of its own, one at a time. While one is in work only the newest of those that
 * come is kept, so that a slider that moves gets answers as fast as they can be made, and never a queue.
 */
export class Channel {
  readonly #listen: Listener
  readonly #begin: () => Worker
  #worker: Worker | null = null
  #asked: { readonly question: Question; readonly atMs: number; answered: boolean } | null = null
  #waiting: Question | null = null

  constructor(listen: Listener, begin: () => Worker = () => startWorker(entryUrl)) {
    this.#listen = listen
    this.#begin = begin
  }

  ask(question: Question): void {
    if (this.#asked === null) return this.#post(question)
    this.#waiting = question
    if (this.#asked.answered || performance.now() - this.#asked.atMs > PATIENCE_MS)
      this.#send({ type: 'drop' })
  }

  dispose(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#asked = null
    this.#waiting = null
  }

  #post(question: Question): void {
    this.#asked = { question, atMs: performance.now(), answered: false }
    this.#send({ type: 'ask', question })
  }

  #send(message: ToWorker): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(message)
  }

  #start(): Worker {
    const worker = this.#begin()
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#hear(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      const question = this.#asked?.question
      this.dispose()
      const message = event.message || 'The worker could not be started.'
      if (question !== undefined) this.#listen({ type: 'failed', message, whole: true }, question)
    })
    return worker
  }

  #hear(answer: Answer): void {
    const asked = this.#asked
    if (asked === null) return
    if (answer.whole) {
      this.#asked = null
      const next = this.#waiting
      this.#waiting = null
      if (next !== null) this.#post(next)
    } else {
      asked.answered = true
      if (this.#waiting !== null) this.#send({ type: 'drop' })
    }
    if (answer.type !== 'dropped') this.#listen(answer, asked.question)
  }
}
