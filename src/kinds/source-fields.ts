import type { SourceKind } from './contracts.ts'

/** The fields of every datum of a source with these parameters. */
export const sourceFields = (
  kind: SourceKind,
  params: Readonly<Record<string, unknown>>,
): readonly string[] => kind.fieldsOf?.(params) ?? kind.fields
