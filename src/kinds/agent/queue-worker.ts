import { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'
import type { Millis } from '../../base/time.ts'
import { count, hears, publishesTo } from '../agent-params.ts'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'
import { Latency, latencyOf, latencyShape } from '../latency.ts'

interface Job {
  readonly payload: JsonObject
  /** Its record: what comes of the job is caused by it, however long it waited. */
  readonly seq: number
  readonly atMs: Millis
}

/** A queue with a bound before some workers: M/M/c/K and its kin, by the choice of the service time. */
export const queueWorker = defineAgent({
  name: 'queue-worker',
  title: 'Queue worker',
  group: 'Services',
  summary:
    'Works on jobs in order of arrival; what finds no place in the queue is refused or displaces the oldest.',
  source: 'Kendall (1953), queues of the form G/G/c/K',
  params: z.object({
    jobs: hears('Jobs', 'job'),
    workers: count('Workers', 1, 10_000, 20),
    capacity: field(z.int().min(0).max(1_000_000).default(10), {
      label: 'Queue holds',
      control: 'slider',
      soft: [0, 100],
      help: 'Jobs that may wait, besides those being worked on.',
    }),
    ...latencyShape(1_000, 'Service time'),
    overflow: field(z.enum(['refuse-new', 'drop-oldest']).default('refuse-new'), {
      label: 'When it is full',
    }),
    done: publishesTo('Done to', 'job.done', 'The job’s payload, how long it waited and how long it took.'),
    refused: publishesTo('Refused to', 'job.refused'),
  }),
  describe: ({ workers, capacity, latencyMs }) =>
    `${workers} ${workers === 1 ? 'worker' : 'workers'}, ${latencyMs} ms each, queue of ${capacity}`,
  subscribes: ({ jobs }) => [jobs],
  publishes: ({ done, refused }) => [done, refused],
  start(params, context) {
    const serviceTime = new Latency(latencyOf(params), context.stream('service'))
    const queue: Job[] = []
    const running = new Map<string, { readonly job: Job; readonly startMs: Millis }>()
    let [started, done, refused] = [0, 0, 0]
    const record = () => context.record({ waiting: queue.length, busy: running.size, done, refused })

    const begin = (job: Job, atMs: Millis) => {
      const name = String(started++)
      running.set(name, { job, startMs: atMs })
      context.setTimer(name, Math.max(1, serviceTime.next()))
    }
    const refuse = (job: Job) => {
      refused++
      context.publish(params.refused, job.payload, 0, job.seq)
    }
    return {
      onEvent(event) {
        const job = { payload: event.payload, seq: event.seq, atMs: event.atMs }
        if (running.size < params.workers) begin(job, event.atMs)
        else if (queue.length < params.capacity) queue.push(job)
        else {
          const oldest = params.overflow === 'drop-oldest' ? queue.shift() : undefined
          if (oldest !== undefined) queue.push(job)
          refuse(oldest ?? job)
        }
        record()
      },
      onTimer(name, atMs) {
        const finished = running.get(name)
        if (finished === undefined) return
        running.delete(name)
        done++
        const { job, startMs } = finished
        context.publish(
          params.done,
          { ...job.payload, waitedMs: startMs - job.atMs, tookMs: atMs - startMs },
          0,
          job.seq,
        )
        const next = queue.shift()
        if (next !== undefined) begin(next, atMs)
        record()
      },
    }
  },
  examples: [
    {
      title: 'One at a time; the third waits its turn, the fourth finds no place',
      params: { capacity: 2, latencyMs: 100 },
      given: [0, 10, 20, 30].map((atMs) => ({ topic: 'job', atMs, payload: { id: atMs } })),
      expect: [
        { topic: 'job.refused', atMs: 30, payload: { id: 30 } },
        { topic: 'job.done', atMs: 100, payload: { id: 0, waitedMs: 0, tookMs: 100 } },
        { topic: 'job.done', atMs: 200, payload: { id: 10, waitedMs: 90, tookMs: 100 } },
        { topic: 'job.done', atMs: 300, payload: { id: 20, waitedMs: 180, tookMs: 100 } },
      ],
    },
    {
      title: 'The newest counts most: the oldest in the queue goes',
      params: { capacity: 1, latencyMs: 100, overflow: 'drop-oldest' },
      given: [0, 10, 20].map((atMs) => ({ topic: 'job', atMs, payload: { id: atMs } })),
      expect: [
        { topic: 'job.refused', atMs: 20, payload: { id: 10 } },
        { topic: 'job.done', atMs: 100, payload: { id: 0, waitedMs: 0, tookMs: 100 } },
        { topic: 'job.done', atMs: 200, payload: { id: 20, waitedMs: 80, tookMs: 100 } },
      ],
    },
  ],
})
