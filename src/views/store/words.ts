import { findKind } from '../../catalog.ts'
import { kindsOf, type Part, type PartList } from '../../document/edit.ts'
import { firstWords } from './first-document.ts'
import { studio } from './studio.ts'

/** A few words that tell a part from others of its kind, such as `10 cycles`. */
export const wordsOf = (list: PartList, part: Part): string =>
  studio.getState().complete
    ? (findKind(kindsOf(list), part.kind)?.describe(part.params) ?? part.kind)
    : (firstWords[part.id] ?? '')
