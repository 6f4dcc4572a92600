import { isObject } from '../base/json.ts'
import { problemAt, type Problem } from '../base/problem.ts'

export const FORMAT = 'scenario-studio'
export const CURRENT_VERSION = 1

type Migration = (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** Step up from version n to n + 1, by n. A version is never changed once it was released; see README. */
const migrations: Readonly<Record<number, Migration>> = {}

/** Brings an older document to the current version, or says why it cannot be read. */
export function migrate(value: unknown): { readonly value: unknown } | { readonly problem: Problem } {
  if (!isObject(value)) {
    return {
      problem: problemAt(
        [],
        'document/not-an-object',
        'A scenario is a JSON object.',
        'Choose a file exported by Scenario Studio.',
      ),
    }
  }
  if (value['format'] !== FORMAT) {
    const found =
      value['format'] === undefined
        ? 'The field "format" is missing'
        : `The format is ${JSON.stringify(value['format'])}`
    const path = value['format'] === undefined ? [] : ['format']
    return {
      problem: problemAt(
        path,
        'document/wrong-format',
        `${found}; a scenario says "format": "${FORMAT}".`,
        'Choose a file exported by Scenario Studio.',
      ),
    }
  }
  const version = value['version']
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return {
      problem: problemAt(
        version === undefined ? [] : ['version'],
        'document/no-version',
        'The version must be a whole number from 1 on.',
        `Write "version": ${CURRENT_VERSION}.`,
      ),
    }
  }
  if (version > CURRENT_VERSION) {
    return {
      problem: problemAt(
        ['version'],
        'document/too-new',
        `The file has version ${version}; this studio reads versions up to ${CURRENT_VERSION}.`,
        'Open it with a newer Scenario Studio, or export it there for this one.',
      ),
    }
  }
  let current: Readonly<Record<string, unknown>> = value
  for (let from = version; from < CURRENT_VERSION; from++) current = migrations[from]!(current)
  return { value: current }
}
