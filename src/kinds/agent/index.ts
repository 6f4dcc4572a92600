import { circuitBreaker } from './circuit-breaker.ts'
import { deduplicator } from './deduplicator.ts'
import { queueWorker } from './queue-worker.ts'
import { rateLimiter } from './rate-limiter.ts'
import { recording } from './recording.ts'
import { relay } from './relay.ts'
import { requestReply } from './request-reply.ts'
import { retry } from './retry.ts'
import { rule } from './rule.ts'
import { script } from './script.ts'

export const agentKinds = [
  rule,
  relay,
  rateLimiter,
  deduplicator,
  requestReply,
  queueWorker,
  retry,
  circuitBreaker,
  recording,
  script,
] as const
