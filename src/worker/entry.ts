import type { Command } from './protocol.ts'
import { Session } from './session.ts'

/** The worker that a `workerHost` starts: one run, then it is disposed of. */
const session = new Session((message, transfer) => self.postMessage(message, { transfer }))
self.addEventListener('message', ({ data }: MessageEvent<Command>) => session.receive(data))
// Told from in here, an error cannot overtake the records that were sent before it.
self.addEventListener('error', (event) => {
  event.preventDefault()
  session.crash(event.error ?? event.message)
})
