import { getField, parseFieldPath, type Json } from '../../base/json.ts'
import { randomStream, type RandomStream } from '../../base/random.ts'
import type { StepSpec } from '../../document/types.ts'
import { compileConditionOn } from '../../kinds/condition.ts'
import { ACTION_SHAPE } from '../../kinds/action/script.ts'
import type { Instruction, Test } from '../../kinds/instruction.ts'
import { obey, type CommandHandlers } from '../../kinds/script.ts'
import type { AssertionReport, StepOutcome } from '../../log/report.ts'
import type { Script } from '../../sandbox/script.ts'
import type { PlainFaults } from './plain-faults.ts'
import { judge, latestOn, latestRow, type PlainSource, type World } from './plain-parts.ts'

/** What steps do to the run, and what they ask about it. */
export class Deeds {
  readonly variables = new Map<string, Json>()
  /** What check steps found, where that is what the report will say. */
  readonly judged = new Map<string, AssertionReport>()
  readonly #world: World
  readonly #sources: readonly PlainSource[]
  readonly #faults: PlainFaults
  readonly #scripts = new Map<string, Script>()
  readonly #chances = new Map<string, RandomStream>()

  constructor(world: World, sources: readonly PlainSource[], faults: PlainFaults) {
    this.#world = world
    this.#sources = sources
    this.#faults = faults
  }

  /** Why it failed, or null. */
  perform(step: StepSpec, instruction: Instruction, cause: number, cycle: number): string | null {
    const { bus } = this.#world
    const by = `step:${step.id}`
    switch (instruction.op) {
      case 'check':
        return this.#check(step, instruction.assertions, cause)
      case 'publish':
        bus.publish(instruction.topic, by, instruction.payload, cause)
        return null
      case 'generate':
        for (let n = 0; n < instruction.count && bus.overrun === null; n++)
          this.#source(instruction.source).publish(cause)
        return null
      case 'switch-profile': {
        const source = this.#source(instruction.source)
        source.switchProfile(instruction.profile)
        bus.mark(
          '$profile.switched',
          by,
          { source: source.spec.id, profile: instruction.profile.kind },
          cause,
        )
        return null
      }
      case 'switch-fault':
        this.#faults.switch(instruction.fault, instruction.on)
        bus.mark('$fault.switched', by, { fault: instruction.fault, on: instruction.on }, cause)
        return null
      case 'set':
        return this.#set(by, instruction.variable, instruction.value, cause)
      case 'copy': {
        bus.settle()
        const path = parseFieldPath(instruction.field) ?? []
        return this.#set(
          by,
          instruction.variable,
          getField(latestOn(bus, instruction.topic), path) ?? null,
          cause,
        )
      }
      case 'increment': {
        const before = this.variables.get(instruction.variable)
        const sum = (typeof before === 'number' ? before : 0) + instruction.by
        return this.#set(by, instruction.variable, sum, cause)
      }
      case 'note':
        bus.mark('$note', by, { step: step.id, text: instruction.text }, cause)
        return null
      case 'script':
        return this.#script(step.id, instruction, cause, cycle)
      default:
        throw new Error(`no reference for ${instruction.op}`)
    }
  }

  ask(test: Test, step: string, steps: { outcomeOf(step: string): StepOutcome | undefined }): boolean {
    const { document, bus, seed } = this.#world
    switch (test.of) {
      case 'variables':
        return compileConditionOn(test.condition, ([name, ...path]) =>
          getField(this.variables.get(String(name)), path),
        )()
      case 'latest': {
        const payload = latestOn(bus, test.topic)
        return (
          payload !== undefined && compileConditionOn(test.condition, (path) => getField(payload, path))()
        )
      }
      case 'assertion': {
        const spec = document.assertions.find(({ id, enabled }) => enabled && id === test.assertion)
        return spec !== undefined && judge(spec, this.#world, null).verdict === test.is
      }
      case 'step':
        return steps.outcomeOf(test.step) === test.is
      case 'chance': {
        const stream = this.#chances.get(step) ?? randomStream(seed, 'step', step, 'chance')
        this.#chances.set(step, stream)
        return stream.uniform() < test.probability
      }
    }
  }

  /** Runs the code of a step, which keeps its variables from one visit to the next. */
  #script(
    step: string,
    { code, settings, reads, publishes }: Extract<Instruction, { op: 'script' }>,
    cause: number,
    cycle: number,
  ): string | null {
    const { bus, scripts } = this.#world
    const by = `step:${step}`
    const script = this.#scripts.get(step) ?? scripts.starter(step)(code, ACTION_SHAPE, settings)
    this.#scripts.set(step, script)
    const latest = Object.fromEntries(reads.map((topic) => [topic, latestRow(bus, topic)]))
    const variables = Object.fromEntries(this.variables)
    const answer = script.call('run', { variables, latest, atMs: bus.nowMs, cycle }, null)
    const reasons: string[] = []
    const handlers: CommandHandlers = {
      publish: (topic, payload, afterMs) => {
        if (afterMs === 0) bus.publish(topic, by, payload, cause)
        else bus.schedule(afterMs, () => bus.publish(topic, by, payload, cause))
      },
      set: (name, value) => void this.#set(by, name, value, cause),
      note: (text) => void bus.mark('$note', by, { step, text }, cause),
      fail: (reason) => void reasons.push(reason),
    }
    if (answer !== null) obey(script, answer, handlers, publishes, null)
    return reasons[0] ?? null
  }

  #set(by: string, name: string, value: Json, cause: number): null {
    this.variables.set(name, value)
    this.#world.bus.mark('$variable', by, { name, value }, cause)
    return null
  }

  #check({ id, onFail }: StepSpec, wanted: readonly string[], cause: number): string | null {
    const { document, bus } = this.#world
    bus.settle()
    const reports = document.assertions
      .filter((spec) => spec.enabled && (wanted.length === 0 || wanted.includes(spec.id)))
      .map((spec) => judge(spec, this.#world, id))
    for (const report of reports) {
      const first = this.judged.get(report.id)
      // The first check that found a violation is what the report tells, else the last.
      if (onFail !== 'note' && first?.verdict !== 'violated') this.judged.set(report.id, report)
      const { id: assertion, verdict, message } = report
      bus.mark('$verdict', `step:${id}`, { assertion, verdict, message }, cause)
    }
    const failing = reports.filter(({ verdict, soft }) => verdict === 'violated' && !soft)
    if (failing.length === 0) return null
    return failing.map(({ name, id: assertion, message }) => `${name || assertion}: ${message}`).join(' ')
  }

  #source(wanted: string): PlainSource {
    const source = this.#sources.find(({ spec }) => wanted === '' || spec.id === wanted)
    if (source === undefined) throw new Error(`source ${wanted}`)
    return source
  }
}
