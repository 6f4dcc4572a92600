import type { Kind } from './contracts.ts'

export const findKind = <K extends Kind>(kinds: readonly K[], name: string): K | undefined =>
  kinds.find((kind) => kind.name === name)
