import { canonicalJson } from '../base/json.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { compileProgram } from '../program/compile.ts'
import { runToEnd } from '../run/headless.ts'
import type { Account } from './reference/reference.ts'
import { runReference } from './reference/reference.ts'
import { scriptsFor } from './sandbox.ts'
import type { PlainHit, Row } from './reference/plain-bus.ts'

/** A random scenario as a document that can run; null when it has a mistake that is found before the run. */
export function runnable(given: unknown): ScenarioDocument | null {
  const parsed = parseValue(given)
  if (!parsed.ok) throw new Error(`not a document: ${JSON.stringify(parsed.problems.slice(0, 2))}`)
  return compileProgram(parsed.value).ok ? parsed.value : null
}

/** What the engine made of a document, in the words of the reference. */
export function engineAccount(document: ScenarioDocument): Account {
  const result = runToEnd(document, { scripts: scriptsFor(document) })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const { log, report } = result
  const rows: Row[] = []
  const counted = log.channels.map(() => 0)
  let hit = 0
  for (let seq = 0; seq < log.count; seq++) {
    const { topic, source, stage } = log.channelAt(seq)
    counted[log.channelIdAt(seq)]!++
    const hits: PlainHit[] = []
    for (let next = log.hits[hit]; next?.seq === seq; next = log.hits[++hit])
      hits.push([next.fault, next.decision, next.match ?? 0])
    rows.push({
      atMs: log.timeAt(seq),
      topic,
      source,
      stage,
      payload: log.payloadAt(seq),
      cause: log.causeAt(seq),
      hits,
    })
  }
  if (!log.rowsByChannel().every((count, id) => count === counted[id]))
    throw new Error(`rows by channel: ${log.rowsByChannel().join()}, but there are ${counted.join()}`)
  log.release()
  const {
    verdict,
    cycles,
    durationMs,
    steps,
    assertions,
    chaos,
    conservation,
    links,
    tail,
    variables,
    problems,
  } = report
  return {
    rows,
    verdict,
    cycles,
    durationMs,
    steps,
    assertions,
    chaos,
    conservation,
    links,
    tail,
    variables,
    problems: problems.map(({ code, message }) => `${code}: ${message}`),
  }
}

const line = ({ atMs, stage, topic, source, payload, cause, hits }: Row): string =>
  `${atMs} ${stage} ${topic} ${source} <- ${cause} ${canonicalJson(payload)} ${hits.map((hit) => hit.join(' ')).join(', ')}`

/** Where two accounts of one run differ first; null when they are the same. */
export function difference(engine: Account, reference: Account): string | null {
  const records = Math.max(engine.rows.length, reference.rows.length)
  for (let seq = 0; seq < records; seq++) {
    const [mine, theirs] = [engine.rows[seq], reference.rows[seq]]
    const [ours, plain] = [mine && line(mine), theirs && line(theirs)]
    if (ours !== plain)
      return `record ${seq}\n  engine:    ${ours ?? 'none'}\n  reference: ${plain ?? 'none'}`
  }
  for (const part of Object.keys(reference) as (keyof Account)[]) {
    if (part === 'rows') continue
    const [ours, plain] = [JSON.stringify(sorted(engine[part])), JSON.stringify(sorted(reference[part]))]
    if (ours !== plain) return `${part}\n  engine:    ${ours}\n  reference: ${plain}`
  }
  return null
}

/** With keys in one order, so that equal things print equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]),
  )
}

/** How engine and reference differ on a document, or null. */
export const disagreement = (document: ScenarioDocument): string | null =>
  difference(engineAccount(document), runReference(document))

/** Leaves away parts of a scenario as long as it still fails in some way, to show the smallest. */
export function shrink(
  given: Record<string, unknown>,
  fails: (candidate: unknown) => boolean,
): Record<string, unknown> {
  let smallest = given
  for (let again = true; again;) {
    again = false
    for (const list of ['faults', 'agents', 'assertions', 'sources', 'edges', 'steps', 'subscenarios']) {
      const items = smallest[list] as unknown[]
      for (let index = items.length - 1; index >= 0; index--) {
        const candidate = { ...smallest, [list]: (smallest[list] as unknown[]).toSpliced(index, 1) }
        if (!fails(candidate)) continue
        smallest = candidate
        again = true
      }
    }
  }
  return smallest
}
