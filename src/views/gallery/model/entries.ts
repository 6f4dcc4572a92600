import { domains, findKind, sourceKinds } from '../../../catalog.ts'
import type { SourceSpec } from '../../../document/types.ts'
import type { Domain, ProfileKind, SourceKind, Spec } from '../../../kinds/contracts.ts'
import type { DataImporter, Preset } from '../../../kinds/series-contracts.ts'

export type Values = Readonly<Record<string, unknown>>

/** Something the gallery can show: a profile of a source, a preset, or a source of the open scenario. */
export interface Entry {
  /** Its place in the page's address, such as `market/flash-crash`. */
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly domain: Domain
  readonly source: SourceKind
  readonly profile: ProfileKind
  readonly sourceParams: Values
  readonly profileParams: Values
  /** The id that its random streams are named after. */
  readonly streamId: string
  /** Steps worth showing; all phases and a little more when left out. */
  readonly steps?: number
  readonly stepMs?: number
  readonly preset?: Preset
}

/** What people are told a group is. */
export interface EntryGroup {
  readonly title: string
  readonly entries: readonly Entry[]
  /** Ways to bring data of one's own. */
  readonly importers: readonly DataImporter[]
}

const entryOf = (domain: Domain, source: SourceKind, profile: ProfileKind): Entry => ({
  id: `${source.name}/${profile.name}`,
  title: profile.title,
  summary: profile.summary,
  domain,
  source,
  profile,
  sourceParams: source.params.parse({}),
  profileParams: profile.params.parse({}),
  streamId: source.name,
})

const profilesOf = (domain: Domain): EntryGroup[] =>
  domain.sources.map((source) => ({
    title: domain.sources.length === 1 ? domain.title : `${domain.title} · ${source.title}`,
    entries: source.profiles.map((profile) => entryOf(domain, source, profile)),
    importers: [],
  }))

/** A preset whose kinds or parameters are not known is a bug that the contract test finds; here it is left out. */
function presetOf(domain: Domain, preset: Preset): Entry[] {
  const source = findKind(domain.sources, preset.source.kind)
  const profile = source === undefined ? undefined : findKind(source.profiles, preset.profile.kind)
  if (source === undefined || profile === undefined) return []
  return [
    {
      ...entryOf(domain, source, profile),
      id: `preset/${preset.name}`,
      title: preset.title,
      summary: preset.summary,
      sourceParams: source.params.parse(preset.source.params),
      profileParams: profile.params.parse(preset.profile.params),
      preset,
      ...(preset.steps !== undefined && { steps: preset.steps }),
      ...(preset.stepMs !== undefined && { stepMs: preset.stepMs }),
    },
  ]
}

/** Every profile and preset there is, by domain. A new kind appears here by itself. */
export const groups: readonly EntryGroup[] = domains.flatMap((domain) => [
  ...profilesOf(domain),
  {
    title: `${domain.title} · As it happened`,
    entries: (domain.presets ?? []).flatMap((preset) => presetOf(domain, preset)),
    importers: [],
  },
  { title: `${domain.title} · Data of your own`, entries: [], importers: domain.importers ?? [] },
])

export const entries: readonly Entry[] = groups.flatMap((group) => group.entries)

export const findEntry = (id: string): Entry | undefined => entries.find((entry) => entry.id === id)

/** A source as it stands in a scenario: the curve is the one of its run. */
export function entryOfSource(spec: SourceSpec): Entry | undefined {
  const made = entryOfSpecs(spec, spec.profile)
  return made && { ...made, id: `scenario/${spec.id}`, title: spec.name || spec.id, streamId: spec.id }
}

/** A source and a profile that came from outside the lists, such as from a file. */
export function entryOfSpecs(source: Spec, profile: Spec): Entry | undefined {
  const kind = findKind(sourceKinds, source.kind)
  const domain = domains.find(({ sources }) => kind !== undefined && sources.includes(kind))
  const profileKind = kind === undefined ? undefined : findKind(kind.profiles, profile.kind)
  if (kind === undefined || domain === undefined || profileKind === undefined) return undefined
  const sourceParams = kind.params.safeParse(source.params)
  const profileParams = profileKind.params.safeParse(profile.params)
  if (!sourceParams.success || !profileParams.success) return undefined
  return {
    ...entryOf(domain, kind, profileKind),
    sourceParams: sourceParams.data,
    profileParams: profileParams.data,
  }
}

/** The groups with those entries that every word of the query is found in; empty groups are left out. */
export function search(query: string): readonly EntryGroup[] {
  const words = query.toLowerCase().split(' ').filter(Boolean)
  return groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter(({ title, summary, preset }) => {
        const text = `${group.title} ${title} ${summary} ${preset?.origin ?? ''}`.toLowerCase()
        return words.every((word) => text.includes(word))
      }),
      importers: group.importers.filter(({ title, summary }) => {
        const text = `${group.title} ${title} ${summary}`.toLowerCase()
        return words.every((word) => text.includes(word))
      }),
    }))
    .filter(({ entries: found, importers }) => found.length + importers.length > 0)
}
