import type { z } from 'zod'
import type { JsonObject } from '../base/json.ts'
import type { RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { BusEvent, Kind, PlainEvent } from './contracts.ts'
import type { Order } from './order.ts'

export interface AgentContext {
  /** The agent's id: the publisher of what it publishes. */
  readonly id: string
  /** The agent's first stream. */
  readonly random: RandomStream
  /** Another stream of this agent's own; ask once per purpose, at the start. */
  stream(purpose: string): RandomStream
  readonly cycleMs: Millis
  /**
   * Publishes `afterMs` (default 0) from now, under the agent's own name. `cause` is the record it answers,
   * where that is not the one being handled.
   */
  publish(topic: string, payload: JsonObject, afterMs?: Millis, cause?: number): void
  /** Calls `onTimer(name)` after `afterMs` (at least 1). */
  setTimer(name: string, afterMs: Millis): void
  /** Puts a state change into the log, so that views can show the agent at any moment. */
  record(state: JsonObject): void
  /** Starts a person's code; there wherever a kind has some. */
  readonly script?: StartScript
}

/**
 * What an agent waits for, as far as numbers say it. The engine may then pass by events that do not meet
 * it, without a call: nearly all of them, in a long run. It must be true that `onEvent` would do nothing
 * with such an event.
 */
export interface Attention {
  /** Events before this moment mean nothing to the agent; it may move. */
  fromMs: Millis
  /** Only events whose number in `field` stands so to `value`. */
  readonly when?: { readonly field: string; readonly order: Order; readonly value: number }
}

export interface Agent {
  readonly attention?: Attention
  /**
   * For what acts by itself: called when the run begins, and each time the agent starts anew after a crash,
   * with the moment. What it does when the run begins is caused by nothing.
   */
  begin?(atMs: Millis): void
  onEvent(event: BusEvent): void
  onTimer?(name: string, atMs: Millis): void
}

export interface AgentExample<P> {
  readonly title: string
  readonly params: P
  readonly given: readonly PlainEvent[]
  /** What it publishes, in order. */
  readonly expect: readonly PlainEvent[]
}

/** A simulated participant: subscribes, keeps state, uses timers, publishes. */
export interface AgentKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  subscribes(params: z.output<P>): readonly string[]
  /** Topics it may publish, for pickers and graph checks. */
  publishes(params: z.output<P>): readonly string[]
  start(params: z.output<P>, context: AgentContext): Agent
  readonly examples: readonly AgentExample<z.input<P>>[]
}

export const defineAgent = <const N extends string, P extends z.ZodObject>(kind: AgentKind<N, P>) => kind
