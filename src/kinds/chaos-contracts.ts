import type { z } from 'zod'
import type { JsonObject } from '../base/json.ts'
import type { RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Kind, PlainEvent } from './contracts.ts'

/**
 * Where a fault acts: on what is published, before anybody has it; on one subscriber's own copy; or on the
 * timers that an agent sets. A timer is shown to the fault as an event with topic `$timer`, the agent as its
 * source, and the payload `{ name, afterMs }`.
 */
export type FaultHook = 'publish' | 'deliver' | 'timer'

/** What an interceptor decides; the bus, not the interceptor, acts on it. */
export type Decision =
  | { readonly do: 'pass' }
  | { readonly do: 'drop' }
  | { readonly do: 'delay'; readonly byMs: Millis }
  | { readonly do: 'replace'; readonly payload: JsonObject }
  /** `copies` extra events, `spacingMs` apart; they skip the faults up to and including this one. */
  | { readonly do: 'duplicate'; readonly copies: number; readonly spacingMs: Millis }
  /** Goes on as several, `spacingMs` apart, in this order: at least two. All but one of them are duplicates. */
  | { readonly do: 'split'; readonly payloads: readonly JsonObject[]; readonly spacingMs: Millis }
  /** Another event, `afterMs` later; the matched one passes. */
  | { readonly do: 'inject'; readonly topic: string; readonly payload: JsonObject; readonly afterMs: Millis }
  /** Kept at the end of the fault's parking, until it is released or discarded. */
  | { readonly do: 'park' }
  /** The subscriber's handler throws: without having handled the event, or after it. Only at `deliver`. */
  | { readonly do: 'fail'; readonly message: string; readonly handled: boolean }
  /** The subscriber stops; this event and later ones wait in its mailbox, its timers too. Only at `deliver`. */
  | { readonly do: 'pause'; readonly forMs: Millis }
  /** The subscriber loses its state and its timers, and starts anew after `downMs`. Only at `deliver`. */
  | { readonly do: 'crash'; readonly downMs: Millis; readonly keepMailbox: boolean }

/** Called only for events that the fault's envelope let through, and while it keeps at it. */
export type Interceptor = (event: BusEvent) => Decision

/** Events that wait for the fault to let them go on: 0 is the one that waits longest. */
export interface Parking {
  readonly count: number
  /** Lets one go on, past this fault. While an event is being decided on, that one goes first. */
  release(place: number): void
  /** Loses one. */
  discard(place: number): void
}

/**
 * What a fault has to work with. At `deliver` and `timer` there is an interceptor, with a context, for each
 * subscriber: its counts, its luck and its parking are that link's own.
 */
export interface ChaosContext {
  /** This fault's own stream, so that removing another fault changes none of its draws. */
  readonly random: RandomStream
  /** Another stream of its own; ask once per purpose, at the start. */
  readonly stream: (purpose: string) => RandomStream
  /** A stream that begins alike on each link of the fault: what they agree on. */
  readonly common: (purpose: string) => RandomStream
  /** The agent whose copies it acts on; empty at `publish`. */
  readonly subscriber: string
  /** Ids of everybody who takes part: sources, then agents. */
  readonly participants: readonly string[]
  readonly cycleMs: Millis
  readonly parking: Parking
  /** Calls `action(atMs)` after `afterMs`. */
  readonly schedule: (afterMs: Millis, action: (atMs: Millis) => void) => void
  /** Asks about every matching event before `untilMs`, whatever trigger, chance and limit say. */
  readonly keepUntil: (untilMs: Millis) => void
}

export interface ChaosExample<P> {
  readonly title: string
  readonly params: P
  readonly given: readonly PlainEvent[]
  readonly expect: readonly Decision[]
  /** Which of the parked events go on, and when; `lost` when they are discarded. All of them, in order. */
  readonly released?: readonly { readonly atMs: Millis; readonly event: number; readonly lost?: boolean }[]
}

export interface ChaosKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  /** Where it can act; the first is where it acts unless told otherwise. Publish and deliver when left out. */
  readonly hooks?: readonly FaultHook[]
  /** Once per run, and at `deliver` per subscriber; state lives in the closure. */
  intercept(params: z.output<P>, context: ChaosContext): Interceptor
  /** Only of kinds that act on other faults: which of those stay on in this run. Asked once, at its start. */
  choose?(params: z.output<P>, faults: readonly string[], random: RandomStream): readonly string[]
  readonly examples: readonly ChaosExample<z.input<P>>[]
}

export const defineChaos = <const N extends string, P extends z.ZodObject>(kind: ChaosKind<N, P>) => kind

const EITHER: readonly FaultHook[] = ['publish', 'deliver']

/** Where a fault of this kind acts when its envelope says `wanted`. */
export const hookOf = ({ hooks = EITHER }: Pick<ChaosKind, 'hooks'>, wanted: FaultHook): FaultHook =>
  hooks.includes(wanted) ? wanted : (hooks[0] ?? wanted)

/** True when the envelope may choose where it acts. */
export const choosesHook = ({ hooks = EITHER }: Pick<ChaosKind, 'hooks'>): boolean => hooks.length > 1
