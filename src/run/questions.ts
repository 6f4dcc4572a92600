import { present } from '../base/assert.ts'
import { getField, type Json } from '../base/json.ts'
import { randomStream, type RandomStream } from '../base/random.ts'
import { compileConditionOn, type Condition } from '../kinds/condition.ts'
import type { Test } from '../kinds/instruction.ts'
import type { StepOutcome } from '../log/report.ts'
import type { Latest } from './latest.ts'
import type { Monitors } from './monitors.ts'

/** What questions are about. */
export interface Subject {
  readonly seed: string
  readonly variables: ReadonlyMap<string, Json>
  readonly latest: Latest
  readonly monitors: Monitors
  readonly nowMs: () => number
  readonly outcomeOf: (step: string) => StepOutcome | undefined
}

type Answer = () => boolean

/** Answers the questions of branch and loop steps; each is compiled once, at its first asking. */
export class Questions {
  readonly #subject: Subject
  readonly #answers = new Map<Test, Answer>()

  constructor(subject: Subject) {
    this.#subject = subject
  }

  /** `step` is who asks: chance has a stream of its own for each step. */
  ask(test: Test, step: string): boolean {
    let answer = this.#answers.get(test)
    if (answer === undefined) {
      answer = this.#compile(test, step)
      this.#answers.set(test, answer)
    }
    return answer()
  }

  #compile(test: Test, step: string): Answer {
    const { variables, latest, monitors, nowMs, outcomeOf, seed } = this.#subject
    switch (test.of) {
      case 'variables':
        return compileConditionOn(test.condition, ([name, ...path]) =>
          getField(variables.get(String(name)), path),
        )
      case 'latest':
        return this.#latestAnswer(test.topic, test.condition, latest)
      case 'assertion':
        return () => monitors.standing(test.assertion, nowMs()) === test.is
      case 'step':
        return () => outcomeOf(test.step) === test.is
      case 'chance': {
        const stream: RandomStream = randomStream(seed, 'step', step, 'chance')
        return () => stream.uniform() < test.probability
      }
    }
  }

  #latestAnswer(topic: string, condition: Condition, latest: Latest): Answer {
    let payload: Json | undefined
    const holds = compileConditionOn(condition, (path) => getField(present(payload, 'payload'), path))
    return () => {
      payload = latest.payload(topic)
      return payload !== undefined && holds()
    }
  }
}
