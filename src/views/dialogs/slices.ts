/** Real time of one slice of printing; between slices the page answers. */
const SLICE_MS = 12
const LINES_A_LOOK = 256

/** Lines as parts of a file, made in slices: neither is one text of them made nor does the page stand still. */
export async function inSlices(lines: Iterable<string>): Promise<Blob[]> {
  const parts: Blob[] = []
  let waiting: string[] = []
  let sliceBegan = performance.now()
  for (const line of lines) {
    waiting.push(line)
    if (waiting.length % LINES_A_LOOK !== 0 || performance.now() - sliceBegan < SLICE_MS) continue
    parts.push(new Blob(waiting))
    waiting = []
    await new Promise((resolve) => setTimeout(resolve, 0))
    sliceBegan = performance.now()
  }
  return [...parts, new Blob(waiting)]
}
