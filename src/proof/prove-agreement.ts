import type { ScenarioDocument } from '../document/types.ts'
import { disagreement, runnable, shrink } from './agreement.ts'
import { randomScenario } from './scenarios/random-scenario.ts'

/** Of random scenarios so many are for each of the files that test them side by side. */
export const SHARE = 2_500

/** The scenario and the way in which engine and reference differ on it; null when they agree. */
export function firstDisagreement(from: number, count: number, smallest = true): string | null {
  for (let number = from; number < from + count; number++) {
    const given = randomScenario(number)
    const document = runnable(given)
    const found = document === null ? null : judged(document)
    if (document === null || found === null) continue
    if (!smallest) return `scenario ${number}: ${found}`
    const differs = (candidate: unknown) => {
      const smaller = tryRunnable(candidate)
      return smaller !== null && judged(smaller) !== null
    }
    const cut = shrink(given, differs)
    const shown = tryRunnable(cut)
    const why = shown === null ? found : judged(shown)
    return `scenario ${number}: ${why ?? found}\n${JSON.stringify(cut, null, 1)}`
  }
  return null
}

/** An exception counts as a difference: neither of the two may throw. */
function judged(document: ScenarioDocument): string | null {
  try {
    return disagreement(document)
  } catch (error) {
    return error instanceof Error ? `it threw: ${error.stack ?? error.message}` : 'it threw'
  }
}

/** Leaving something away may leave a document that is none. */
function tryRunnable(candidate: unknown): ScenarioDocument | null {
  try {
    return runnable(candidate)
  } catch {
    return null
  }
}
