import { z } from 'zod'
import type { Condition } from '../condition.ts'
import { field } from '../form.ts'
import { atom, atomText, topicField, whereField, type Atom } from './atom.ts'
import { Q, R } from './pattern.ts'
import type { ScopeMode, ScopeName } from './segments.ts'

const WITH_FROM = { scope: ['after', 'between', 'after-until'] }
const WITH_TO = { scope: ['before', 'between', 'after-until'] }

/** The fields in which all patterns say where they must hold. */
export const scopeShape = {
  scope: field(z.enum(['globally', 'before', 'after', 'between', 'after-until']).default('globally'), {
    label: 'Must hold',
    texts: {
      globally: 'in the whole run',
      before: 'before an event first comes',
      after: 'from an event on',
      between: 'between two events, when both come',
      'after-until': 'from an event until another, or the end',
    },
  }),
  from: topicField('From', 'phase.begin', 'The event that opens a stretch; it is part of it.', WITH_FROM),
  fromWhere: whereField('From, only where', WITH_FROM),
  to: topicField('To', 'phase.end', 'The event that closes it; it is not part of it.', WITH_TO),
  toWhere: whereField('To, only where', WITH_TO),
  overlap: field(z.enum(['maximal', 'reopen']).default('maximal'), {
    label: 'A second “from” inside',
    texts: {
      maximal: 'changes nothing',
      reopen: 'begins a stretch of its own too',
    },
    help: 'The second choice is the strict reading of the published patterns.',
    when: { scope: ['between', 'after-until'] },
  }),
}

export interface ScopeParams {
  readonly scope: ScopeName
  readonly from: string
  readonly fromWhere?: Condition | undefined
  readonly to: string
  readonly toWhere?: Condition | undefined
  readonly overlap: ScopeMode
}

/** The atoms that a scope needs, beside those of its pattern. */
export function scopeAtoms(params: ScopeParams): (readonly [bit: number, atom: Atom])[] {
  const opens = [Q, atom(params.from, params.fromWhere)] as const
  const closes = [R, atom(params.to, params.toWhere)] as const
  switch (params.scope) {
    case 'globally':
      return []
    case 'before':
      return [closes]
    case 'after':
      return [opens]
    case 'between':
    case 'after-until':
      return [opens, closes]
  }
}

/** ` between open and close`; empty for the whole run. */
export function scopeText(params: ScopeParams): string {
  const from = atomText(atom(params.from, params.fromWhere))
  const to = atomText(atom(params.to, params.toWhere))
  switch (params.scope) {
    case 'globally':
      return ''
    case 'before':
      return ` before ${to}`
    case 'after':
      return ` after ${from}`
    case 'between':
      return ` between ${from} and ${to}`
    case 'after-until':
      return ` after ${from} until ${to}`
  }
}

/** Why no stretch of the run counted. */
export function noSegmentText(params: ScopeParams): string {
  const from = atomText(atom(params.from, params.fromWhere))
  const to = atomText(atom(params.to, params.toWhere))
  switch (params.scope) {
    case 'before':
      return `no ${to} came`
    case 'between':
      return `there was no ${from} with a ${to} after it`
    default:
      return `no ${from} came`
  }
}
