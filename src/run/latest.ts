import type { JsonObject } from '../base/json.ts'
import { topicMatcher } from '../base/topic.ts'
import type { EventLog } from '../log/event-log.ts'

interface Search {
  readonly matches: (topic: string) => boolean
  /** By channel: whether its records are deliveries on a topic that matches. */
  readonly wanted: boolean[]
  /** Records before this one have been looked at. */
  next: number
  found: number
}

/**
 * The last event delivered on a topic, found in the log when somebody asks. Every record is looked at
 * once for each pattern, whatever the number of questions; a run in which nobody asks pays nothing.
 */
export class Latest {
  readonly #log: EventLog
  readonly #searches = new Map<string, Search>()

  constructor(log: EventLog) {
    this.#log = log
  }

  payload(pattern: string): JsonObject | undefined {
    const search = this.#searches.get(pattern) ?? {
      matches: topicMatcher(pattern),
      wanted: [],
      next: 0,
      found: -1,
    }
    this.#searches.set(pattern, search)
    const end = this.#log.count
    for (let seq = end - 1; seq >= search.next; seq--) {
      if (!this.#isWanted(search, seq)) continue
      search.found = seq
      break
    }
    search.next = end
    return search.found < 0 ? undefined : this.#log.payloadAt(search.found)
  }

  #isWanted({ matches, wanted }: Search, seq: number): boolean {
    const { id, topic, stage } = this.#log.channelAt(seq)
    return (wanted[id] ??= stage === 'delivered' && matches(topic))
  }
}
