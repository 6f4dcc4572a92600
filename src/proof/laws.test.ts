import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../base/json.ts'
import { makeSubscenario } from '../document/make-subscenario.ts'
import { parseValue } from '../document/parse.ts'
import { printDocument } from '../document/print.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { unfoldCall } from '../document/unfold-call.ts'
import { compileProgram } from '../program/compile.ts'
import { runToEnd } from '../run/headless.ts'
import { Run } from '../run/run.ts'
import { localHost } from '../worker/local-host.ts'
import type { RunReport } from '../log/report.ts'
import { chaosKinds } from '../catalog.ts'
import { engineAccount, runnable } from './agreement.ts'
import type { Account } from './reference/reference.ts'
import { scriptsFor } from './sandbox.ts'
import { Dice } from './scenarios/dice.ts'
import { randomScenario } from './scenarios/random-scenario.ts'

type Part = { readonly id: string; readonly kind: string; readonly params: Record<string, unknown> }
type Given = Record<string, unknown>
const partsOf = (given: Given, list: string) => given[list] as Part[]

const CHOOSERS = new Set(chaosKinds.filter((kind) => kind.choose !== undefined).map(({ name }) => name))
const TIMEOUT_MS = 300_000

/** Limits count records and deliveries of any sort: laws about what happens are about runs that meet none. */
const unlimited = { maxEvents: 20_000, maxPerInstant: 5_000, maxCycles: 60 }
const long = ({ problems, rows }: Account) => problems.length > 0 || rows.length > 5_000

interface Case {
  readonly number: number
  readonly given: Given
  readonly dice: Dice
}

/** Runs a law on random scenarios that can run; `change` returns null where it does not apply. */
function law(
  name: string,
  count: number,
  change: (one: Case) => Given | null,
  same: (before: Account, after: Account, one: Case) => void,
) {
  it(
    name,
    () => {
      let applied = 0
      for (let number = 0; applied < count && number < 20 * count; number++) {
        const dice = new Dice(name, String(number))
        const given = { ...randomScenario(number, name), limits: unlimited }
        // Faults that choose among the others choose anew when one is added or removed.
        if (partsOf(given, 'faults').some(({ kind }) => CHOOSERS.has(kind))) continue
        const one = { number, given, dice }
        const changed = change(one)
        const before = changed === null ? null : runnable(given)
        const after = changed === null ? null : runnable(changed)
        if (before === null || after === null) continue
        const first = engineAccount(before)
        if (long(first)) continue
        applied++
        same(first, engineAccount(after), one)
      }
      expect(applied).toBe(count)
    },
    TIMEOUT_MS,
  )
}

/** What happened on the bus, without the marks of steps and without numbers of records: programs send those on. */
const happened = ({ rows }: Account): string[] =>
  rows
    .filter(({ stage }) => stage !== 'mark')
    .map(({ atMs, stage, topic, source, payload }) => {
      const { seq: _, ...said } = payload
      return `${atMs} ${stage} ${topic} ${source} ${canonicalJson(said)}`
    })

const judged = ({ assertions }: Account) =>
  Object.fromEntries(
    assertions.map(({ id, outcome, message, witness }) => [id, { outcome, message, witness }]),
  )

const onlyWaits = (given: Given, cycles: number): Given => ({
  ...given,
  faults: partsOf(given, 'faults').map((fault) => ({ ...fault, duringSteps: [] })),
  steps: [
    { id: 'start', kind: 'start' },
    { id: 'wait', kind: 'wait-cycles', params: { cycles } },
    { id: 'end', kind: 'end' },
  ],
  edges: [
    { from: 'start', to: 'wait' },
    { from: 'wait', to: 'end' },
  ],
  subscenarios: [],
})

/** One to four steps that follow each other, moved into a sub-scenario; null where they cannot be. */
function withSubscenario(given: Given, dice: Dice) {
  const parsed = parseValue(given)
  if (!parsed.ok) return null
  const document = parsed.value
  const chosen = [dice.pick(document.steps).id]
  for (let more = dice.between(0, 3); more > 0; more--) {
    const onwards = document.edges.filter(({ from, to }) => chosen.includes(from) && !chosen.includes(to))
    if (onwards.length > 0) chosen.push(dice.pick(onwards).to)
  }
  const made = makeSubscenario(document, chosen, 'Moved')
  return 'code' in made ? null : made
}

const printed = (document: ScenarioDocument) => JSON.parse(printDocument(document)) as Given

/** What was published and delivered when, whatever its publisher is called. */
const said = ({ rows }: Account): string[] =>
  rows
    .filter(({ stage }) => stage !== 'mark')
    .map(({ atMs, stage, topic, payload }) =>
      `${atMs} ${stage} ${topic} ${canonicalJson(payload)}`.replaceAll(/step:[\w-]+?__/g, 'step:'),
    )

/** Chance is drawn from streams that are named after steps, and what is told of steps names them. */
const namesSteps = (given: Given) =>
  /"random"|"chance"|step-ended|"duringSteps":\["|\$source|"code":/.test(JSON.stringify(given))

describe('laws of random scenarios', () => {
  law(
    'steps do the same in a sub-scenario',
    250,
    ({ given, dice }) => {
      const made = namesSteps(given) ? null : withSubscenario(given, dice)
      return made === null ? null : printed(made.document)
    },
    (before, after, { number }) => {
      expect(said(after), `scenario ${number}`).toEqual(said(before))
      expect(after.verdict, `scenario ${number}`).toBe(before.verdict)
    },
  )

  law(
    'a sub-scenario that is made and unfolded again leaves what was there',
    250,
    ({ given, dice }) => {
      const made = namesSteps(given) ? null : withSubscenario(given, dice)
      if (made === null) return null
      const unfolded = unfoldCall(made.document, made.call)
      return 'code' in unfolded ? null : printed({ ...unfolded.document, subscenarios: [] })
    },
    (before, after, { number }) => {
      expect(happened(after), `scenario ${number}`).toEqual(happened(before))
      expect(judged(after)).toEqual(judged(before))
    },
  )

  law(
    'a fault that never matches changes nothing',
    250,
    ({ given, dice }) => ({
      ...given,
      faults: partsOf(given, 'faults').toSpliced(dice.between(0, 3), 0, {
        id: 'idle',
        kind: 'drop',
        topics: ['nobody.says.this'],
      } as never),
    }),
    (before, after, { number }) => {
      const rows = ({ rows: list }: Account) =>
        list.map(({ hits, ...row }) => ({ ...row, hits: hits.map(([, ...what]) => what) }))
      expect(rows(after), `scenario ${number}`).toEqual(rows(before))
      expect(judged(after)).toEqual(judged(before))
      expect(after.verdict).toBe(before.verdict)
    },
  )

  law(
    'a wait is the same in one step and in two',
    250,
    ({ given, dice }) => {
      const steps = partsOf(given, 'steps')
      const wait = steps.find(
        ({ kind, params }) => kind === 'wait-cycles' && Number(params['cycles'] ?? 10) > 1,
      )
      // Of two waits that end at one instant the one that began first goes on first; and steps may be named.
      const told = /"parallel"|step-ended|"duringSteps":\["/.test(JSON.stringify(given))
      if (wait === undefined || told || partsOf(given, 'subscenarios').length > 0) return null
      const whole = Number(wait.params['cycles'] ?? 10)
      const first = dice.between(1, whole - 1)
      return {
        ...given,
        steps: steps.flatMap((step) =>
          step === wait
            ? [
                { ...step, id: 'first', params: { cycles: first } },
                { ...step, params: { cycles: whole - first } },
              ]
            : [step],
        ),
        edges: [
          ...(given['edges'] as { from: string; to: string }[]).map((edge) =>
            edge.to === wait.id ? { ...edge, to: 'first' } : edge,
          ),
          { from: 'first', to: wait.id },
        ],
      }
    },
    (before, after, { number }) => {
      expect(happened(after), `scenario ${number}`).toEqual(happened(before))
      expect(after.verdict).toBe(before.verdict)
    },
  )

  law(
    'the order of steps and assertions in the document changes nothing',
    250,
    ({ given }) => ({
      ...given,
      steps: partsOf(given, 'steps').toReversed(),
      assertions: partsOf(given, 'assertions').toReversed(),
    }),
    (before, after, { number }) => {
      expect(happened(after), `scenario ${number}`).toEqual(happened(before))
      const outcomes = ({ assertions }: Account) =>
        Object.fromEntries(assertions.map(({ id, outcome }) => [id, outcome]))
      expect(outcomes(after)).toEqual(outcomes(before))
      expect(new Map(after.steps.map((step) => [step.id, step.outcome]))).toEqual(
        new Map(before.steps.map((step) => [step.id, step.outcome])),
      )
    },
  )

  it(
    'faults and agents change no value that a source generates',
    () => {
      for (let number = 0; number < 250; number++) {
        const given = onlyWaits(randomScenario(number, 'prices'), 20)
        const bare = { ...given, faults: [], agents: [], assertions: [] }
        const sources = ([given, bare] as const).map((one) => {
          const document = runnable({ ...one, limits: unlimited })
          const result = document === null ? null : runToEnd(document, { scripts: scriptsFor(document) })
          if (result === null || !result.ok) throw new Error(`scenario ${number} does not run`)
          return result.report.verdict === 'limit' ? null : result.report.sources
        })
        if (sources[0] !== null) expect(sources[0], `scenario ${number}`).toEqual(sources[1])
      }
    },
    TIMEOUT_MS,
  )

  law(
    'removing the faults of one topic leaves what the faults of another do',
    250,
    ({ given, dice }) => {
      const topics = (given['sources'] as { topic: string }[]).map(({ topic }) => topic)
      if (topics.length < 2 || partsOf(given, 'faults').length < 2) return null
      // Each fault is for one source only: then nothing but chance could join them.
      const apart = partsOf(given, 'faults').map((fault, index) => ({
        ...fault,
        topics: [topics[index % 2]],
        afterEvent: undefined,
        untilEvent: undefined,
        probability: dice.pick([0.2, 0.5, 0.9]),
      }))
      Object.assign(given, onlyWaits(given, 25), { agents: [], assertions: [], faults: apart })
      return { ...given, faults: apart.map((fault, index) => ({ ...fault, enabled: index % 2 === 1 })) }
    },
    (before, after, { number }) => {
      const odd = ({ chaos }: Account) => chaos.filter((_, index) => index % 2 === 1)
      const enabled = odd(before).map(({ enabled: on, ...counts }) => (on ? counts : null))
      const counts = odd(after).map(({ enabled: _enabled, ...rest }, index) =>
        enabled[index] === null ? null : rest,
      )
      expect(counts, `scenario ${number}`).toEqual(enabled)
      const deeds = ({ rows }: Account) =>
        rows.flatMap(({ atMs, topic, payload, hits }) =>
          hits
            .filter(([fault]) => fault % 2 === 1 && enabled[(fault - 1) / 2] !== null)
            .map((hit) => `${atMs} ${topic} ${hit.join(' ')} ${canonicalJson(payload)}`),
        )
      expect(deeds(after)).toEqual(deeds(before))
    },
  )
})

describe('the digest of a random scenario', () => {
  const documents = (part: string, count: number) => {
    const found: ScenarioDocument[] = []
    for (let number = 0; found.length < count; number++) {
      const document = runnable(randomScenario(number, part))
      if (document !== null) found.push(document)
    }
    return found
  }

  const digestOf = (document: ScenarioDocument): string => {
    const result = runToEnd(document, { scripts: scriptsFor(document) })
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    return result.report.digest
  }

  it(
    'does not depend on how the run is advanced',
    () => {
      documents('slices', 250).forEach((document, nth) => {
        const dice = new Dice('slices', String(nth))
        const compiled = compileProgram(document)
        if (!compiled.ok) throw new Error('compiles')
        const run = new Run(compiled.value, { scripts: scriptsFor(document) })
        while (!run.finished) {
          if (dice.chance(0.3)) run.advanceTo(run.atMs + dice.between(1, 5_000))
          else run.advance(dice.between(1, 4))
          // Looking must not change anything either.
          if (dice.chance(0.3)) run.assertions()
        }
        expect(run.report().digest).toBe(digestOf(document))
      })
    },
    TIMEOUT_MS,
  )

  it(
    'does not depend on the host, nor on pauses and single steps',
    async () => {
      for (const [nth, document] of documents('hosts', 150).entries()) {
        const stepped = nth % 2 === 0
        const report = await new Promise<RunReport>((resolve, reject) => {
          const handle = localHost({ document, speed: 0, paused: stepped, allowScripts: true }, (message) => {
            if (message.type === 'finished') resolve(message.report)
            else if (message.type === 'refused' || message.type === 'crashed')
              reject(new Error(JSON.stringify(message)))
            else if (stepped && message.type === 'progress' && message.progress.paused)
              queueMicrotask(() =>
                handle.send({ type: message.progress.cycle < 5 ? 'step-cycle' : 'resume' }),
              )
          })
        })
        expect(report.digest).toBe(digestOf(document))
      }
    },
    TIMEOUT_MS,
  )

  it(
    'is another for another seed',
    () => {
      const digests = new Set<string>()
      for (const document of documents('seeds', 200)) {
        digests.add(digestOf(document))
        digests.add(digestOf({ ...document, seed: `${document.seed} again` }))
      }
      expect(digests.size).toBe(400)
    },
    TIMEOUT_MS,
  )
})
