import { rule } from './rule.ts'
import { script } from './script.ts'

export const agentKinds = [rule, script] as const
