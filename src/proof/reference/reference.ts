import type { ScenarioDocument } from '../../document/types.ts'
import type { AssertionReport, ChaosReport, Conservation, RunVerdict, StepReport } from '../../log/report.ts'
import { PlainBus, type Row } from './plain-bus.ts'
import { Deeds } from './plain-deeds.ts'
import { PlainFaults } from './plain-faults.ts'
import { judge, PlainAgent, PlainSource } from './plain-parts.ts'
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
  const world = { document, seed, bus }
  const faults = new PlainFaults(document, seed, bus)
  const sources = document.sources.map((spec) => new PlainSource(spec, world))
  const agents = document.agents.map((spec) => new PlainAgent(spec, world))
  const deeds = new Deeds(world, sources, faults)
  const steps = new PlainSteps(world, deeds)
  bus.intercept = (event) => faults.lead(event, 0, 0)
  bus.hear = (row, seq) => {
    const { published, injected, duplicated, delivered, dropped } = bus.counts
    if (published + injected + duplicated !== delivered + dropped + bus.inFlight)
      throw new Error(
        `not conserved at record ${seq}: ${JSON.stringify({ ...bus.counts, inFlight: bus.inFlight })}`,
      )
    for (const agent of agents) agent.hear(row, seq)
    steps.hear(row)
  }

  let cycle = 0
  const over = () => bus.overrun !== null || steps.done
  steps.start()
  while (!over()) {
    bus.nowMs = cycle * cycleMs
    steps.beginCycle(cycle)
    if (over()) break
    if (cycle >= document.limits.maxCycles) {
      bus.overrun = { code: 'run/cycle-limit', message: `The run has reached ${cycle} cycles.` }
      break
    }
    for (const source of sources) source.beginCycle()
    cycle++
    bus.drain()
    while (bus.nextMs < cycle * cycleMs && !over()) {
      bus.nowMs = bus.nextMs
      bus.drain()
    }
  }

  const assertions = document.assertions
    .filter(({ enabled }) => enabled)
    .map((spec) => deeds.judged.get(spec.id) ?? judge(spec, world, null))
  const failed = steps.failed || assertions.some(({ verdict, soft }) => verdict === 'violated' && !soft)
  const verdict = bus.overrun !== null ? 'limit' : failed ? 'failed' : 'passed'
  bus.mark('$run.end', 'run', { verdict }, -1)
  return {
    rows: bus.rows,
    verdict,
    cycles: cycle,
    durationMs: bus.nowMs,
    steps: steps.reports(),
    assertions,
    chaos: faults.report(),
    conservation: { ...bus.counts, inFlight: bus.inFlight },
    variables: Object.fromEntries(deeds.variables),
    problems: bus.overrun === null ? [] : [`${bus.overrun.code}: ${bus.overrun.message}`],
  }
}
