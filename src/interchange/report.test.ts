import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import { PART_LISTS } from '../document/edit.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { printJunit } from '../log/junit.ts'
import { runToEnd } from '../run/headless.ts'
import { csvCell, exportCsv } from './csv.ts'
import { githubAnnotations, githubSummary } from './github.ts'
import { HOSTILE } from './hostile.test-data.ts'
import { htmlReport } from './report-html.ts'

const example = (): ScenarioDocument => {
  const parsed = parseValue(present(examples[0], 'example').document)
  return present(parsed.ok ? parsed.value : undefined, 'document')
}

/** The payload in every text that is shown anywhere. */
function poisoned(payload: string): ScenarioDocument {
  const document = example()
  const lists = Object.fromEntries(
    PART_LISTS.map((list) => [list, document[list].map((part) => ({ ...part, name: payload }))]),
  )
  const named = { ...document, ...lists, name: payload, description: payload, seed: payload }
  const note = { kind: 'publish', params: { topic: 'note', payload: { text: payload } } }
  const steps = named.steps.map((step) =>
    step.kind === 'run-assertions' ? { ...step, kind: 'execute-action', params: { action: note } } : step,
  )
  const parsed = parseValue({ ...named, steps })
  return present(parsed.ok ? parsed.value : undefined, 'poisoned document')
}

const ran = (document: ScenarioDocument) => {
  const result = runToEnd(document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return { ...result, document, file: `${document.name}.json`, command: `run ${document.name}`, link: null }
}

/** What a browser would build from it, as far as tags and attributes go. */
const tagsOf = (html: string) =>
  [...html.matchAll(/<([a-z!/][^>\s]*)([^>]*)>/gi)].map(([, tag = '']) => tag.toLowerCase())

describe('reports', () => {
  const harmless = { code: 'x', severity: 'error' as const, path: ['x'], message: 'x' }
  const clean = new Set(tagsOf(htmlReport([ran(example())], [{ file: 'x', problems: [harmless] }])))

  it.each(HOSTILE)('show %j as text', (payload) => {
    const run = ran(poisoned(payload))
    const html = htmlReport(
      [run],
      [{ file: payload, problems: [{ code: 'x', severity: 'error', path: [payload], message: payload }] }],
    )
    expect(tagsOf(html).filter((tag) => !clean.has(tag))).toEqual([])
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\s(on\w+|style)=/i)
    expect(html).not.toMatch(/href="(?!#run-)/)

    const junit = printJunit([run.report])
    expect(
      tagsOf(junit).filter(
        (tag) =>
          !/^(\?xml|!\[cdata\[|\/?(testsuites?|testcase|properties|property|failure|error|skipped))/.test(
            tag,
          ),
      ),
    ).toEqual([])

    const annotations = githubAnnotations(
      [
        {
          file: payload,
          report: {
            ...run.report,
            verdict: 'failed',
            assertions: run.report.assertions.map((assertion) => ({
              ...assertion,
              verdict: 'violated' as const,
              message: payload,
            })),
          },
          link: null,
        },
      ],
      [],
    )
    for (const line of annotations.trimEnd().split('\n'))
      expect(line).toMatch(/^::(error|warning) file=[^,\r]*,line=1,title=[^,\r]*::/)
    const summary = githubSummary([{ file: payload, report: run.report, link: null }], [])
    expect(summary.trimEnd().split('\n')).toHaveLength(5)
    expect(summary).not.toMatch(/[<>]/)

    const lines = [...exportCsv(run.log, run.document)].join('')
    for (const cell of lines.split(/[,\n\r]/)) expect(cell).not.toMatch(/^"?[=@]|^"?[+-](?!\d)/)
  })

  it('the report stands alone: no script, nothing from anywhere', () => {
    const run = ran(example())
    const html = htmlReport([run])
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|\bsrc=|url\(|@import/)
    expect(html).toContain(run.report.digest)
  })
})

describe('CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    [' =1+1', `' =1+1`],
    ['+1', '+1'],
    ['-12.5', '-12.5'],
    ['-1+cmd', "'-1+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['a\n=1', `"a\n'=1"`],
    ['say "hi"', '"say ""hi"""'],
    ['plain', 'plain'],
  ])('%j is written as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  it('has a column for every field, and a row for every record', () => {
    const { log, document } = ran(example())
    const lines = [...exportCsv(log, document)]
    expect(lines).toHaveLength(log.count + 1)
    expect(lines[0]).toContain('seq,timeMs,cycle,stage,topic,source,cause,faults,')
    expect(lines.every((line) => line.endsWith('\r\n'))).toBe(true)
  })
})
