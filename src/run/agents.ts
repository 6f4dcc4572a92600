import { randomStream } from '../base/random.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AgentSpec } from '../document/types.ts'
import type { Agent, AgentKind } from '../kinds/contracts.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { Bound } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Listener } from './message.ts'

/** Starts an agent on the bus; returns what it listens to and how it hears it. */
export function startAgent(
  { spec, kind }: Bound<AgentSpec, AgentKind>,
  bus: () => Bus,
  seed: string,
  cycleMs: number,
  script?: (partId: string) => StartScript,
): { readonly hears: (topic: string) => boolean; readonly listener: Listener } {
  /** The event that the agent is handling: what it does now is caused by it. */
  let cause = -1
  const agent: Agent = kind.start(spec.params, {
    id: spec.id,
    random: randomStream(seed, 'agent', spec.id, 'behaviour'),
    stream: (purpose) => randomStream(seed, 'agent', spec.id, purpose),
    cycleMs,
    ...(script && { script: script(spec.id) }),
    publish(topic, payload, afterMs = 0, from = cause) {
      if (afterMs > 0) bus().schedule(afterMs, () => bus().publish(topic, spec.id, payload, from))
      else bus().publish(topic, spec.id, payload, from)
    },
    setTimer(name, afterMs) {
      const from = cause
      bus().schedule(Math.max(1, afterMs), () => {
        cause = from
        agent.onTimer?.(name, bus().nowMs)
      })
    },
    record(state) {
      bus().mark('$agent.state', spec.id, state, cause)
    },
  })
  return {
    hears: topicsMatcher(kind.subscribes(spec.params)),
    listener(event) {
      cause = event.seq
      agent.onEvent(event)
    },
  }
}
