import { config, type core } from 'zod'
import { printCount } from './count.ts'

/** What zod calls them, and what a person does. */
const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

/** What texts and lists have a number of. */
const PARTS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

/** A bound in words: of a number itself, or of the length of a text or of a list. */
function bound(word: string, limit: number | bigint, origin: string): string {
  const parts = PARTS[origin]
  if (parts === undefined) return `must be ${word} ${String(limit)}`
  const [one, many] = parts
  return `must have ${word} ${printCount(Number(limit))} ${Number(limit) === 1 ? one : many}`
}

/** What is wrong with a value, in plain words; undefined leaves it to zod. What a schema says itself comes first. */
function inWords(issue: core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const type = TYPES[issue.expected]
      return type === undefined ? undefined : `must be ${type}`
    }
    case 'too_small':
      if (issue.minimum === 1 && issue.origin in PARTS) return 'must not be empty'
      return bound(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin)
    case 'too_big':
      return bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin)
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    default:
      return undefined
  }
}

// Imported by whatever makes schemas, before it makes them. `jitless`: the library would make functions from
// text where it may; the page's policy forbids it, and even the attempt is reported. Here and in Node it does
// the same thing the same way.
config({ jitless: true, customError: inWords })
