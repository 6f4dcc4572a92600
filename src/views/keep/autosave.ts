const AFTER_MS = 250
const AT_MOST_MS = 1_000

/**
 * When to save: a quarter of a second after the last change, at the latest a second after the
 * first that is not kept. Saves never overlap; a change during a save is saved after it.
 */
export class Autosave {
  readonly #save: () => Promise<void>
  #timer: ReturnType<typeof setTimeout> | undefined
  #latest: ReturnType<typeof setTimeout> | undefined
  #dirty = false
  #running: Promise<void> | null = null

  /** `save` deals with its own failures; it never rejects. */
  constructor(save: () => Promise<void>) {
    this.#save = save
  }

  changed(): void {
    this.#dirty = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), AFTER_MS)
    this.#latest ??= setTimeout(() => void this.flush(), AT_MOST_MS)
  }

  /** Saves now what is not saved; done when everything up to this call is. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    clearTimeout(this.#latest)
    this.#latest = undefined
    while (this.#running !== null) await this.#running
    if (!this.#dirty) return
    this.#dirty = false
    this.#running = this.#save().finally(() => {
      this.#running = null
    })
    await this.#running
  }

  /** What is not saved yet is not meant to be. */
  forget(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#latest)
    this.#latest = undefined
    this.#dirty = false
  }
}
