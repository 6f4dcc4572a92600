import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import { runScenario, runToEnd } from '../run/headless.ts'
import { compareWith, evidenceOf } from './evidence.ts'
import { bombLink, forgedLink } from './forged-link.test-data.ts'
import { decodeLink, encodeLink, type Shared } from './link.ts'

const documentOf = (index: number) => {
  const parsed = parseValue(present(examples[index], 'example').document)
  return present(parsed.ok ? parsed.value : undefined, 'document')
}
const shared: Shared = { document: documentOf(0), view: { tab: 'events', seq: 12 }, run: null }

const codeOf = async (fragment: string) => {
  const result = await decodeLink(fragment)
  return result.ok ? 'opened' : present(result.problems[0], 'problem').code
}

describe('link', () => {
  it.each(examples.map(({ id }, index) => [id, index] as const))('holds %s whole', async (_id, index) => {
    const document = documentOf(index)
    const run = await runScenario(document, { allowScripts: true })
    const evidence = run.ok ? evidenceOf(run.log, run.report) : null
    const link = await encodeLink({ document, view: { tab: 'report' }, run: evidence })
    expect(await decodeLink(`#${link}`)).toMatchObject({
      ok: true,
      value: { document, view: { tab: 'report' }, run: evidence },
    })
    expect(link).toMatch(/^s=1\.[\w-]+\.[0-9a-f]{12}$/)
  })

  it('is refused wherever it is cut', async () => {
    const link = await encodeLink(shared)
    for (let end = 2; end < link.length; end += 7) {
      expect(await codeOf(link.slice(0, end))).toMatch(/^link\/(not-a-link|damaged)$/)
    }
  })

  it('is refused whichever bit is flipped', async () => {
    const link = await encodeLink(shared)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: link.length - 1 }), fc.nat({ max: 6 }), async (at, bit) => {
        const changed =
          link.slice(0, at) + String.fromCharCode(link.charCodeAt(at) ^ (1 << bit)) + link.slice(at + 1)
        expect(await codeOf(changed)).toMatch(/^link\//)
      }),
      { numRuns: 500 },
    )
  })

  it('from a newer studio is refused by name', async () => {
    const result = await decodeLink((await encodeLink(shared)).replace('s=1.', 's=2.'))
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: 'link/too-new', message: expect.stringContaining('version 2') as string }],
    })
  })

  it('that inflates to 500 MB is refused before it has', { timeout: 60_000 }, async () => {
    const bomb = bombLink()
    expect(bomb.length).toBeLessThan(700_000)
    const before = process.memoryUsage().arrayBuffers
    expect(await codeOf(bomb)).toBe('link/too-large')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000)
  })

  it.each([
    ['nothing', '', /^link\/damaged$/],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0xfd]), /^link\/damaged$/],
    ['no header', '{"format":"scenario-studio"}', /^link\/damaged$/],
    ['a header with more than it should', '{"view":{},"run":null,"script":"x"}\n{}', /^link\/damaged$/],
    [
      'a header that reaches for prototypes',
      '{"view":{"__proto__":{"x":1}},"run":null}\n{}',
      /^link\/damaged$/,
    ],
    ['evidence of another kind', '{"view":{},"run":{"digest":5}}\n{}', /^link\/damaged$/],
    ['nesting without end', `{"view":{},"run":null}\n${'['.repeat(5_000_000)}`, /^document\/not-json$/],
    [
      'a document with errors',
      '{"view":{},"run":null}\n{"format":"scenario-studio","version":1,"x":1}',
      /^document\//,
    ],
    [
      'a document from the future',
      '{"view":{},"run":null}\n{"format":"scenario-studio","version":7}',
      /^document\/too-new$/,
    ],
  ])('made by somebody with %s in it is refused with a reason', async (_name, content, code) => {
    expect(await codeOf(forgedLink(content))).toMatch(code)
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe('evidence', () => {
  const run = (change: (document: typeof shared.document) => typeof shared.document) => {
    const result = runToEnd(change(shared.document))
    if (!result.ok) throw new Error('does not run')
    return result
  }
  const original = run((document) => document)
  const evidence = evidenceOf(original.log, original.report)

  it('is the same for the same run', () => {
    expect(compareWith(evidence, original.log, original.report)).toEqual({ same: true })
  })

  it('names the first record that differs', () => {
    // Without the fault its window does not begin in cycle 15, and nothing is held: nothing before changes.
    const other = run((document) => ({ ...document, faults: [] }))
    const begins = Array.from({ length: original.log.count }, (_, seq) => seq).find(
      (seq) => original.log.channelAt(seq).topic === '$fault.active',
    )
    expect(compareWith(evidence, other.log, other.report)).toEqual({ same: false, from: begins, to: begins })
  })

  it('narrows a long run down to a stride', () => {
    const long = (extra: number) =>
      run((document) => ({
        ...document,
        steps: document.steps.map((step) =>
          step.kind === 'wait-cycles' ? { ...step, params: { cycles: 2_000 + extra } } : step,
        ),
      }))
    const { log, report } = long(0)
    const long1 = evidenceOf(log, report)
    expect(long1.stride).toBe(Math.ceil(log.count / 1_024))
    const other = long(1)
    const comparison = compareWith(long1, other.log, other.report)
    const first = Array.from({ length: log.count }, (_, seq) => seq).find(
      (seq) =>
        log.timeAt(seq) !== other.log.timeAt(seq) ||
        log.channelAt(seq).topic !== other.log.channelAt(seq).topic,
    )
    expect(comparison).toMatchObject({ same: false })
    const { from, to } = comparison as { from: number; to: number }
    expect(first).toBeGreaterThanOrEqual(from)
    expect(first).toBeLessThanOrEqual(to)
    expect(to - from).toBeLessThan(long1.stride)
  })

  it('tells a run that only goes on for longer', () => {
    const { log } = original
    const shorter = { ...evidence, records: log.count - 1, digest: '0'.repeat(32) }
    expect(compareWith(shorter, log, original.report)).toMatchObject({ same: false, from: log.count - 1 })
  })

  it('tells other verdicts about the same records', () => {
    const other = { ...evidence, digest: '0'.repeat(32) }
    expect(compareWith(other, original.log, original.report)).toEqual({ same: false, from: null })
  })
})
