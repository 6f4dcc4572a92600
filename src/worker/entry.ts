import type { Command } from './protocol.ts'
import { Session } from './session.ts'

/** The worker that a `workerHost` starts: one run, then it is disposed of. */
const session = new Session((message, transfer) => self.postMessage(message, { transfer }))
self.addEventListener('message', ({ data }: MessageEvent<Command>) => session.receive(data))
