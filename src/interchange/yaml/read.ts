import { LineCounter, parseDocument as parseYaml } from 'yaml'
import { problemAt, type Problem } from '../../base/problem.ts'

const MAX_CHARACTERS = 1_000_000
const MAX_ALIASES = 20
const MAX_DEPTH = 64

export type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads YAML of unknown origin to plain values: no tags that make objects, few aliases, bounded size and depth. */
export function readYaml(text: string): Read {
  const refuse = (code: string, message: string, fix: string): Read => ({
    ok: false,
    problems: [problemAt([], `yaml/${code}`, message, fix)],
  })
  if (text.length > MAX_CHARACTERS)
    return refuse(
      'too-large',
      `The file has ${text.length} characters; at most ${MAX_CHARACTERS} are read.`,
      'Split it.',
    )
  if (deepest(text) > MAX_DEPTH)
    return refuse('too-deep', `The file is nested more than ${MAX_DEPTH} levels deep.`, 'Flatten it.')
  const lines = new LineCounter()
  const parsed = parseYaml(text, { lineCounter: lines, uniqueKeys: true, schema: 'core', logLevel: 'silent' })
  if (parsed.errors.length > 0) {
    return {
      ok: false,
      problems: parsed.errors.slice(0, 20).map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0])
        const [what = ''] = message.split('\n')
        return {
          ...problemAt([], 'yaml/not-yaml', `Not valid YAML: ${what}`, 'Mend the text at this place.'),
          line,
          column: col,
        }
      }),
    }
  }
  try {
    return { ok: true, value: parsed.toJS({ maxAliasCount: MAX_ALIASES }) as unknown }
  } catch {
    return refuse('aliases', 'The file refers to its own parts too often.', 'Write them out.')
  }
}

/** An upper bound of the nesting, from brackets, dashes and indentation, without building anything. */
function deepest(text: string): number {
  let most = 0
  let open = 0
  for (const line of text.split('\n')) {
    const block = /^[\s?:-]*/.exec(line)?.[0] ?? ''
    most = Math.max(
      most,
      open + Math.ceil(block.replaceAll(/[^ \t]/g, '').length / 2) + block.replaceAll(/[^?:-]/g, '').length,
    )
    for (const sign of line) {
      if (sign === '[' || sign === '{') open++
      else if (sign === ']' || sign === '}') open = Math.max(0, open - 1)
      most = Math.max(most, open)
    }
  }
  return most
}
