// oxlint-disable-next-line import/default -- Vite makes the address
import entryUrl from './entry.ts?worker&url'
import type { Command, Message, RunHost } from './protocol.ts'
import { startWorker } from './start-worker.ts'
import { Watchdog } from './watchdog.ts'

/**
 * Runs a document in a worker of its own, so that the page never waits for the engine. A worker that
 * gives no sign of life for two seconds is ended: user code has fuel, but no limit knows every machine.
 */
export const workerHost: RunHost = (request, listen) => {
  const worker = startWorker(entryUrl)
  const send = (command: Command) => worker.postMessage(command)
  const watchdog = new Watchdog(
    () => send({ type: 'ping' }),
    () => {
      worker.terminate()
      listen({ type: 'silent' })
    },
  )
  const end = () => {
    watchdog.stop()
    worker.terminate()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    watchdog.heard()
    if (data.type === 'alive' || data.type === 'checked') return
    if (data.type !== 'progress') end()
    listen(data)
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    end()
    listen({ type: 'crashed', message: event.message || 'The engine could not be started.' })
  })
  send({ type: 'start', request })
  return { send, dispose: end }
}
