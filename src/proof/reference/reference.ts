import { topicMatcher } from '../../base/topic.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type {
  AssertionReport,
  ChaosReport,
  Conservation,
  LinkReport,
  RunVerdict,
  StepReport,
  TailReport,
} from '../../log/report.ts'
import { eventOf, PlainBus, type Row } from './plain-bus.ts'
import { Deeds } from './plain-deeds.ts'
import { PlainFaults } from './plain-faults.ts'
import { PlainLink } from './plain-link.ts'
import { isBroken, judge, PlainAgent, PlainSource, type World } from './plain-parts.ts'
import { PlainScripts } from './plain-scripts.ts'
import { PlainSteps } from './plain-steps.ts'

/** Everything that a run leaves behind, as the reference has it. */
export interface Account {
  readonly rows: readonly Row[]
  readonly verdict: RunVerdict
  readonly cycles: number
  readonly durationMs: number
  readonly steps: readonly StepReport[]
  readonly assertions: readonly AssertionReport[]
  readonly chaos: readonly ChaosReport[]
  readonly conservation: Conservation
  readonly links: readonly LinkReport[]
  readonly tail: TailReport | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly problems: readonly string[]
}

/**
 * A run as docs/semantics.md describes it, done in the plainest way: lists that are sorted and searched
 * anew each time, monitors that are shown everything again. Slow, and meant to be obviously right. Only
 * what kinds do (values of sources, decisions of faults, behaviour of agents, verdicts of monitors) is theirs.
 */
export function runReference(document: ScenarioDocument, seed = document.seed): Account {
  const { cycleMs } = document.clock
  const bus = new PlainBus(document.limits)
  const world: World = {
    document,
    seed,
    bus,
    scripts: new PlainScripts(seed),
    onStep: (id, active) => {
      for (const fault of faults.list) fault.step(id, active)
    },
  }
  const faults = new PlainFaults(world)
  const agents = document.agents.map((spec) => new PlainAgent(spec, world))
  const links = new Map<PlainAgent, PlainLink>()
  for (const agent of agents) {
    const own = faults.list.filter(({ hook, targets }) => hook !== 'publish' && targets.includes(agent.id))
    if (own.length > 0) links.set(agent, new PlainLink(agent, own, world))
  }
  const sources = document.sources.map((spec) => new PlainSource(spec, world))
  const deeds = new Deeds(world, sources, faults)
  const steps = new PlainSteps(world, deeds)
  bus.intercept = (event) => faults.publish(event)
  bus.hear = (row, seq) => {
    assertConserved(bus, seq)
    for (const fault of faults.list) fault.hear(row, seq)
    for (const agent of agents.filter(({ hears }) => hears(row.topic))) {
      const link = links.get(agent)
      if (link === undefined) agent.take(eventOf(row, seq))
      else link.hear(row, seq)
    }
    steps.hear(row)
  }

  let cycle = 0
  let tail: { readonly untilCycle: number; readonly firstSeq: number } | null = null
  const over = () => bus.overrun !== null || (steps.done && tail === null)
  const restOfCycle = () => {
    while (bus.nextMs < cycle * cycleMs && !over()) {
      bus.nowMs = bus.nextMs
      bus.drain()
    }
  }
  /** After the last step the run is over, or its tail begins: then it goes on without faults. */
  const ends = (): boolean => {
    if (bus.overrun !== null) return true
    if (!steps.done) return false
    if (document.tail === undefined) return true
    if (tail !== null) return cycle >= tail.untilCycle
    tail = { untilCycle: cycle + document.tail.cycles, firstSeq: bus.rows.length }
    bus.mark('$tail.begun', 'run', { cycles: document.tail.cycles }, -1)
    for (const fault of faults.list) fault.heal()
    for (const link of links.values()) link.heal()
    restOfCycle()
    return false
  }

  faults.begin()
  faults.beginCycle(0)
  for (const agent of agents) agent.begin()
  steps.start()
  while (!ends()) {
    bus.nowMs = cycle * cycleMs
    for (const fault of faults.list) fault.haltIf((spec) => isBroken(spec, world))
    if (cycle > 0) faults.beginCycle(cycle)
    steps.beginCycle(cycle)
    if (ends()) break
    if (cycle >= document.limits.maxCycles) {
      bus.overrun = { code: 'run/cycle-limit', message: `The run has reached ${cycle} cycles.` }
      break
    }
    for (const source of sources) source.beginCycle()
    cycle++
    bus.drain()
    restOfCycle()
  }

  const assertions = document.assertions
    .filter(({ enabled }) => enabled)
    .map((spec) => deeds.judged.get(spec.id) ?? judge(spec, world, null))
  const linkReports = [...links.values()].map((link) => link.report())
  const progress = tail === null ? null : tailReport(world, tail, linkReports)
  const violated = assertions.some(({ verdict, soft }) => verdict === 'violated' && !soft)
  const failed = steps.failed || violated || progress?.progress === false
  const verdict = bus.overrun !== null ? 'limit' : failed ? 'failed' : 'passed'
  bus.mark('$run.end', 'run', { verdict }, -1)
  return {
    rows: bus.rows,
    verdict,
    cycles: cycle,
    durationMs: bus.nowMs,
    steps: steps.reports(),
    assertions,
    chaos: faults.list.map((fault) => fault.report()),
    conservation: { ...bus.counts, inFlight: bus.inFlight },
    links: linkReports,
    tail: progress,
    variables: Object.fromEntries(deeds.variables),
    problems: bus.overrun === null ? [] : [`${bus.overrun.code}: ${bus.overrun.message}`],
  }
}

/** Holds at every delivery, not only at the end. */
function assertConserved(bus: PlainBus, seq: number): void {
  const { published, injected, duplicated, delivered, dropped } = bus.counts
  if (published + injected + duplicated === delivered + dropped + bus.inFlight) return
  throw new Error(
    `not conserved at record ${seq}: ${JSON.stringify({ ...bus.counts, inFlight: bus.inFlight })}`,
  )
}

function tailReport(
  { document, bus }: World,
  { firstSeq }: { readonly firstSeq: number },
  links: readonly LinkReport[],
): TailReport | null {
  const { tail } = document
  if (tail === undefined) return null
  const { cycles, topic } = tail
  const fromMs = bus.rows[firstSeq]?.atMs ?? 0
  const events = (count: number) => `${count} ${count === 1 ? 'event' : 'events'}`
  if (topic === undefined) {
    const waiting = links.reduce((sum, { inFlight }) => sum + inFlight, bus.inFlight)
    const message =
      waiting === 0
        ? 'Everything that was under way arrived.'
        : `${events(waiting)} still under way after ${cycles} cycles without faults.`
    return { cycles, fromMs, progress: waiting === 0, message }
  }
  const came = bus.rows
    .slice(firstSeq)
    .filter((row) => row.stage === 'delivered' && topicMatcher(topic)(row.topic)).length
  const message = `${came === 0 ? 'No event' : events(came)} on ${topic} in ${cycles} cycles without faults.`
  return { cycles, fromMs, progress: came > 0, message }
}
