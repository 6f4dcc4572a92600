import { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'
import { pow } from '../../base/math.ts'
import { topicMatcher } from '../../base/topic.ts'
import { count, duration, hears, keyParam, keyReader, publishesTo } from '../agent-params.ts'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'

interface Job {
  readonly payload: JsonObject
  attempt: number
  /** Whether an answer is awaited; otherwise it waits for its next attempt. */
  asked: boolean
}

/** Sends a request for every job and repeats it, later and later, until it is answered or given up. */
export const retry = defineAgent({
  name: 'retry',
  title: 'Retry',
  group: 'Services',
  summary:
    'Sends a request for each job, repeats it with growing pauses, and gives up after so many attempts.',
  source: 'Exponential backoff and jitter (Brooker, AWS Architecture Blog 2015)',
  params: z.object({
    jobs: hears('Jobs', 'job'),
    key: keyParam('Field that a job, its requests and their answers have in common.'),
    requests: publishesTo('Requests to', 'request', 'The job’s payload, and the number of the attempt.'),
    replies: hears('Succeeded by', 'reply'),
    failures: hears('Failed by', 'reply.failed'),
    timeoutMs: duration(
      'Answer within',
      2_000,
      10_000,
      'Then the attempt counts as failed; 0 waits for ever.',
    ),
    maxAttempts: count('Attempts at most', 5, 1_000, 20),
    backoffMs: duration('First pause', 500, 10_000),
    factor: field(z.number().min(1).max(10).default(2), {
      label: 'Pause grows by',
      unit: 'x',
      control: 'slider',
      soft: [1, 4],
    }),
    maxBackoffMs: duration('Longest pause', 30_000, 120_000),
    jitter: field(z.enum(['none', 'equal', 'full']).default('none'), {
      label: 'Jitter',
      help: 'full draws from nothing to the whole pause, equal from half of it.',
    }),
    gaveUp: publishesTo('Given up to', 'job.gave-up'),
  }),
  describe: ({ maxAttempts, backoffMs, factor }) =>
    `${maxAttempts} attempts, pause ${backoffMs} ms${factor === 1 ? '' : ` × ${factor}`}`,
  subscribes: ({ jobs, replies, failures }) => [jobs, replies, failures],
  publishes: ({ requests, gaveUp }) => [requests, gaveUp],
  start(params, context) {
    const isJob = topicMatcher(params.jobs)
    const isReply = topicMatcher(params.replies)
    const keyOf = keyReader(params.key)
    const jitter = context.stream('jitter')
    const jobs = new Map<string, Job>()
    let [attempts, succeeded, gaveUp] = [0, 0, 0]
    const record = () => context.record({ open: jobs.size, attempts, succeeded, gaveUp })

    const ask = (key: string, job: Job) => {
      job.attempt++
      job.asked = true
      attempts++
      context.publish(params.requests, { ...job.payload, attempt: job.attempt })
      if (params.timeoutMs > 0) context.setTimer(timerName('late', job.attempt, key), params.timeoutMs)
    }
    const pauseMs = (attempt: number): number => {
      const whole = Math.min(params.maxBackoffMs, params.backoffMs * pow(params.factor, attempt - 1))
      // Drawn whether needed or not: another kind of jitter shifts no later draw.
      const drawn = jitter.uniform()
      const least = params.jitter === 'full' ? 0 : params.jitter === 'equal' ? whole / 2 : whole
      return Math.max(1, Math.round(least + (whole - least) * drawn))
    }
    const fail = (key: string, job: Job) => {
      job.asked = false
      if (job.attempt < params.maxAttempts) {
        context.setTimer(timerName('again', job.attempt, key), pauseMs(job.attempt))
        return
      }
      jobs.delete(key)
      gaveUp++
      context.publish(params.gaveUp, { ...job.payload, attempts: job.attempt })
    }
    return {
      onEvent(event) {
        const key = keyOf(event)
        if (key === undefined) return
        const job = jobs.get(key)
        if (isJob(event.topic)) {
          if (job !== undefined) return
          const added = { payload: event.payload, attempt: 0, asked: false }
          jobs.set(key, added)
          ask(key, added)
        } else if (job === undefined) return
        else if (isReply(event.topic)) {
          jobs.delete(key)
          succeeded++
        } else if (job.asked) fail(key, job)
        else return
        record()
      },
      onTimer(name) {
        const { what, attempt, key } = parseTimer(name)
        const job = jobs.get(key)
        // An answer that came in time leaves its timer behind.
        if (job?.attempt !== attempt || job.asked !== (what === 'late')) return
        if (what === 'late') fail(key, job)
        else ask(key, job)
        record()
      },
    }
  },
  examples: [
    {
      title: 'Two failures, then an answer',
      params: { backoffMs: 100 },
      given: [
        { topic: 'job', atMs: 0, payload: { id: 'a' } },
        { topic: 'reply.failed', atMs: 10, payload: { id: 'a' } },
        { topic: 'reply.failed', atMs: 120, payload: { id: 'a' } },
        { topic: 'reply', atMs: 330, payload: { id: 'a' } },
      ],
      expect: [
        { topic: 'request', atMs: 0, payload: { id: 'a', attempt: 1 } },
        { topic: 'request', atMs: 110, payload: { id: 'a', attempt: 2 } },
        { topic: 'request', atMs: 320, payload: { id: 'a', attempt: 3 } },
      ],
    },
    {
      title: 'Nobody answers: three attempts, then it gives up',
      params: { timeoutMs: 1_000, maxAttempts: 3, backoffMs: 500 },
      given: [{ topic: 'job', atMs: 0, payload: { id: 'a' } }],
      expect: [
        { topic: 'request', atMs: 0, payload: { id: 'a', attempt: 1 } },
        { topic: 'request', atMs: 1_500, payload: { id: 'a', attempt: 2 } },
        { topic: 'request', atMs: 3_500, payload: { id: 'a', attempt: 3 } },
        { topic: 'job.gave-up', atMs: 4_500, payload: { id: 'a', attempts: 3 } },
      ],
    },
  ],
})

type Timer = 'late' | 'again'

const timerName = (what: Timer, attempt: number, key: string): string => `${what}/${attempt}/${key}`

/** The key comes last: it may have any character. */
function parseTimer(name: string): { what: Timer; attempt: number; key: string } {
  const [what = '', attempt = ''] = name.split('/', 2)
  return { what: what as Timer, attempt: Number(attempt), key: name.slice(what.length + attempt.length + 2) }
}
