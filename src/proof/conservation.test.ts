import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conservation, LinkReport } from '../log/report.ts'
import { Bus } from '../run/bus.ts'
import { EventQueue } from '../run/event-queue.ts'
import { runToEnd } from '../run/headless.ts'
import { Ring } from '../run/ring.ts'
import { Stretch } from '../run/stretch.ts'
import { Subscriber } from '../run/subscriber.ts'
import { runnable } from './agreement.ts'
import { scriptsFor } from './sandbox.ts'
import { randomScenario } from './scenarios/random-scenario.ts'

/** What has come into being and is not accounted for: 0 whenever the law holds. */
const missing = ({ published, injected, duplicated, delivered, dropped, inFlight }: Conservation): number =>
  published + injected + duplicated - delivered - dropped - inFlight

const missingOnLink = (link: LinkReport): number =>
  link.offered +
  link.injected +
  link.duplicated -
  (link.delivered + link.dropped + link.failed + link.inFlight)

/** Puts something in front of a method, or behind it, until it is told to let go. */
function around<T extends object>(
  owner: T,
  method: keyof T & string,
  before: (self: T) => void,
  after: (self: T) => void = () => undefined,
): () => void {
  const own = owner[method]
  const plain = own as (...given: unknown[]) => unknown
  owner[method] = function (this: T, ...given: unknown[]) {
    before(this)
    const result = plain.apply(this, given)
    after(this)
    return result
  } as typeof own
  return () => void (owner[method] = own)
}

/** Watches the counters of one run after the other, from outside the kernel. */
class Auditor {
  /** How often the counts were looked at. */
  looks = 0
  readonly #links = new Set<Subscriber>()
  readonly #lettingGo: (() => void)[] = []
  #bus: Bus | null = null
  /** Data that the sources of a cycle have published together, and whose turn has not come yet. */
  #direct = 0

  constructor() {
    const meet = (bus: Bus) => void (this.#bus = bus)
    const audit = () => this.#audit()
    const enter = () => void this.#direct++
    const leave = () => void this.#direct--
    this.#lettingGo.push(
      around(Subscriber.prototype, 'link', (link) => void this.#links.add(link)),
      around(Bus.prototype, 'publishCycle', enter, leave),
      around(Stretch.prototype, 'run', enter, leave),
      around(Bus.prototype, 'publish', meet, audit),
      around(Bus.prototype, 'publishCycle', meet, audit),
      around(Bus.prototype, 'tally', meet, audit),
      around(Bus.prototype, 'deliverDirect', meet, audit),
      around(Bus.prototype, 'drain', meet, () => this.#auditLinks()),
      around(Bus.prototype, 'settle', meet, audit),
      // Nothing is in anybody's hands while the next one is about to be taken.
      around(Ring.prototype, 'take', audit),
      around(EventQueue.prototype, 'next', () => this.#auditLinks()),
    )
  }

  begin(): void {
    this.#bus = null
    this.#links.clear()
  }

  letGo(): void {
    for (const letGo of this.#lettingGo) letGo()
  }

  #audit(): void {
    if (this.#bus === null) return
    this.looks++
    const gone = missing(this.#bus.conservation)
    // While the data of a cycle are delivered one by one, those behind are nowhere yet; two sources at most.
    const most = this.#direct > 0 ? 1 : 0
    if (gone < 0 || gone > most)
      throw new Error(`${gone} events are missing: ${JSON.stringify(this.#bus.conservation)}`)
  }

  #auditLinks(): void {
    this.#audit()
    for (const link of this.#links) {
      const report = link.report()
      if (missingOnLink(report) !== 0) throw new Error(`copies are missing: ${JSON.stringify(report)}`)
    }
  }
}

describe('conservation', () => {
  let auditor: Auditor
  beforeAll(() => {
    auditor = new Auditor()
  })
  afterAll(() => auditor.letGo())

  it('holds between any two events of the engine, on the bus and on every link, in random scenarios', () => {
    const seen = { injected: 0, duplicated: 0, dropped: 0, inFlight: 0, failed: 0, links: 0, events: 0 }
    for (let number = 0; number < 1_500; number++) {
      const document = runnable(randomScenario(number, 'conservation'))
      if (document === null) continue
      auditor.begin()
      const result = runToEnd(document, { scripts: scriptsFor(document) })
      if (!result.ok) throw new Error(JSON.stringify(result.problems))
      const { conservation, links } = result.report
      expect(missing(conservation), `scenario ${number}`).toBe(0)
      expect(links.map(missingOnLink)).toEqual(links.map(() => 0))
      seen.events += conservation.delivered
      for (const part of ['injected', 'duplicated', 'dropped', 'inFlight'] as const)
        seen[part] += conservation[part]
      seen.links += links.length
      seen.failed += links.reduce((sum, link) => sum + link.failed, 0)
      result.log.release()
    }
    // It was put to the test: everything that can become of an event became of some.
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0)
    expect(auditor.looks).toBeGreaterThan(2 * seen.events)
  }, 120_000)
})
