import { FEWEST_STEPS, MOST_STEPS, STANDARD_LOOK, type Change, type Look } from './look.ts'
import type { Entry, Values } from './entries.ts'

/** What a person looks at, as it stands behind the `?` of the page's address: so that it can be sent. */
export interface View {
  readonly seed: string
  readonly change: Change
  readonly look: Look
  readonly compared: readonly string[]
}

/** Only what is not as it is by itself. */
export function printView(entry: Entry, { seed, change, look, compared }: View): string {
  const query = new URLSearchParams()
  query.set('seed', seed)
  const profile = different(change.profileParams, entry.profileParams)
  const source = different(change.sourceParams, entry.sourceParams)
  if (profile !== null) query.set('profile', JSON.stringify(profile))
  if (source !== null) query.set('source', JSON.stringify(source))
  if (change.steps !== undefined) query.set('steps', String(change.steps))
  if (look.mode !== 'one') query.set('show', look.mode)
  if (look.style !== 'line') query.set('as', look.style)
  if (look.logScale) query.set('axis', 'log')
  if (look.mode === 'seeds' && look.seedCount !== STANDARD_LOOK.seedCount)
    query.set('seeds', String(look.seedCount))
  if (look.mode === 'compare' && !look.normalised) query.set('values', 'own')
  if (look.panels !== undefined) query.set('below', look.panels.join(','))
  const others = compared.filter((id) => id !== entry.id)
  if (look.mode === 'compare' && others.length > 0) query.set('with', others.join(','))
  return query.toString()
}

function different(now: Values | undefined, own: Values): Values | null {
  if (now === undefined) return null
  const changed = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(own[name]),
  )
  return changed.length === 0 ? null : Object.fromEntries(changed)
}

/** What an address asks for, and the parts of it that have no meaning here. */
export function readView(
  entry: Entry,
  text: string,
): { readonly view: View; readonly unknown: readonly string[] } {
  const query = new URLSearchParams(text)
  const unknown: string[] = []
  const oneOf = <T extends string | number>(name: string, known: readonly T[], standard: T): T => {
    const asked = query.get(name)
    if (asked === null) return standard
    const found = known.find((value) => String(value) === asked)
    if (found === undefined) unknown.push(name)
    return found ?? standard
  }
  const params = (name: string, kind: { readonly params: Parser }, own: Values): Values | undefined => {
    const asked = query.get(name)
    if (asked === null) return undefined
    const changed = objectOf(asked)
    const parsed = changed && kind.params.safeParse({ ...own, ...changed })
    if (parsed?.success !== true) unknown.push(name)
    return parsed?.data
  }
  const profileParams = params('profile', entry.profile, entry.profileParams)
  const sourceParams = params('source', entry.source, entry.sourceParams)
  const steps = Number(query.get('steps') ?? NaN)
  const fits = Number.isInteger(steps) && steps >= FEWEST_STEPS && steps <= MOST_STEPS
  if (query.has('steps') && !fits) unknown.push('steps')
  const look: Look = {
    mode: oneOf('show', ['one', 'seeds', 'compare'], STANDARD_LOOK.mode),
    style: oneOf('as', ['line', 'candles'], STANDARD_LOOK.style),
    logScale: oneOf('axis', ['linear', 'log'], 'linear') === 'log',
    normalised: oneOf('values', ['change', 'own'], 'change') === 'change',
    seedCount: oneOf('seeds', [20, 50, 200], STANDARD_LOOK.seedCount),
    panels: query.get('below')?.split(',').filter(Boolean),
  }
  const others = query.get('with')?.split(',').filter(Boolean) ?? []
  const change: Change = {
    ...(profileParams !== undefined && { profileParams }),
    ...(sourceParams !== undefined && { sourceParams }),
    ...(fits && { steps }),
  }
  return { view: { seed: query.get('seed') ?? '', change, look, compared: others }, unknown }
}

interface Parser {
  safeParse(value: unknown): { success: boolean; data?: Values | undefined }
}

function objectOf(text: string): Values | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : null
  } catch {
    return null
  }
}
