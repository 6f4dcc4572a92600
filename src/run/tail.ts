import { topicMatcher } from '../base/topic.ts'
import type { TailSpec } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Conservation, LinkReport, TailReport } from '../log/report.ts'

/**
 * The tail of a run: all faults are healed, time goes on, and the system has to make progress. What breaks
 * while things go wrong may be forgiven; what stays broken is a defect.
 * Source: the liveness mode of TigerBeetle's simulator.
 */
export class Tail {
  readonly untilCycle: number
  readonly #spec: TailSpec
  readonly #log: EventLog
  readonly #firstSeq: number

  constructor(spec: TailSpec, cycle: number, log: EventLog) {
    this.untilCycle = cycle + spec.cycles
    this.#spec = spec
    this.#log = log
    this.#firstSeq = log.count
  }

  /** O(records of the tail). */
  report({ inFlight }: Conservation, links: readonly LinkReport[]): TailReport {
    const { cycles, topic } = this.#spec
    const fromMs = this.#log.timeAt(this.#firstSeq)
    if (topic === undefined) {
      const waiting = links.reduce((sum, link) => sum + link.inFlight, inFlight)
      const progress = waiting === 0
      const message = progress
        ? 'Everything that was under way arrived.'
        : `${count(waiting)} still under way after ${cycles} cycles without faults.`
      return { cycles, fromMs, progress, message }
    }
    const delivered = this.#delivered(topic)
    const message = `${delivered === 0 ? 'No event' : count(delivered)} on ${topic} in ${cycles} cycles without faults.`
    return { cycles, fromMs, progress: delivered > 0, message }
  }

  #delivered(topic: string): number {
    const matches = topicMatcher(topic)
    const wanted = this.#log.channels.map(
      (channel) => channel.stage === 'delivered' && matches(channel.topic),
    )
    let delivered = 0
    this.#log.scan(this.#firstSeq, this.#log.count, (_seq, _atMs, channel) => {
      if (wanted[channel] === true) delivered++
    })
    return delivered
  }
}

const count = (events: number): string => `${events} ${events === 1 ? 'event' : 'events'}`
