import type { Json, JsonObject } from '../base/json.ts'
import { ACTION_SHAPE } from '../kinds/action/script.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { obey, type CommandHandlers } from '../kinds/script.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Script } from '../sandbox/script.ts'
import type { ScriptRun } from './scripts.ts'

type ScriptInstruction = Extract<Instruction, { op: 'script' }>

/** What an action's code is given. */
interface ActionContext {
  readonly variables: ReadonlyMap<string, Json>
  readonly atMs: number
  readonly cycle: number
}

/** Runs the code of action steps. A step's code keeps its variables from one visit to the next. */
export class ScriptActions {
  readonly #scripts: ScriptRun
  readonly #log: EventLog
  readonly #started = new Map<string, Script>()

  constructor(scripts: ScriptRun, log: EventLog) {
    this.#scripts = scripts
    this.#log = log
  }

  /** Null when it went well, else why the step failed. */
  run(
    stepId: string,
    { code, settings, reads, publishes }: ScriptInstruction,
    { variables, atMs, cycle }: ActionContext,
    handlers: CommandHandlers,
  ): string | null {
    const key = `${stepId}\n${code}`
    const script = this.#started.get(key) ?? this.#scripts.starter(stepId)(code, ACTION_SHAPE, settings)
    this.#started.set(key, script)
    const context = { variables: Object.fromEntries(variables), latest: this.#latest(reads), atMs, cycle }
    const moment = { seq: Math.max(0, this.#log.count - 1), topic: `step ${stepId}`, atMs }
    const answer = script.call('run', context, moment)
    if (answer === null) return 'Its script failed.'
    let reason: string | null = null
    obey(script, answer, { ...handlers, fail: (text) => (reason ??= text) }, publishes, moment)
    return reason
  }

  /** The latest delivered event of each topic; null where none came yet. Looks back through the log. */
  #latest(topics: readonly string[]): JsonObject {
    const latest: Record<string, Json> = Object.fromEntries(topics.map((topic) => [topic, null]))
    let missing = Object.keys(latest).length
    for (let seq = this.#log.count - 1; seq >= 0 && missing > 0; seq--) {
      const { topic, source, stage } = this.#log.channelAt(seq)
      if (stage !== 'delivered' || latest[topic] !== null) continue
      latest[topic] = { seq, topic, source, atMs: this.#log.timeAt(seq), payload: this.#log.payloadAt(seq) }
      missing--
    }
    return latest
  }
}
