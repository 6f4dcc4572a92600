/** Real time between two looks. */
const LOOK_MS = 500
/** Looks in a row without an answer: two seconds in which the page itself was awake. */
const MOST_MISSED = 4

/**
 * Asks a worker for a sign of life and tells when none comes. It counts its own looks instead of reading
 * a clock, so that a machine that slept, or a page in the background, is no silence.
 */
export class Watchdog {
  readonly #ping: () => void
  readonly #silent: () => void
  #timer: ReturnType<typeof setInterval> | null = null
  #missed = 0

  constructor(ping: () => void, silent: () => void) {
    this.#ping = ping
    this.#silent = silent
  }

  /** Something came from the worker. Begins the watch when it is the first: before that, it is loading. */
  heard(): void {
    this.#missed = 0
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS)
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  #look(): void {
    if (this.#missed === MOST_MISSED) {
      this.stop()
      this.#silent()
      return
    }
    this.#missed++
    this.#ping()
  }
}
