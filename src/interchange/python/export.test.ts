import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { present } from '../../base/assert.ts'
import { chaosKinds, examples } from '../../catalog.ts'
import { portOf } from '../../kinds/ports.ts'
import type { assertionEnvelopeShape } from '../../document/assertion-envelope.ts'
import { addPart, addStep, PART_LISTS } from '../../document/edit.ts'
import type { envelopeShape } from '../../document/envelope.ts'
import { emptyDocument } from '../../document/new.ts'
import { parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { assertionKinds, stepKinds } from '../../catalog.ts'
import { HOSTILE } from '../hostile.test-data.ts'
import { pythonScript } from './export.ts'

/** The original engine's names and parameters; a script that uses others would not run there. */
const API: Readonly<Record<string, readonly string[]>> = {
  DelayEvent: ['event_pattern', 'delay_ms', 'at_cycle', 'after_event', 'probability'],
  DropEvent: ['event_pattern', 'at_cycle', 'after_event', 'probability'],
  ModifyEvent: ['event_pattern', 'field_path', 'new_value', 'at_cycle', 'after_event', 'probability'],
  InjectFailureEvent: [
    'trigger_pattern',
    'failure_event_name',
    'failure_data',
    'at_cycle',
    'after_event',
    'probability',
  ],
  EventCountAssertion: ['event_name', 'min_count', 'max_count', 'exact_count'],
  EventSequenceAssertion: ['expected_sequence', 'allow_gaps'],
  NoEventAssertion: ['event_name', 'during_window'],
  CustomAssertion: ['name', 'check_fn'],
  ScenarioStep: ['step_type', 'name', 'cycles', 'event_name', 'assertions', 'action', 'count', 'metadata'],
  ScenarioEngine: ['generator', 'service_bus', 'enable_chaos', 'record_events'],
  run_scenario: ['steps', 'context'],
}

const CHECK = `
import ast, json, sys
found = []
for script in json.load(sys.stdin):
    tree = ast.parse(script)
    calls = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            calls.append([name, [keyword.arg for keyword in node.keywords], len(node.args)])
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    found.append({"calls": calls, "imported": imported, "texts": texts})
json.dump(found, sys.stdout)
`

interface Parsed {
  readonly calls: readonly (readonly [name: string, keywords: readonly string[], positional: number])[]
  readonly imported: readonly string[]
  readonly texts: readonly string[]
}

/** `PYTHON=none` tries what happens on a machine without. */
const python = (process.env['PYTHON']?.split(' ') ?? ['python3', 'python']).find(
  (name) => spawnSync(name, ['--version']).status === 0,
)

/** By Python itself where there is one; else calls and texts are read off the script, which is one call a line. */
function parsed(scripts: readonly string[]): Parsed[] {
  if (python === undefined) return scripts.map(readOff)
  const done = spawnSync(python, ['-c', CHECK], { input: JSON.stringify(scripts), encoding: 'utf8' })
  expect(done.stderr).toBe('')
  return JSON.parse(done.stdout) as Parsed[]
}

function readOff(script: string): Parsed {
  const texts: string[] = []
  const code = script
    .replaceAll(/^#.*$/gm, '')
    .replaceAll(/"((?:[^"\\\n]|\\.)*)"/g, (_whole, inside: string) => {
      const json = inside.replaceAll(/\\U([0-9a-f]{8})/g, (_sign, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      )
      return `T${texts.push(JSON.parse(`"${json}"`) as string)}`
    })
  const balance = (open: string, close: string) => code.split(open).length - code.split(close).length
  expect([balance('(', ')'), balance('[', ']'), balance('{', '}')]).toEqual([0, 0, 0])
  const calls = [...code.matchAll(/(\w+)\(/g)]
    .filter(([, name = '']) => /^[A-Z]|run_scenario|publish/.test(name))
    .map(({ 0: begin, 1: name = '', index }) => {
      const given = argumentsAt(code, index + begin.length)
      const named = given.flatMap((one) => /^(\w+)=/.exec(one)?.[1] ?? [])
      return [name, named, given.length - named.length] as const
    })
  const imported =
    /import \(([^)]*)\)/
      .exec(code)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean) ?? []
  return { calls, imported, texts }
}

/** The arguments of the call whose bracket was opened before `from`, as they are written. */
function argumentsAt(code: string, from: number): string[] {
  const found = ['']
  for (let at = from, depth = 0; depth >= 0 && at < code.length; at++) {
    const sign = code[at]!
    if ('([{'.includes(sign)) depth++
    if (')]}'.includes(sign)) depth--
    if (sign === ',' && depth === 0) found.push('')
    else if (depth >= 0) found[found.length - 1] += sign
  }
  return found.map((one) => one.trim()).filter(Boolean)
}

function expectOriginalApi({ calls, imported }: Parsed): void {
  for (const [name, keywords, positional] of calls) {
    if (name === 'publish') expect([keywords, positional]).toEqual([[], 2])
    else {
      expect(Object.keys(API)).toContain(name)
      expect(API[name]).toEqual(expect.arrayContaining([...keywords]))
      expect(positional).toBe(0)
    }
  }
  const used = new Set(
    calls.map(([name]) => name).filter((name) => name !== 'publish' && name !== 'run_scenario'),
  )
  expect(imported.toSorted()).toEqual([...used].toSorted())
}

const documentOf = (value: unknown): ScenarioDocument => {
  const result = parseValue(value)
  return present(result.ok ? result.value : undefined, 'document')
}

/** One of every kind, in one scenario. */
function oneOfEach(): ScenarioDocument {
  let document = emptyDocument()
  for (const { name } of chaosKinds) ({ document } = addPart(document, 'faults', name))
  for (const { name } of assertionKinds) ({ document } = addPart(document, 'assertions', name))
  let from = 'start'
  for (const { name, ports } of stepKinds) {
    if (!ports.in || portOf(ports, 'next') === undefined) continue
    const added = addStep(document, name, { x: 0, y: 0 }, { from, on: 'next' })
    ;({ document } = added)
    from = added.id
  }
  return document
}

describe('Python export', () => {
  it('says the flash crash in the words of the original engine', () => {
    const { text, missing } = pythonScript(documentOf(present(examples[0], 'example').document))
    expect(text).toContain('DelayEvent(event_pattern="PriceUpdate", delay_ms=5000, at_cycle=15)')
    expect(text).toContain('ScenarioStep(step_type="WAIT_CYCLES", name="Normal phase", cycles=10)')
    expect(text).toContain('EventCountAssertion(event_name="PriceUpdate", min_count=35)')
    expect(missing).toEqual([
      'The source "Prices" (market, profile flash-crash) is yours to pass in as generator.',
      'The seed "42": the original engine draws unseeded numbers.',
    ])
    for (const sentence of missing) expect(text).toContain(`#   - ${sentence}`)
  })

  it('of every example and of one of each kind parses as Python and uses only the original API', () => {
    const documents = [...examples.map(({ document }) => documentOf(document)), oneOfEach()]
    for (const script of parsed(documents.map((document) => pythonScript(document).text)))
      expectOriginalApi(script)
  })

  it('names everything that the original engine cannot say', () => {
    const document = oneOfEach()
    const { text, missing } = pythonScript(document)
    for (const { id, name, kind } of [...document.faults, ...document.assertions]) {
      const said = [
        'delay',
        'drop',
        'modify',
        'inject',
        'event-count',
        'event-sequence',
        'no-event',
      ].includes(kind)
      expect([id, said || missing.some((sentence) => sentence.includes(JSON.stringify(name)))]).toEqual([
        id,
        true,
      ])
    }
    for (const { id, name } of document.steps.filter(({ kind }) => kind !== 'start' && kind !== 'end'))
      expect([
        id,
        text.includes(`name=${JSON.stringify(name)}`) ||
          missing.some((sentence) => sentence.includes(JSON.stringify(name))),
      ]).toEqual([id, true])
  })

  /** Another value than the default for every field, with what else it takes to count. */
  const FAULT_FIELDS: Readonly<Record<keyof typeof envelopeShape, object>> = {
    enabled: { enabled: false },
    topics: { topics: ['trade.*'] },
    sources: { sources: ['somebody'] },
    hook: { hook: 'deliver' },
    subscribers: { hook: 'deliver', subscribers: ['somebody'] },
    select: { hook: 'deliver', select: 'one' },
    selectCount: { hook: 'deliver', select: 'count', selectCount: 7 },
    selectShare: { hook: 'deliver', select: 'share', selectShare: 0.77 },
    where: { where: { field: 'price', is: 'lt', value: 90 } },
    fromCycle: { fromCycle: 7 },
    toCycle: { toCycle: 7 },
    afterEvent: { afterEvent: 'opened' },
    untilEvent: { untilEvent: 'closed' },
    countFrom: { countFrom: 'last' },
    fromMs: { fromMs: 777 },
    toMs: { toMs: 777 },
    duringSteps: { duringSteps: ['start'] },
    haltOn: { haltOn: 'start' },
    trigger: { trigger: 'every' },
    n: { trigger: 'every', n: 77 },
    pause: { trigger: 'burst', pause: 77 },
    probability: { probability: 0.77 },
    limit: { limit: 77 },
    chance: { chance: 'markov' },
    correlation: { chance: 'markov', correlation: 0.77 },
    goodToBad: { chance: 'gilbert-elliott', goodToBad: 0.77 },
    badToGood: { chance: 'gilbert-elliott', badToGood: 0.77 },
    hitInBad: { chance: 'gilbert-elliott', hitInBad: 0.77 },
    hitInGood: { chance: 'gilbert-elliott', hitInGood: 0.77 },
    gapToBurst: { chance: 'markov4', gapToBurst: 0.77 },
    burstToGap: { chance: 'markov4', burstToGap: 0.77 },
    burstToPause: { chance: 'markov4', burstToPause: 0.077 },
    pauseToBurst: { chance: 'markov4', pauseToBurst: 0.77 },
    isolated: { chance: 'markov4', isolated: 0.077 },
    matches: { chance: 'script', matches: [7] },
    cooldownMs: { cooldownMs: 77 },
  }
  const ASSERTION_FIELDS: Readonly<Record<keyof typeof assertionEnvelopeShape, object>> = {
    enabled: { enabled: false },
    soft: { soft: true },
    weight: { weight: 7 },
    message: { message: 'Seventh heaven' },
  }
  const scriptOf = (list: 'faults' | 'assertions', more: object) => {
    const document = present(examples[0], 'example').document as Record<string, object[]>
    const base = list === 'faults' ? { fromCycle: 0, toCycle: undefined, topics: ['PriceUpdate'] } : {}
    return pythonScript(documentOf({ ...document, [list]: [{ ...document[list]![0], ...base, ...more }] }))
  }

  it.each([
    ...Object.entries(FAULT_FIELDS).map(([field, more]) => ['faults', field, more] as const),
    ...Object.entries(ASSERTION_FIELDS).map(([field, more]) => ['assertions', field, more] as const),
  ])('of the %s says %s, or that it cannot', (list, field, more) => {
    const [without, withIt] = [scriptOf(list, {}), scriptOf(list, more)]
    expect(withIt.text).not.toBe(without.text)
    // What is expressed stands in a call; everything else is told, with its value.
    const expressed = ['afterEvent', 'probability'].includes(field)
    expect(withIt.missing.length > without.missing.length).toBe(!expressed)
    const value = (more as Record<string, unknown>)[field]
    const said = expressed
      ? withIt.text
      : withIt.missing.filter((one) => !without.missing.includes(one)).join()
    if (typeof value !== 'boolean')
      expect(said).toMatch(/77|7|trade|some|lt|open|close|last|deliver|start|every|markov|Seventh/)
  })

  it('one cycle, and nothing else, is at_cycle', () => {
    expect(scriptOf('faults', { fromCycle: 7, toCycle: 7 }).text).toContain('at_cycle=7')
    expect(scriptOf('faults', { fromCycle: 7 }).text).not.toContain('at_cycle')
  })

  it('judges at the end what no step judges', () => {
    const { text } = pythonScript(
      documentOf({
        ...emptyDocument(),
        assertions: [{ id: 'a', kind: 'event-count', params: { topic: 'x', min: 3 } }],
      }),
    )
    expect(text).toContain(
      'ScenarioStep(step_type="RUN_ASSERTIONS", name="At the end", assertions=[EventCountAssertion(event_name="x", min_count=3)])',
    )
  })

  it('keeps hostile texts texts', () => {
    const documents = HOSTILE.map((payload) => {
      const document = documentOf(present(examples[0], 'example').document)
      const lists = Object.fromEntries(
        PART_LISTS.map((list) => [
          list,
          document[list].map((part) => ({ ...part, name: `${payload}"""\n\\` })),
        ]),
      )
      return { ...document, ...lists, name: `${payload}\nimport os` }
    })
    const scripts = parsed(documents.map((document) => pythonScript(document).text))
    scripts.forEach((script, index) => {
      expectOriginalApi(script)
      expect(script.texts).toContain(`${HOSTILE[index]}"""\n\\`)
    })
  })
})
