import type { ScenarioDocument } from '../../document/types.ts'
import { exportLog } from '../../log/export.ts'
import type { EventLog } from '../../log/event-log.ts'

/** Real time of one slice of printing; between slices the page answers. */
const SLICE_MS = 12
const LINES_A_LOOK = 256

/**
 * The log as parts of a file. The text is handed to the browser in slices, so that neither one text
 * of hundreds of megabytes is made nor the page stands still. `tell` hears the share that is done.
 */
export async function logParts(
  log: EventLog,
  document: ScenarioDocument,
  tell: (share: number) => void,
): Promise<Blob[]> {
  const parts: Blob[] = []
  let lines: string[] = []
  let done = 0
  let sliceBegan = performance.now()
  for (const line of exportLog(log, document)) {
    lines.push(line)
    done++
    if (done % LINES_A_LOOK !== 0 || performance.now() - sliceBegan < SLICE_MS) continue
    parts.push(new Blob(lines))
    lines = []
    tell(done / Math.max(1, log.count))
    await new Promise((resolve) => setTimeout(resolve, 0))
    sliceBegan = performance.now()
  }
  parts.push(new Blob(lines))
  return parts
}
