import { printPath, type Path } from '../../base/problem.ts'

/** What became of one field of a foreign file. Every field has one: nothing disappears without a word. */
export interface FieldNote {
  /** Such as `chaos[0].probability`. */
  readonly field: string
  readonly status: 'mapped' | 'not mapped'
  /** Where it went, or why it could not. */
  readonly note: string
}

/** Keeps the account while a file is read, and can tell at the end which fields nobody looked at. */
export class Account {
  readonly #notes = new Map<string, FieldNote>()

  mapped(path: Path, note: string): void {
    this.#notes.set(printPath(path), { field: printPath(path), status: 'mapped', note })
  }

  lost(path: Path, note: string): void {
    this.#notes.set(printPath(path), { field: printPath(path), status: 'not mapped', note })
  }

  /** The notes in the order of the file; a field without one is not mapped. */
  of(root: unknown): FieldNote[] {
    const notes: FieldNote[] = []
    const visit = (value: unknown, path: Path): void => {
      const known = this.#notes.get(printPath(path))
      if (known !== undefined) notes.push(known)
      else if (typeof value !== 'object' || value === null || isEmpty(value)) {
        notes.push({ field: printPath(path), status: 'not mapped', note: 'The studio knows no such field.' })
      } else {
        for (const [key, item] of Object.entries(value)) {
          visit(item, [...path, Array.isArray(value) ? Number(key) : key])
        }
      }
    }
    visit(root, [])
    return notes
  }
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0
