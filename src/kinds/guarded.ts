import { present } from '../base/assert.ts'
import type { GuardKind, Spec } from './contracts.ts'
import { field } from './form.ts'
import { guardKinds } from './guard/index.ts'
import type { Test } from './instruction.ts'
import { specUnion } from './spec-union.ts'

/** The schema of a question that a step asks: one of the guard kinds with its parameters. */
export const guardField = (label: string, when?: Readonly<Record<string, readonly string[]>>) =>
  field(specUnion(guardKinds).prefault({ kind: 'variables' }), {
    label,
    control: 'kind',
    kinds: guardKinds,
    ...(when !== undefined && { when }),
  })

const kindOf = (name: string): GuardKind =>
  present(
    (guardKinds as readonly GuardKind[]).find((kind) => kind.name === name),
    `guard ${name}`,
  )

export const compileGuard = ({ kind, params }: Spec): Test => kindOf(kind).compile(params)
export const describeGuard = ({ kind, params }: Spec): string => kindOf(kind).describe(params)
