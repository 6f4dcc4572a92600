import process from 'node:process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDocument } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Problem } from '../base/problem.ts'
import { compileProgram } from '../program/compile.ts'
import { scriptsOf } from '../program/scripts.ts'
import { Run } from '../run/run.ts'
import { prepareScripts, type Scripts } from '../run/scripts.ts'
import { htmlReport } from './report-html.ts'
import { mutateBytes, mutateCode, mutateStructure, seeds } from './fuzz.test-data.ts'

/** `FUZZ_CASES=1000000 npx vitest run src/interchange/fuzz.test.ts` for a longer hunt. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 20_000)
/** Each starts a sandbox of its own. */
const CODE_CASES = CASES / 50
/** A run of a mutated document is looked at for this long; its own limits may be generous. */
const MOST_STEPS = 60
const MOST_EVENTS = 3_000
/** No case may work for longer; nearly all take a millisecond. */
const HANG_MS = 1_000

const { withoutCode, withCode } = seeds()

/** What a page that was broken into would have changed. */
const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype].map((prototype) =>
    Object.getOwnPropertyNames(prototype).join(),
  )

/** Milliseconds that this process has worked: unlike the time that passes, none of it is another program's. */
const workedMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

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

const within = (document: ScenarioDocument): ScenarioDocument => ({
  ...document,
  limits: { ...document.limits, maxEvents: Math.min(document.limits.maxEvents, MOST_EVENTS) },
})

/** Runs for a while, within bounds that the document's own limits allow; false when it is refused. */
function runFor(document: ScenarioDocument, scripts: Scripts | null = null): boolean {
  const compiled = compileProgram(document)
  if (!compiled.ok) {
    expectLocated(compiled.problems, null)
    return false
  }
  const run = new Run(compiled.value, { scripts })
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
        const original = withoutCode[pick % withoutCode.length]!
        const text = draw(4) === 0 ? mutateBytes(original, draw) : mutateStructure(original, draw)
        const began = workedMs()
        const parsed = parseDocument(text)
        // A mutation may bring code in; what becomes of code is the next test's matter.
        if (parsed.ok && scriptsOf(parsed.value).length === 0 && runFor(within(parsed.value))) counts.ran++
        else {
          if (!parsed.ok) expectLocated(parsed.problems, text)
          counts.refused++
        }
        const took = workedMs() - began
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

it(
  `${CODE_CASES} mutated documents with code: refused as long as nobody allowed it, bounded when somebody did`,
  { timeout: 60_000 + CODE_CASES * 100 },
  async () => {
    const before = prototypes()
    const counts = { ran: 0, refused: 0, failed: 0, slowest: 0, slowestText: '' }
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.infiniteStream(fc.nat({ max: 0xffff })), async (pick, stream) => {
        const draw = (below: number) => (stream.next().value as number) % below
        const original = withCode[pick % withCode.length]!
        const text = draw(3) === 0 ? mutateStructure(original, draw) : mutateCode(original, draw)
        const parsed = parseDocument(text)
        if (!parsed.ok) return expectLocated(parsed.problems, text)
        const document = within(parsed.value)
        const pieces = scriptsOf(document)
        if (pieces.length === 0) return
        const began = workedMs()
        const off = await prepareScripts(document, { allow: false })
        expect(off.ok).toBe(false)
        const found = off.ok ? [] : off.problems
        expectLocated(found, null)
        expect(found.every(({ path }) => path.length > 1)).toBe(true)

        const allowed = await prepareScripts(document, { allow: true })
        if (!allowed.ok) {
          expectLocated(allowed.problems, null)
          counts.refused++
        } else if (runFor(document, allowed.value)) counts.ran++
        else counts.failed++
        const took = workedMs() - began
        if (took > counts.slowest) Object.assign(counts, { slowest: took, slowestText: text })
      }),
      { numRuns: CODE_CASES },
    )
    expect(prototypes()).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(counts.ran).toBeGreaterThan(CODE_CASES / 20)
    expect(counts.refused).toBeGreaterThan(CODE_CASES / 20)
    expect(counts.slowest, counts.slowestText.slice(0, 2_000)).toBeLessThan(HANG_MS)
  },
)

it('what runs can be reported', () => {
  fc.assert(
    fc.property(fc.nat(), fc.infiniteStream(fc.nat({ max: 0xffff })), (pick, stream) => {
      const draw = (below: number) => (stream.next().value as number) % below
      const parsed = parseDocument(mutateStructure(withoutCode[pick % withoutCode.length]!, draw))
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
