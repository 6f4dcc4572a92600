/** May this tab write the scenario, or does another one? */
export type Role = 'writer' | 'follower'

interface TabMessage {
  readonly type: 'saved' | 'yield'
  readonly docId: string
}

/** What a tab hears of the others about the scenario it has open. */
export interface TabListener {
  /** Called once the role is known, and whenever it changes. Becoming the writer waits for the promise. */
  role(role: Role): Promise<void> | void
  /** Another tab saved it. */
  saved(): void
  /** Another tab wants to write: what is not saved yet must be, before the promise settles. */
  yielding(): Promise<void>
}

const CHANNEL = 'scenario-studio'
const YIELD_WITHIN_MS = 1_500

/**
 * One writer among the tabs: whoever holds the Web Lock of a scenario. The others follow, and wait in
 * the lock's queue; when the writer goes, the next one is it. Where there are no locks every tab
 * writes, and the database's revisions keep them apart.
 */
export class Tabs {
  readonly #locks: LockManager | undefined
  readonly #channel: BroadcastChannel
  readonly #listener: TabListener
  #docId = ''
  #release: () => void = () => undefined
  #writes = false
  /** Tells late answers about a scenario that was left from those about the one at hand. */
  #turn = 0

  constructor(locks: LockManager | undefined, listener: TabListener) {
    this.#locks = locks
    this.#listener = listener
    this.#channel = new BroadcastChannel(CHANNEL)
    this.#channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
      if (data.docId !== this.#docId) return
      if (data.type === 'saved') listener.saved()
      else void this.#yield()
    })
  }

  /** Leaves the scenario it had and goes to another. */
  open(docId: string): void {
    this.#leave()
    this.#docId = docId
    this.#request({ ifAvailable: true })
  }

  /** Tells the other tabs that there is a new revision. */
  saved(): void {
    this.#post('saved')
  }

  /** Asks the writer to stop; takes the lock where it does not answer, as when its tab hangs. */
  takeOver(): void {
    const turn = this.#turn
    this.#post('yield')
    setTimeout(() => {
      if (turn === this.#turn && !this.#writes) this.#request({ steal: true })
    }, YIELD_WITHIN_MS)
  }

  #post(type: TabMessage['type']): void {
    this.#channel.postMessage({ type, docId: this.#docId } satisfies TabMessage)
  }

  #leave(): void {
    this.#turn++
    this.#writes = false
    this.#release()
    this.#release = () => undefined
  }

  async #yield(): Promise<void> {
    const turn = this.#turn
    await this.#listener.yielding()
    if (turn !== this.#turn) return
    this.#follow()
  }

  #follow(): void {
    this.#leave()
    void this.#listener.role('follower')
    this.#request({})
  }

  #request(options: LockOptions): void {
    if (this.#locks === undefined) return void this.#listener.role('writer')
    const turn = ++this.#turn
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (turn !== this.#turn) return undefined
      if (lock === null) {
        this.#follow()
        return undefined
      }
      // The lock is held as long as this promise is open.
      return new Promise((resolve) => {
        this.#release = resolve
        this.#writes = true
        void this.#listener.role('writer')
      })
    }
    this.#locks.request(`${CHANNEL}:${this.#docId}`, options, held).catch(() => {
      // Taken away by a tab that got no answer.
      if (turn === this.#turn) this.#follow()
    })
  }
}
