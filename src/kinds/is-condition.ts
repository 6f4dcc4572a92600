import { conditionSchema, type Condition } from './condition.ts'

export const isCondition = (value: unknown): value is Condition => conditionSchema.safeParse(value).success
