import { branch } from './branch.ts'
import { breakLoop } from './break.ts'
import { call } from './call.ts'
import { endBlock } from './end-block.ts'
import { end } from './end.ts'
import { executeAction } from './execute-action.ts'
import { generateData } from './generate-data.ts'
import { block } from './block.ts'
import { join } from './join.ts'
import { loop } from './loop.ts'
import { parallel } from './parallel.ts'
import { publishStep } from './publish.ts'
import { runAssertions } from './run-assertions.ts'
import { setVariableStep } from './set-variable.ts'
import { start } from './start.ts'
import { switchProfileStep } from './switch-profile.ts'
import { waitCycles } from './wait-cycles.ts'
import { waitEvent } from './wait-event.ts'

/** The palette's order: time, judgement and deeds, then the ways a path can take. */
export const stepKinds = [
  start,
  waitCycles,
  waitEvent,
  runAssertions,
  publishStep,
  switchProfileStep,
  setVariableStep,
  executeAction,
  generateData,
  branch,
  loop,
  breakLoop,
  parallel,
  join,
  block,
  endBlock,
  call,
  end,
] as const
