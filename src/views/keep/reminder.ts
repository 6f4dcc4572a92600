/** Work of so long that is in no file is worth a word. */
const AFTER_MS = 10 * 60_000

/**
 * When to say that a scenario is in no file of the person's own: ten minutes after the first edit that
 * none holds, once for each scenario, however much is edited afterwards.
 */
export class Reminder {
  readonly #said: Set<string>
  readonly #say: (docId: string) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #about = ''

  /** `said`: the scenarios that it was said of, on this visit and before. */
  constructor(said: Iterable<string>, say: (docId: string) => void) {
    this.#said = new Set(said)
    this.#say = say
  }

  edited(docId: string): void {
    if (this.#about === docId || this.#said.has(docId)) return
    this.settled()
    this.#about = docId
    this.#timer = setTimeout(() => {
      this.settled()
      this.#said.add(docId)
      this.#say(docId)
    }, AFTER_MS)
  }

  /** Everything is in a file, or another scenario is at hand. */
  settled(): void {
    clearTimeout(this.#timer)
    this.#about = ''
  }
}
