import { present } from '../base/assert.ts'
import { getField, parseFieldPath, type Json } from '../base/json.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { failsRun } from '../log/report.ts'
import type { Program, ProgramStep } from '../program/program.ts'
import type { World } from './world.ts'
import type { Latest } from './latest.ts'
import type { SourceActor } from './sources.ts'

/** Instructions that do something to the run and let the token go on at once. */
export type Act = Extract<
  Instruction,
  {
    op:
      | 'check'
      | 'publish'
      | 'generate'
      | 'switch-profile'
      | 'switch-fault'
      | 'set'
      | 'copy'
      | 'increment'
      | 'note'
      | 'script'
  }
>

/** What steps do to the rest of the run, apart from where they lead. */
export class Acts {
  readonly variables = new Map<string, Json>()
  readonly #program: Program
  readonly #world: World
  readonly #latest: Latest

  constructor(program: Program, world: World, latest: Latest) {
    this.#program = program
    this.#world = world
    this.#latest = latest
  }

  /** Returns why it failed, or null. `cause` is the mark of the step. */
  perform({ spec }: ProgramStep, instruction: Act, cause: number): string | null {
    const { bus, faults } = this.#world
    const source = `step:${spec.id}`
    switch (instruction.op) {
      case 'check':
        return this.#check(spec, instruction.assertions, cause)
      case 'publish':
        bus.publish(instruction.topic, source, instruction.payload, cause)
        return null
      case 'generate': {
        const actor = this.#source(instruction.source)
        for (let count = 0; count < instruction.count && bus.overrun === null; count++) actor.publish(cause)
        return null
      }
      case 'switch-profile': {
        const { source: id, profile } = instruction
        this.#source(id).switchProfile(profile)
        bus.mark('$profile.switched', source, { source: id, profile: profile.kind }, cause)
        return null
      }
      case 'switch-fault': {
        const { fault: id, on } = instruction
        const index = this.#program.faults.findIndex((fault) => fault.spec.id === id)
        present(faults[index], `fault ${id}`).switch(on)
        bus.mark('$fault.switched', source, { fault: id, on }, cause)
        return null
      }
      case 'set':
        return this.#set(source, instruction.variable, instruction.value, cause)
      case 'copy': {
        bus.settle()
        const path = present(parseFieldPath(instruction.field), 'field path')
        const value = getField(this.#latest.payload(instruction.topic), path) ?? null
        return this.#set(source, instruction.variable, value, cause)
      }
      case 'increment': {
        const before = this.variables.get(instruction.variable)
        const sum = (typeof before === 'number' ? before : 0) + instruction.by
        return this.#set(source, instruction.variable, sum, cause)
      }
      case 'note':
        bus.mark('$note', source, { step: spec.id, text: instruction.text }, cause)
        return null
      case 'script':
        return this.#script(spec.id, instruction, cause)
    }
  }

  #script(step: string, instruction: Extract<Act, { op: 'script' }>, cause: number): string | null {
    const { bus, cycle, scripts } = this.#world
    const source = `step:${step}`
    const context = { variables: this.variables, atMs: bus.nowMs, cycle }
    return present(scripts, 'scripts of the run').run(step, instruction, context, {
      publish: (topic, payload, afterMs) => {
        const send = () => bus.publish(topic, source, payload, cause)
        if (afterMs > 0) bus.schedule(afterMs, send)
        else send()
      },
      set: (name, value) => this.#set(source, name, value, cause),
      note: (text) => bus.mark('$note', source, { step, text }, cause),
    })
  }

  #set(source: string, name: string, value: Json, cause: number): null {
    this.variables.set(name, value)
    this.#world.bus.mark('$variable', source, { name, value }, cause)
    return null
  }

  /** What steps published at this instant is delivered before anything is judged. */
  #check({ id, onFail }: ProgramStep['spec'], assertions: readonly string[], cause: number): string | null {
    const { bus, monitors } = this.#world
    bus.settle()
    const reports = monitors.check(assertions, bus.nowMs, id, onFail === 'note')
    for (const { id: assertion, verdict, message } of reports)
      bus.mark('$verdict', `step:${id}`, { assertion, verdict, message }, cause)
    const violated = reports.filter(failsRun)
    if (violated.length === 0) return null
    return violated.map(({ name, id: assertion, message }) => `${name || assertion}: ${message}`).join(' ')
  }

  #source(id: string): SourceActor {
    return present(
      this.#world.sources.find((source) => source.id === id),
      `source ${id}`,
    )
  }
}
