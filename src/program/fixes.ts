import { getField, setField, type Json, type JsonObject } from '../base/json.ts'
import { printPath, type Problem } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import { addStep, connect, removeParts, updatePart } from '../document/edit.ts'
import { STEP_PITCH } from '../document/geometry.ts'
import { insertStep } from '../document/insert.ts'
import { MOST_LIMITS } from '../document/schema.ts'
import { portOf } from '../kinds/ports.ts'
import { ROUND } from '../kinds/structure.ts'
import type { Limits, ScenarioDocument, StepSpec } from '../document/types.ts'
import { checkDocument, reachedFrom } from './check.ts'
import { publishedTopics, silentTopics, withTopic } from './check-topics.ts'
import { graphOf } from './graph.ts'

/** A way out of a problem that can be taken at once. */
export interface QuickFix {
  /** What it does, as a button says it. */
  readonly title: string
  readonly document: ScenarioDocument
}

type Fixer = (document: ScenarioDocument, problem: Problem) => QuickFix | null

/** The fix of a problem of this document; null where only a person can know what was meant. */
export const quickFix = (document: ScenarioDocument, problem: Problem): QuickFix | null =>
  // Inside a sub-scenario a fix would have to be made for all who call it.
  problem.path[0] === 'subscenarios' ? null : (FIXERS[problem.code]?.(document, problem) ?? null)

const FIXERS: Readonly<Record<string, Fixer>> = {
  'program/no-start': addStart,
  'program/two-starts': removeThisStep,
  'program/two-ways': removeThisEdge,
  'program/no-such-port': removeThisEdge,
  'program/no-way-in': removeThisEdge,
  'program/unreachable': connectIt,
  'program/timeless-loop': addWait,
  'program/way-unconnected': startWay,
  'program/loop-not-closed': closeLoop,
  'program/silent-topic': useKnownTopic,
  'program/unknown-assertion': forgetAssertions,
  'run/event-limit': raiseLimit('maxEvents'),
  'run/cycle-limit': raiseLimit('maxCycles'),
  'run/instant-limit': raiseLimit('maxPerInstant'),
  'run/queue-limit': raiseLimit('maxQueued'),
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }) => name || id
const portsOf = ({ kind }: StepSpec) => findKind(stepKinds, kind)?.ports
const goesOn = (step: StepSpec): boolean => {
  const ports = portsOf(step)
  return ports !== undefined && portOf(ports, 'next') !== undefined
}
const stepAt = (document: ScenarioDocument, { path: [, index] }: Problem) =>
  typeof index === 'number' ? document.steps[index] : undefined

function addStart(document: ScenarioDocument): QuickFix | null {
  const kind = stepKinds.find(({ ports }) => !ports.in)
  const entered = new Set(document.edges.map(({ to }) => to))
  const first = document.steps.find((step) => !entered.has(step.id) && portsOf(step)?.in) ?? document.steps[0]
  if (kind === undefined) return null
  const position = first?.position ?? { x: STEP_PITCH.x, y: 0 }
  const added = addStep(document, kind.name, { x: position.x - STEP_PITCH.x, y: position.y })
  const joined =
    first === undefined
      ? added.document
      : connect(added.document, { from: added.id, to: first.id, on: 'next' })
  return 'code' in joined ? null : { title: 'Add a start', document: joined }
}

function removeThisStep(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const step = stepAt(document, problem)
  return step === undefined
    ? null
    : { title: `Remove “${nameOf(step)}”`, document: removeParts(document, [step.id]) }
}

function removeThisEdge(document: ScenarioDocument, { path: [, index] }: Problem): QuickFix {
  return {
    title: 'Remove the connection',
    document: { ...document, edges: document.edges.filter((_, at) => at !== index) },
  }
}

/** Leads to the step from the last one that the run reaches and that nothing follows yet. */
function connectIt(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const step = stepAt(document, problem)
  const start = document.steps.find((candidate) => portsOf(candidate)?.in === false)
  if (step === undefined || start === undefined || portsOf(step)?.in !== true) return null
  const followed = new Set(document.edges.filter(({ on }) => on === 'next').map(({ from }) => from))
  const reached = reachedFrom(document, start.id)
  const open = document.steps.findLast(
    (candidate) => reached.has(candidate.id) && !followed.has(candidate.id) && goesOn(candidate),
  )
  if (open === undefined) return betweenLast(document, step, reached)
  const joined = connect(document, { from: open.id, to: step.id, on: 'next' })
  return 'code' in joined ? null : { title: `Connect “${nameOf(open)}” to it`, document: joined }
}

/** All ways lead on: the step takes its place before the end that the run comes to. */
function betweenLast(
  document: ScenarioDocument,
  step: StepSpec,
  reached: ReadonlySet<string>,
): QuickFix | null {
  const isEnd = (id: string) => document.steps.some((other) => other.id === id && !goesOn(other))
  const last = document.edges.findLast(({ from, to, on }) => on === 'next' && reached.has(from) && isEnd(to))
  const leavesBy = document.edges.some(({ from, on }) => from === step.id && on === 'next')
  if (last === undefined || leavesBy || !goesOn(step)) return null
  const into = connect(document, { ...last, to: step.id })
  const through = 'code' in into ? into : connect(into, { from: step.id, to: last.to, on: 'next' })
  return 'code' in through ? null : { title: 'Put it before the end', document: through }
}

/** The first kind of step that lets time pass. */
const waitKind = () =>
  stepKinds.find(
    (candidate) =>
      candidate.ports.in &&
      portOf(candidate.ports, 'next') !== undefined &&
      candidate.compile(candidate.params.parse({})).some(({ op }) => op === 'advance'),
  )

/** A first step on a way out that needs one, below it; the body of a loop leads back at once. */
function startWay(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const step = stepAt(document, problem)
  const kind = waitKind()
  const leaves = (on: string) => document.edges.some((edge) => edge.from === step?.id && edge.on === on)
  const way = step && portsOf(step)?.out.find(({ name, needed }) => needed === true && !leaves(name))
  if (step === undefined || kind === undefined || way === undefined) return null
  const below = { x: step.position.x, y: step.position.y + STEP_PITCH.y }
  const added = addStep(document, kind.name, below, { from: step.id, on: way.name })
  const back = connect(added.document, { from: added.id, to: step.id, on: 'next' })
  const errors = (candidate: ScenarioDocument) =>
    checkDocument(candidate).filter(({ severity }) => severity === 'error').length
  const better = 'code' in back || errors(added.document) <= errors(back) ? added.document : back
  return { title: `Add a “${kind.title}” step ${way.when.toLowerCase()}`, document: better }
}

/** From the last step of the body back to the loop. */
function closeLoop(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const step = stepAt(document, problem)
  if (step === undefined) return null
  const follow = (from: string, on: string) =>
    document.edges.find((edge) => edge.from === from && edge.on === on)?.to
  let last = follow(step.id, ROUND)
  if (last === undefined) return startWay(document, problem)
  const seen = new Set([step.id])
  for (let next = follow(last, 'next'); next !== undefined && !seen.has(last); next = follow(last, 'next')) {
    seen.add(last)
    last = next
  }
  const end = document.steps.find(({ id }) => id === last)
  if (end === undefined || !goesOn(end) || seen.has(end.id)) return null
  const joined = connect(document, { from: end.id, to: step.id, on: 'next' })
  return 'code' in joined ? null : { title: `Lead “${nameOf(end)}” back to it`, document: joined }
}

/** A step that lets time pass, on the way out of the step where the loop was found. */
function addWait(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const step = stepAt(document, problem)
  const kind = waitKind()
  const edge = document.edges.find(({ from, on }) => from === step?.id && on === 'next')
  if (kind === undefined || edge === undefined) return null
  return {
    title: `Add a “${kind.title}” step`,
    document: insertStep(document, kind.name, undefined, edge).document,
  }
}

/** The published topic that is spelt most alike, where one is. */
function useKnownTopic(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const silent = silentTopics(document, graphOf(document)).find(
    ({ problem: { path, message } }) =>
      message === problem.message && printPath(path) === printPath(problem.path),
  )
  if (silent === undefined) return null
  const [list, index, ...inside] = silent.path
  const meant = nearest(silent.topic, publishedTopics(document))
  if (meant === undefined || typeof index !== 'number') return null
  const part = document[list as 'faults' | 'agents' | 'assertions' | 'steps'][index]
  const text = getField(part as Json | undefined, inside)
  if (part === undefined || typeof text !== 'string') return null
  const changed = setField(part as unknown as Json, inside, withTopic(text, silent.topic, meant))
  return { title: `Use “${meant}”`, document: updatePart(document, part.id, changed as JsonObject) }
}

function forgetAssertions(document: ScenarioDocument, problem: Problem): QuickFix | null {
  const step = stepAt(document, problem)
  const named = step?.params['assertions']
  if (step === undefined || !Array.isArray(named)) return null
  const known = named.filter((id) => document.assertions.some((assertion) => assertion.id === id))
  return {
    title: 'Forget what is not there',
    document: updatePart(document, step.id, { params: { ...step.params, assertions: known } }),
  }
}

/** Twice as much, as far as the format allows. */
function raiseLimit(limit: keyof Limits): Fixer {
  return (document) => {
    const raised = Math.min(MOST_LIMITS[limit], document.limits[limit] * 2)
    if (raised <= document.limits[limit]) return null
    return {
      title: `Raise the limit to ${raised}`,
      document: { ...document, limits: { ...document.limits, [limit]: raised } },
    }
  }
}

/** Where there is one topic, it; else the one with the fewest changed letters, if it is a likely slip. */
function nearest(wrong: string, topics: readonly string[]): string | undefined {
  const distinct = [...new Set(topics)]
  if (distinct.length === 1) return distinct[0]
  const ranked = distinct
    .map((topic) => ({ topic, slips: distance(wrong.toLowerCase(), topic.toLowerCase()) }))
    .toSorted((a, b) => a.slips - b.slips)
  const [best] = ranked
  return best !== undefined && best.slips <= Math.max(2, wrong.length / 3) ? best.topic : undefined
}

/** Letters to change, add or remove to get from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
    }
    row = next
  }
  return row[b.length] ?? 0
}
