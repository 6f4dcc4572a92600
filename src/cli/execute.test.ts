import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { decodeLink } from '../interchange/link.ts'
import { execute, type Shell } from './execute.ts'

const flashCrash = present(
  examples.find(({ id }) => id === 'flash-crash'),
  'example flash-crash',
).document as Record<string, unknown>

/** Runs the command line over files that exist only in memory. */
async function scenarioStudio(args: readonly string[], files: Readonly<Record<string, unknown>> = {}) {
  const said = { out: '', err: '', files: new Map<string, string>() }
  const shell: Shell = {
    read(path) {
      const file = files[path]
      if (file === undefined) throw new Error(`no such file: ${path}`)
      return typeof file === 'string' ? file : JSON.stringify(file, null, 2)
    },
    write: (path, pieces) => void said.files.set(path, [...pieces].join('')),
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    list: () => Object.keys(files),
    colour: false,
    version: '1.2.3',
  }
  const code = await execute(args, shell)
  return { code, ...said }
}

/** The example, asking for one event more than there will be. */
function atLeast36() {
  const document = structuredClone(flashCrash) as { assertions: { params: Record<string, unknown> }[] }
  present(document.assertions[0], 'assertion').params = { topic: 'PriceUpdate', min: 36 }
  return document
}

describe('scenario-studio run', () => {
  it('exits with 0 when everything holds, and says so', async () => {
    const { code, out, err } = await scenarioStudio(['run', 'crash.json'], { 'crash.json': flashCrash })
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('passed')
  })

  it('exits with 1 when an assertion is violated, and says by how much', async () => {
    const { code, out } = await scenarioStudio(['run', 'crash.json'], { 'crash.json': atLeast36() })
    expect(code).toBe(1)
    expect(out).toContain('FAILED')
    expect(out).toMatch(/actual +.*35/)
  })

  it('exits with 2 for bad input and names file, line, column, path and a way out', async () => {
    const { code, err } = await scenarioStudio(['run', 'cut.json'], {
      'cut.json': '{\n  "format": "scenario-st',
    })
    expect(code).toBe(2)
    expect(err).toMatch(/^cut\.json:2:\d+ .*Not valid JSON/)
  })

  it('exits with 2 for a file that does not exist', async () => {
    const { code, err } = await scenarioStudio(['run', 'nowhere.json'])
    expect(code).toBe(2)
    expect(err).toContain('nowhere.json: (document): The file cannot be read')
  })

  it('exits with 3 when a limit is hit', async () => {
    const document = { ...flashCrash, limits: { maxEvents: 10 } }
    expect((await scenarioStudio(['run', 'a.json'], { 'a.json': document })).code).toBe(3)
  })

  it('runs several files and exits with the worst code', async () => {
    const files = { 'good.json': flashCrash, 'bad.json': atLeast36() }
    const { code, out } = await scenarioStudio(['run', 'good.json', 'bad.json', 'good.json'], files)
    expect(code).toBe(1)
    expect(out).toContain('2 of 3 scenarios passed')
  })

  it('prints one JSON report for one file and a list for several', async () => {
    const files = { 'a.json': flashCrash }
    const one = JSON.parse((await scenarioStudio(['run', 'a.json', '--reporter', 'json'], files)).out)
    const two = JSON.parse(
      (await scenarioStudio(['run', 'a.json', 'a.json', '--reporter', 'json'], files)).out,
    )
    expect(one).toMatchObject({
      verdict: 'passed',
      cycles: 35,
      digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(one.chaos).toMatchObject([{ id: 'late-price', kind: 'delay', hits: 1 }])
    expect(two).toEqual([one, one])
  })

  it('runs the same twice, and otherwise with another seed', async () => {
    const digest = async (...args: string[]) => {
      const { out } = await scenarioStudio(['run', 'a.json', '--reporter', 'json', ...args], {
        'a.json': flashCrash,
      })
      return JSON.parse(out).digest
    }
    expect(await digest()).toBe(await digest())
    expect(await digest('--seed', 'another')).not.toBe(await digest())
  })

  it('writes the report and the log to files', async () => {
    const args = ['run', 'a.json', '--reporter', 'junit', '--out', 'report.xml', '--log', 'log.jsonl']
    const { out, files } = await scenarioStudio(args, { 'a.json': flashCrash })
    expect(out).toBe('')
    expect(files.get('report.xml')).toContain('<testsuites name="Scenario Studio"')
    const records = present(files.get('log.jsonl'), 'log')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const late = records.filter(
      ({ faults, topic }) => topic === 'PriceUpdate' && faults.includes('late-price'),
    )
    expect(late).toMatchObject([
      { cycle: 15, stage: 'held' },
      { cycle: 20, stage: 'delivered', cause: late[0].seq, payload: late[0].payload },
    ])
  })
})

describe('reporters', () => {
  const files = { 's/good.json': flashCrash, 's/bad.json': atLeast36(), 's/cut.json': '{' }

  it('several at once, over a pattern: for people on standard output, for programs in a folder', async () => {
    const args = ['run', 's/*.json', '--reporter', 'list,junit,html,json,github', '--out', 'out/']
    const {
      code,
      out,
      files: written,
    } = await scenarioStudio([...args, '--studio-url', 'https://studio.test/'], files)
    expect(code).toBe(2)
    expect([...written.keys()]).toEqual(['out/junit.xml', 'out/report.html', 'out/report.json'])
    expect(out).toContain('✓ s/good.json')
    expect(out).toContain('1 of 3 scenarios passed')
    expect(out).toMatch(
      /^::error file=s\/bad\.json,line=1,title=.*https%3A|^::error file=s\/bad\.json,line=1,title=/m,
    )
    expect(out).toMatch(/^::error file=s\/cut\.json,line=1,title=Scenario refused::/m)
    const html = present(written.get('out/report.html'), 'html')
    expect(html).toContain('1 of 3 scenarios passed')
    expect(html).not.toMatch(/<script|\son\w+=|javascript:/)
  })

  it('a failed run carries the link that opens it at the event that decided', async () => {
    const { out } = await scenarioStudio(
      ['run', 's/bad.json', '--studio-url', 'https://studio.test/app/#old'],
      files,
    )
    const link = present(/https:\/\/studio\.test\/app\/#(s=\S+)/.exec(out)?.[1], 'link')
    const opened = await decodeLink(link)
    expect(opened).toMatchObject({
      ok: true,
      value: {
        document: { name: flashCrash['name'], seed: '42' },
        view: { tab: 'events' },
        run: { records: 52 },
      },
    })
  })

  it('several that write files need to know where', async () => {
    const { code, err } = await scenarioStudio(['run', 's/good.json', '--reporter', 'text,html'], files)
    expect(code).toBe(2)
    expect(err).toContain('Several reporters need --out: the folder for html.')
  })
})

it('runs a YAML test scenario of the Python format, and warns of what it could not map', async () => {
  const yaml =
    'name: Old\ntimeout_ms: 3000\ninitial_events: [{event_name: go}]\nassertions: [{type: event_count, event_name: go, expected_count: 1}]\nowner: x\n'
  const { code, out, err } = await scenarioStudio(['run', 'old.yaml'], { 'old.yaml': yaml })
  expect(code).toBe(0)
  expect(out).toContain('Found 1 go event, as asked: exactly 1.')
  expect(err).toBe(
    'old.yaml: warning: (document): owner is not mapped. The studio knows no such field. [yaml/not-mapped]\n',
  )
})

describe('scenario-studio validate', () => {
  it('accepts a good file and refuses one with an unknown step', async () => {
    const broken = structuredClone(flashCrash) as { steps: { kind: string }[] }
    present(broken.steps[1], 'step').kind = 'wait-forever'
    expect(await scenarioStudio(['validate', 'a.json'], { 'a.json': flashCrash })).toMatchObject({
      code: 0,
      out: 'a.json: valid\n',
    })
    const refused = await scenarioStudio(['validate', 'b.json'], { 'b.json': broken })
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/^b\.json:\d+:\d+ steps\[1\]\.kind: .*"wait-forever".*Use one of:/)
  })
})

describe('scenario-studio', () => {
  it('explains itself, and exits with 2 when misused', async () => {
    expect(await scenarioStudio(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Exit codes'),
    })
    expect(await scenarioStudio(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n' })
    expect(await scenarioStudio(['run'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('at least one file'),
    })
  })
})
