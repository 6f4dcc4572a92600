import { answer, memoryOf } from './answer.ts'
import type { Answer, ToWorker } from './protocol.ts'

/** How long the worker works before it listens again. */
const WORK_MS = 24
/** A slider that moves asks again before this is over. */
const PAUSE_MS = 120

let asked = 0

const tell = (told: Answer) => self.postMessage(told, { transfer: memoryOf(told) })

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  const mine = ++asked
  if (data.type === 'drop') return
  let since = performance.now()
  const rest = async () => {
    if (performance.now() - since < WORK_MS) return true
    await new Promise((resolve) => setTimeout(resolve))
    since = performance.now()
    return mine === asked
  }
  const pause = async () => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    since = performance.now()
    return mine === asked
  }
  answer(data.question, tell, rest, pause).catch((error: unknown) =>
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error), whole: true }),
  )
})
