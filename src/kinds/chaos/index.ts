import { blackhole } from './blackhole.ts'
import { clockSkew } from './clock-skew.ts'
import { corrupt } from './corrupt.ts'
import { crashRestart } from './crash-restart.ts'
import { delay } from './delay.ts'
import { drop } from './drop.ts'
import { duplicate } from './duplicate.ts'
import { handlerError } from './handler-error.ts'
import { hotKey } from './hot-key.ts'
import { inject } from './inject.ts'
import { limitData } from './limit-data.ts'
import { linkFlap } from './link-flap.ts'
import { modify } from './modify.ts'
import { partition } from './partition.ts'
import { pause } from './pause.ts'
import { queueOverflow } from './queue-overflow.ts'
import { rate } from './rate.ts'
import { redeliver } from './redeliver.ts'
import { reorder } from './reorder.ts'
import { replay } from './replay.ts'
import { schemaDrift } from './schema-drift.ts'
import { slice } from './slice.ts'
import { slot } from './slot.ts'
import { slowConsumer } from './slow-consumer.ts'
import { stale } from './stale.ts'
import { stall } from './stall.ts'
import { subscriptionChurn } from './subscription-churn.ts'
import { swarm } from './swarm.ts'
import { swizzle } from './swizzle.ts'
import { timerFault } from './timer-fault.ts'

export const chaosKinds = [
  delay,
  stall,
  slot,
  rate,
  drop,
  blackhole,
  limitData,
  duplicate,
  hotKey,
  replay,
  reorder,
  modify,
  corrupt,
  slice,
  stale,
  schemaDrift,
  clockSkew,
  inject,
  partition,
  linkFlap,
  swizzle,
  handlerError,
  redeliver,
  slowConsumer,
  queueOverflow,
  subscriptionChurn,
  pause,
  crashRestart,
  timerFault,
  swarm,
] as const
