import { present } from '../base/assert.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { opensOn } from '../kinds/structure.ts'
import { steering, type Graph, type GraphEdge } from './graph.ts'
import { enclosing, type Region, type Regions } from './regions.ts'

/** From at least to at most; `max` is Infinity where nothing bounds it but the limits of the run. */
export interface Interval {
  readonly min: number
  readonly max: number
}

export interface Estimate {
  /** Cycles from the start to the end of the last path. */
  readonly cycles: Interval
  /** Data and events that sources and steps publish; what agents and faults add is not known before the run. */
  readonly events: Interval
  /** Cycles a step takes, with all that lies inside of it; null when it cannot be reached. */
  cyclesOf(step: number): Interval | null
  /** Cycles of one round of a loop, or of what a block or parallel holds. */
  bodyOf(step: number): Interval | null
}

const NONE: Interval = { min: 0, max: 0 }
const plus = (a: Interval, b: Interval): Interval => ({ min: a.min + b.min, max: a.max + b.max })
/** 0 times without end is still nothing. */
const times = (a: Interval, b: Interval): Interval => ({
  min: a.min * b.min,
  max: a.max === 0 || b.max === 0 ? 0 : a.max * b.max,
})
const either = (a: Interval, b: Interval): Interval => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
})

/** What is counted: how much an instruction is, and what branches side by side amount to. */
interface Measure {
  of(instruction: Instruction): Interval
  together(branches: readonly Interval[], mode: 'all' | 'any'): Interval
  limit(inside: Interval, timeoutCycles: number): Interval
}

const CYCLES: Measure = {
  of(instruction) {
    if (instruction.op === 'advance') return { min: instruction.cycles, max: instruction.cycles }
    if (instruction.op !== 'await') return NONE
    return { min: 0, max: instruction.timeoutCycles === 0 ? Infinity : instruction.timeoutCycles }
  },
  together: (branches, mode) => {
    const longest = mode === 'all' ? Math.max : Math.min
    return {
      min: longest(...branches.map(({ min }) => min)),
      max: longest(...branches.map(({ max }) => max)),
    }
  },
  limit: ({ min, max }, timeout) =>
    timeout === 0 ? { min, max } : { min: Math.min(min, timeout), max: Math.min(max, timeout) },
}

const EVENTS: Measure = {
  of(instruction) {
    if (instruction.op === 'publish') return { min: 1, max: 1 }
    return instruction.op === 'generate' ? { min: instruction.count, max: instruction.count } : NONE
  },
  together: (branches, mode) => {
    const sum = branches.reduce(plus, NONE)
    return mode === 'all' ? sum : { min: 0, max: sum.max }
  },
  limit: ({ min, max }, timeout) => (timeout === 0 ? { min, max } : { min: 0, max }),
}

/** How long the run may take and how much it publishes, from the graph alone. O(steps + edges) for each depth. */
export function estimateRun(graph: Graph, regions: Regions, sourceCount: number): Estimate {
  const cycles = new Measuring(graph, regions, CYCLES)
  const events = new Measuring(graph, regions, EVENTS)
  return {
    cycles: cycles.whole,
    events: plus(times(cycles.whole, { min: sourceCount, max: sourceCount }), events.whole),
    cyclesOf: (step) => cycles.weights[step] ?? null,
    bodyOf: (step) => cycles.inside.get(step) ?? null,
  }
}

/** Longest and shortest paths, region by region from the innermost out: a region is one step for the one around it. */
class Measuring {
  readonly weights: (Interval | null)[]
  readonly inside = new Map<number, Interval>()
  readonly whole: Interval
  readonly #graph: Graph
  readonly #regions: Regions
  readonly #measure: Measure
  /** Edges on which the region around goes on after a region, by its opener. */
  readonly #leaving = new Map<number, GraphEdge[]>()
  readonly #joins = new Map<number, 'all' | 'any'>()
  readonly #broken = new Set<number>()

  constructor(graph: Graph, regions: Regions, measure: Measure) {
    this.#graph = graph
    this.#regions = regions
    this.#measure = measure
    this.weights = graph.steps.map(() => null)
    this.#findLeaving()
    const members = new Map<Region, number[]>()
    regions.of.forEach((region, step) => {
      if (region === null) return
      const known = members.get(region)
      if (known === undefined) members.set(region, [step])
      else known.push(step)
    })
    let whole = NONE
    for (const [region, steps] of [...members].toSorted(([a], [b]) => b.depth - a.depth)) {
      const measured = this.#region(region, steps)
      if (region.opener < 0) whole = measured
      else this.inside.set(region.opener, measured)
    }
    this.whole = whole
  }

  /** One pass over the edges: those that leave the region of their step, told to every region that they leave. */
  #findLeaving(): void {
    this.#graph.steps.forEach((step, index) => {
      const at = this.#regions.of[index]
      const instruction = steering(step)
      if (at === null || at === undefined) return
      if (instruction?.op === 'join') this.#joins.set(enclosing(at, 'fork')?.opener ?? -1, instruction.mode)
      if (instruction?.op === 'break') this.#broken.add(enclosing(at, 'loop')?.opener ?? -1)
    })
    for (const edge of this.#graph.edges) {
      const target = this.#regions.of[edge.to]
      const at = this.#regions.of[edge.from]
      if (target === null || target === undefined || at === null || at === undefined) continue
      if (this.#regions.isReturn(edge)) continue
      for (let left: Region | null = at; left !== null && left.depth > target.depth; left = left.parent) {
        const known = this.#leaving.get(left.opener)
        if (known === undefined) this.#leaving.set(left.opener, [edge])
        else known.push(edge)
      }
    }
  }

  /** What a path through a region amounts to, from its first step to where it is left or ends. */
  #region(region: Region, steps: readonly number[]): Interval {
    for (const step of steps) this.weights[step] = this.#weight(step)
    const own = new Set(steps)
    const after = this.#paths(own)
    if (region.opener < 0) return after.get(this.#graph.entry) ?? NONE
    const opener = region.opens === 'root' ? undefined : region.opens
    const firsts = (this.#graph.out[region.opener] ?? [])
      .filter((edge) => own.has(edge.to) && opensOn(opener, edge.on) !== null)
      .map(({ to }) => after.get(to) ?? NONE)
    if (firsts.length === 0) return NONE
    if (region.opens === 'fork')
      return this.#measure.together(firsts, this.#joins.get(region.opener) ?? 'all')
    return firsts.reduce(either)
  }

  #weight(index: number): Interval {
    const step = present(this.#graph.steps[index], 'step')
    const instruction = steering(step)
    const inside = this.inside.get(index) ?? NONE
    switch (instruction?.op) {
      case 'loop': {
        const { repeat, rounds } = instruction
        const free = this.#broken.has(index) || (this.#leaving.get(index) ?? []).length > 0
        const least = free ? Math.min(rounds, 1) : repeat === 'count' ? rounds : repeat === 'until' ? 1 : 0
        return times({ min: least, max: rounds }, free ? { min: 0, max: inside.max } : inside)
      }
      case 'block':
        return this.#measure.limit(inside, instruction.timeoutCycles)
      case 'fork':
        return inside
      default:
        return step.instructions.map((each) => this.#measure.of(each)).reduce(plus, NONE)
    }
  }

  /** Steps of the same region that may come next: what a step holds inside counts as passed. */
  #following(index: number, own: ReadonlySet<number>): number[] {
    const edges = [...(this.#graph.out[index] ?? []), ...(this.#leaving.get(index) ?? [])]
    return edges.filter((edge) => own.has(edge.to) && !this.#regions.isReturn(edge)).map(({ to }) => to)
  }

  /** From each step of a region to the end of its path there. A circle is measured once for the least, without end for the most. */
  #paths(own: ReadonlySet<number>): ReadonlyMap<number, Interval> {
    const done = new Map<number, Interval>()
    const open = new Set<number>()
    for (const root of own) {
      const work = done.has(root) ? [] : [root]
      while (work.length > 0) {
        const step = work.at(-1)!
        const targets = this.#following(step, own)
        const waiting = open.has(step)
          ? []
          : targets.filter((target) => !done.has(target) && !open.has(target))
        open.add(step)
        if (waiting.length > 0) {
          work.push(...waiting)
          continue
        }
        work.pop()
        open.delete(step)
        if (done.has(step)) continue
        const weight = this.weights[step] ?? NONE
        done.set(step, plus(weight, this.#after(step, targets, done)))
      }
    }
    return done
  }

  #after(step: number, targets: readonly number[], done: ReadonlyMap<number, Interval>): Interval {
    const known = targets.flatMap((target) => done.get(target) ?? [])
    const circle = known.length < targets.length
    const ends = targets.length === 0 || this.#mayEnd(step)
    const rest = known.length === 0 ? NONE : known.reduce(either)
    return { min: ends ? 0 : rest.min, max: circle ? Infinity : rest.max }
  }

  #mayEnd(index: number): boolean {
    const { kind, spec } = present(this.#graph.steps[index], 'step')
    const edges = this.#graph.out[index] ?? []
    return kind.ports.out.some(({ name }) => {
      const ends = name !== 'fail' || spec.onFail === 'stop' || spec.onFail === 'halt'
      return ends && !edges.some(({ on }) => on === name)
    })
  }
}

/** Warns of limits that the run will pass for certain, or may pass. */
export function checkEstimate(document: ScenarioDocument, graph: Graph, estimate: Estimate): Problem[] {
  const { maxCycles, maxEvents, maxPerInstant } = document.limits
  const over = (
    field: 'maxCycles' | 'maxEvents',
    what: string,
    found: Interval,
    limit: number,
  ): Problem[] => {
    const certain = found.min > limit
    if (!certain && !(found.max > limit && found.max < Infinity)) return []
    const message = certain
      ? `The run needs at least ${found.min} ${what}, and its limit is ${limit}: it will end there.`
      : `The run may take up to ${found.max} ${what}, and its limit is ${limit}.`
    return [
      problemAt(
        ['limits', field],
        `program/over-${what}`,
        message,
        'Shorten the scenario, or raise the limit.',
        'warning',
      ),
    ]
  }
  const bursts = graph.steps.flatMap(({ instructions, path, title }) =>
    instructions.flatMap((instruction) =>
      instruction.op === 'generate' && instruction.count > maxPerInstant
        ? [
            problemAt(
              path,
              'program/over-instant',
              `${title} publishes ${instruction.count} events at one instant, and the limit for an instant is ${maxPerInstant}.`,
              'Publish fewer at a time, or raise the limit.',
              'warning',
            ),
          ]
        : [],
    ),
  )
  return [
    ...over('maxCycles', 'cycles', estimate.cycles, maxCycles),
    ...over('maxEvents', 'events', estimate.events, maxEvents),
    ...bursts,
  ]
}
