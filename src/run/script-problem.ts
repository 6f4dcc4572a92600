import { problemAt, type Problem } from '../base/problem.ts'
import { printMillis } from '../base/time.ts'
import type { ScriptPiece } from '../program/scripts.ts'
import type { Fault, FaultCode } from '../sandbox/fault.ts'
import type { Moment } from '../sandbox/script.ts'

/** A script's failure as a person reads it: which script, which line, at which event, and the way out. */
export function problemOf(
  { what, partName, path }: Pick<ScriptPiece, 'what' | 'partName' | 'path'>,
  fault: Fault,
  moment: Moment | null,
  calling: string,
): Problem {
  const line = fault.line === null ? '' : ` in line ${fault.line}`
  const inside = calling === '' ? '' : `, in ${calling}`
  const at = moment === null ? '' : `, at ${eventText(moment)}`
  const problem = problemAt(
    path,
    `script/${fault.code}`,
    `The script of the ${what} “${partName}” ${saying(fault, line)}${inside}${at}.`,
    FIXES[fault.code],
  )
  return fault.line === null ? problem : { ...problem, codeLine: fault.line }
}

function eventText({ seq, topic, atMs, step }: Moment): string {
  if (step !== undefined) return `step ${step} of the profile`
  return seq < 0
    ? `the timer ${topic} (${printMillis(atMs)})`
    : `event ${seq} (${topic}, ${printMillis(atMs)})`
}

function saying({ code, detail }: Fault, line: string): string {
  switch (code) {
    case 'syntax':
      return `cannot be read${line}: ${detail}`
    case 'thrown':
      return `threw an error${line}${detail === '' ? '' : `: ${detail}`}`
    case 'fuel':
      // QuickJS notes only the places that can throw: a bare loop counts to the one before it.
      return `used up its fuel${line.replace(' in ', ' in or after ')}`
    case 'memory':
      return `needed more than 32 MB of memory${line}`
    case 'stack':
      return `called itself too deeply${line}`
    case 'missing':
      return `has no function ${detail}`
    case 'result':
      return `gave back what cannot be used; expected is ${detail}`
    case 'host':
      return 'brought its sandbox down'
  }
}

const FIXES: Readonly<Record<FaultCode, string>> = {
  syntax: 'Mend the code at that line.',
  thrown: 'Mend the code at that line, or check the value before it is used.',
  fuel: 'Look for a loop that never ends. One call has fuel for some 250,000 turns of a loop; see docs/scripts.md.',
  memory: 'Keep less: a running sum instead of a list of everything.',
  stack: 'Use a loop instead: functions can be about 100 deep in each other.',
  missing: 'Add the function. Scripts are synchronous: it must not be async.',
  result: 'Change what the code gives back; docs/scripts.md has the list.',
  host: 'Simplify the code; it did something that the sandbox cannot bear.',
}
