import { present } from '../../base/assert.ts'
import { examples, findKind } from '../../catalog.ts'
import { kindsOf, PART_LISTS } from '../../document/edit.ts'
import { emptyDocument } from '../../document/new.ts'
import { parseValue } from '../../document/parse.ts'

/** The build works these out and puts them into the page as data: nothing need be parsed to show them. */
export const blankDocument = emptyDocument()

const example = present(examples[0], 'first example')
const parsed = parseValue(example.document)

/** What a first visit shows. */
export const firstDocument = present(parsed.ok ? parsed.value : undefined, `example ${example.id} parses`)

/** A few words from each part's own kind, by the part's id. */
export const firstWords: Readonly<Record<string, string>> = Object.fromEntries(
  PART_LISTS.flatMap((list) =>
    firstDocument[list].map(({ id, kind, params }) => [
      id,
      present(findKind(kindsOf(list), kind), kind).describe(params),
    ]),
  ),
)
