import type { Problem } from '../base/problem.ts'
// oxlint-disable-next-line import/default -- Vite makes the address
import entryUrl from './entry.ts?worker&url'
import type { Command, Message } from './protocol.ts'
import { startWorker } from './start-worker.ts'

let worker: Worker | null = null
let asked = 0

/**
 * What is wrong with the code of a document, found in a worker that stays for the next question: the page
 * never loads the sandbox. Null when the worker fails.
 */
export function checkInWorker(document: unknown, allowScripts: boolean): Promise<readonly Problem[] | null> {
  const checker = (worker ??= startWorker(entryUrl))
  const id = ++asked
  return new Promise((resolve) => {
    const done = (problems: readonly Problem[] | null) => {
      checker.removeEventListener('message', hear)
      checker.removeEventListener('error', fail)
      if (problems === null) drop(checker)
      resolve(problems)
    }
    const hear = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'crashed') done(null)
      else if (data.type === 'checked' && data.id === id) done(data.problems)
    }
    const fail = () => done(null)
    checker.addEventListener('message', hear)
    checker.addEventListener('error', fail)
    const command: Command = { type: 'check', id, document, allowScripts }
    checker.postMessage(command)
  })
}

function drop(failed: Worker): void {
  failed.terminate()
  if (worker === failed) worker = null
}
