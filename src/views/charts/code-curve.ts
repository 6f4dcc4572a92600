import { useEffect, useState } from 'react'
import type { GeneratedData } from '../../domains/generate.ts'
import { startWorker } from '../../worker/start-worker.ts'
// oxlint-disable-next-line import/default -- Vite makes the address
import entryUrl from '../gallery/worker/entry.ts?worker&url'
import type { SeriesJob } from '../gallery/model/job.ts'
import type { Answer, ToWorker } from '../gallery/worker/protocol.ts'

/** A series that a person's code makes, or why there is none. */
export type Curve = { readonly data: GeneratedData } | { readonly failure: string }

interface Wish {
  readonly job: SeriesJob
  readonly tell: (curve: Curve) => void
}

let worker: Worker | null = null
let current: Wish | null = null
const waiting: Wish[] = []

const send = (message: ToWorker): void => worker?.postMessage(message)

/** One after the other, all in one worker: the page itself never loads the sandbox. */
function ask(wish: Wish): () => void {
  waiting.push(wish)
  next()
  return () => {
    const at = waiting.indexOf(wish)
    if (at >= 0) waiting.splice(at, 1)
  }
}

function next(): void {
  if (current !== null) return
  current = waiting.shift() ?? null
  if (current === null) return
  worker ??= begin()
  send({ type: 'ask', question: { type: 'series', jobs: [current.job] } })
}

function begin(): Worker {
  const begun = startWorker(entryUrl)
  begun.addEventListener('message', ({ data }: MessageEvent<Answer>) => hear(data))
  begun.addEventListener('error', (event) => {
    event.preventDefault()
    worker?.terminate()
    worker = null
    hear({ type: 'failed', message: event.message || 'The worker could not be started.', whole: true })
  })
  return begun
}

function hear(answer: Answer): void {
  const [made] = answer.type === 'series' ? answer.series : []
  if (made !== undefined) {
    current?.tell({ data: made.data })
    // What is said of a series is not asked for.
    send({ type: 'drop' })
  }
  if (answer.type === 'failed') current?.tell({ failure: answer.message })
  if (!answer.whole) return
  current = null
  next()
}

/** The curve of a job in code; that of the last one while a new one is made, null at first. No job, no curve. */
export function useCodeCurve(job: SeriesJob | null): Curve | null {
  const [curve, setCurve] = useState<Curve | null>(null)
  const key = JSON.stringify(job)
  useEffect(() => {
    const asked = JSON.parse(key) as SeriesJob | null
    if (asked === null) return undefined
    let wanted = true
    const forget = ask({ job: asked, tell: (made) => wanted && setCurve(made) })
    return () => {
      wanted = false
      forget()
    }
  }, [key])
  return job === null ? null : curve
}
