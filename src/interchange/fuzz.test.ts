import process from 'node:process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { examples } from '../catalog.ts'
import { parseDocument, parseValue } from '../document/parse.ts'
import { printDocument } from '../document/print.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Problem } from '../base/problem.ts'
import { compileProgram } from '../program/compile.ts'
import { scriptsOf } from '../program/scripts.ts'
import { Run } from '../run/run.ts'
import { htmlReport } from './report-html.ts'
import { mutateBytes, mutateStructure } from './fuzz.test-data.ts'

/** `FUZZ_CASES=1000000 npx vitest run src/interchange/fuzz.test.ts` for a longer hunt. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 20_000)
/** A run of a mutated document is looked at for this long; its own limits may be generous. */
const MOST_STEPS = 60
const MOST_EVENTS = 3_000
/** No case may take longer; they take a millisecond, and the machine may be busy with other things. */
const HANG_MS = 10_000

const texts = examples.map(({ document }) => {
  const parsed = parseValue(document)
  if (!parsed.ok) throw new Error('an example is not valid')
  return printDocument(parsed.value)
})

/** What a page that was broken into would have changed. */
const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype].map((prototype) =>
    Object.getOwnPropertyNames(prototype).join(),
  )

function expectLocated(problems: readonly Problem[], text: string | null): void {
  expect(problems.length).toBeGreaterThan(0)
  for (const { code, message, path, line, column } of problems) {
    expect(code).toMatch(/^[a-z]+\/[a-z-]+$/)
    expect(message).not.toBe('')
    expect(Array.isArray(path)).toBe(true)
    if (text === null || code === 'document/too-large') continue
    expect(line).toBeGreaterThanOrEqual(1)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(text.split('\n').length)
  }
}

/** Runs for a while, within bounds that the document's own limits allow; true when it came to its end. */
function runFor(document: ScenarioDocument): boolean {
  const bounded = {
    ...document,
    limits: { ...document.limits, maxEvents: Math.min(document.limits.maxEvents, MOST_EVENTS) },
  }
  const compiled = compileProgram(bounded)
  if (!compiled.ok) {
    expectLocated(compiled.problems, null)
    return false
  }
  // Code does not run before somebody allowed it.
  if (scriptsOf(bounded).length > 0) return false
  const run = new Run(compiled.value)
  for (let step = 0; step < MOST_STEPS && !run.finished; step++) run.advance(1)
  run.stop()
  const report = run.report()
  expect(report.digest).toMatch(/^[0-9a-f]{32}$/)
  const { published, injected, duplicated, delivered, dropped, inFlight } = report.conservation
  expect(published + injected + duplicated).toBe(delivered + dropped + inFlight)
  return true
}

it(
  `${CASES} mutated documents: each runs, or is refused with located problems`,
  { timeout: 60_000 + CASES * 20 },
  () => {
    const before = prototypes()
    const counts = { ran: 0, refused: 0, slowest: 0, slowestText: '' }
    fc.assert(
      fc.property(fc.nat(), fc.infiniteStream(fc.nat({ max: 0xffff })), (pick, stream) => {
        const draw = (below: number) => (stream.next().value as number) % below
        const original = texts[pick % texts.length]!
        const text = draw(4) === 0 ? mutateBytes(original, draw) : mutateStructure(original, draw)
        const began = performance.now()
        const parsed = parseDocument(text)
        if (parsed.ok && runFor(parsed.value)) counts.ran++
        else {
          if (!parsed.ok) expectLocated(parsed.problems, text)
          counts.refused++
        }
        const took = performance.now() - began
        if (took > counts.slowest) Object.assign(counts, { slowest: took, slowestText: text })
      }),
      { numRuns: CASES },
    )
    expect(prototypes()).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    // A hunt in which nothing runs, or nothing is refused, hunts nothing.
    expect(counts.ran).toBeGreaterThan(CASES / 10)
    expect(counts.refused).toBeGreaterThan(CASES / 10)
    expect(counts.slowest, counts.slowestText.slice(0, 2_000)).toBeLessThan(HANG_MS)
  },
)

it('what runs can be reported', () => {
  fc.assert(
    fc.property(fc.nat(), fc.infiniteStream(fc.nat({ max: 0xffff })), (pick, stream) => {
      const draw = (below: number) => (stream.next().value as number) % below
      const parsed = parseDocument(mutateStructure(texts[pick % texts.length]!, draw))
      const compiled = parsed.ok ? compileProgram(parsed.value) : null
      if (!parsed.ok || compiled?.ok !== true || scriptsOf(parsed.value).length > 0) return
      const run = new Run(compiled.value)
      for (let step = 0; step < MOST_STEPS && !run.finished; step++) run.advance(1)
      run.stop()
      const html = htmlReport([
        { document: parsed.value, report: run.report(), log: run.log, command: 'x', link: null },
      ])
      expect(html).not.toMatch(/NaN|undefined|\[object/)
    }),
    { numRuns: 300 },
  )
})
