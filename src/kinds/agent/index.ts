import { rule } from './rule.ts'

export const agentKinds = [rule] as const
