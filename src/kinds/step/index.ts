import { end } from './end.ts'
import { executeAction } from './execute-action.ts'
import { generateData } from './generate-data.ts'
import { runAssertions } from './run-assertions.ts'
import { start } from './start.ts'
import { waitCycles } from './wait-cycles.ts'
import { waitEvent } from './wait-event.ts'

/** The palette's order. */
export const stepKinds = [
  start,
  waitCycles,
  waitEvent,
  runAssertions,
  executeAction,
  generateData,
  end,
] as const
