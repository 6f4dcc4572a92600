import type { RunHost } from './protocol.ts'
import { Session } from './session.ts'

/** Runs a document in this thread: for tests, and where there are no workers. Messages come asynchronously. */
export const localHost: RunHost = (request, listen) => {
  let disposed = false
  const session = new Session((message) =>
    queueMicrotask(() => {
      if (!disposed && message.type !== 'alive' && message.type !== 'checked') listen(message)
    }),
  )
  queueMicrotask(() => session.receive({ type: 'start', request }))
  return {
    send: (command) => session.receive(command),
    dispose() {
      disposed = true
      session.dispose()
    },
  }
}
