import type { z } from 'zod'
import type { Kind } from './contracts.ts'
import type { Instruction, Test } from './instruction.ts'
import type { Ports } from './ports.ts'

export interface StepExample<P> {
  readonly title: string
  readonly params: P
  readonly expect: readonly Instruction[]
}

export interface StepKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<N, P> {
  /** Which edges may meet it. `start` has no way in, `end` none out. */
  readonly ports: Ports
  /** Lowers the step to instructions, run in order; the first that fails ends the step as failed. */
  compile(params: z.output<P>): readonly Instruction[]
  /** Shown in the reference pages and run by the contract test; at least one. */
  readonly examples: readonly StepExample<z.input<P>>[]
}

export const defineStep = <const N extends string, P extends z.ZodObject>(kind: StepKind<N, P>) => kind

/** What an `execute-action` step can do. */
export interface ActionKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  compile(params: z.output<P>): readonly Instruction[]
  readonly examples: readonly StepExample<z.input<P>>[]
}

export const defineAction = <const N extends string, P extends z.ZodObject>(kind: ActionKind<N, P>) => kind

/** A question about the state of the run, for steps that decide which way to go. */
export interface GuardKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  compile(params: z.output<P>): Test
  readonly examples: readonly { readonly title: string; readonly params: z.input<P>; readonly expect: Test }[]
}

export const defineGuard = <const N extends string, P extends z.ZodObject>(kind: GuardKind<N, P>) => kind
