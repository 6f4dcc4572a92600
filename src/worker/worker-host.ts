// oxlint-disable-next-line import/default -- Vite makes the address
import entryUrl from './entry.ts?worker&url'
import type { Message, RunHost } from './protocol.ts'
import { startWorker } from './start-worker.ts'

/** Runs a document in a worker of its own, so that the page never waits for the engine. */
export const workerHost: RunHost = (request, listen) => {
  const worker = startWorker(entryUrl)
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    listen(data)
    if (data.type !== 'progress') worker.terminate()
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    worker.terminate()
    listen({ type: 'crashed', message: event.message || 'The engine could not be started.' })
  })
  worker.postMessage({ type: 'start', request })
  return {
    send: (command) => worker.postMessage(command),
    dispose: () => worker.terminate(),
  }
}
