import { present } from '../base/assert.ts'
import { randomStream } from '../base/random.ts'
import type { ProfileKind, SourceKind, SourceRun, Spec } from '../kinds/contracts.ts'
import { sourceFields } from '../kinds/source-fields.ts'
import { Moments, type GenerateOptions } from './generate.ts'
import type { StartScripts } from './script-starter.ts'

type Params = Readonly<Record<string, unknown>>
type Options = Omit<GenerateOptions, 'count'>

/** Where a source stands: plain data, of a size that does not grow with what it has given. */
export interface SourceSnapshot {
  readonly params: Params
  /** The profile it began with, and those it went over to, each after how many data. */
  readonly profiles: readonly (Spec & { readonly after: number })[]
  readonly seed: string
  readonly id: string
  readonly stepMs: number
  readonly given: number
}

/**
 * A source that can be put back to where it was. All its chance comes from named streams, so a snapshot is its
 * settings and a count; restoring it takes the same steps again, as fast as they were taken, and goes on from
 * there as if nothing had happened.
 */
export class ResumableSource {
  readonly #params: Params
  readonly #options: Options
  readonly #profiles: (Spec & { readonly after: number })[]
  readonly #run: SourceRun
  readonly #moments: Moments
  #given = 0

  /** Parameters must have passed the kinds' schemas. */
  constructor(
    kind: SourceKind,
    params: Params,
    profile: ProfileKind,
    profileParams: Params,
    options: Options,
  ) {
    const { seed, id, stepMs, scripts } = options
    this.#params = params
    this.#options = options
    this.#profiles = [{ kind: profile.name, params: profileParams, after: 0 }]
    this.#run = kind.start(params, profile, profileParams as never, {
      stepMs,
      random: (purpose) => randomStream(seed, 'source', id, purpose),
      script: scripts?.(seed, id),
    })
    this.#moments = new Moments(this.#run, stepMs)
  }

  /** `scripts` as it was when the source began: code is run again, too. */
  static restore(kind: SourceKind, snapshot: SourceSnapshot, scripts?: StartScripts): ResumableSource {
    const { params, profiles, seed, id, stepMs, given } = snapshot
    const [first, ...later] = profiles.map((one) => ({ ...one, law: profileOf(kind, one.kind) }))
    const { law, params: own } = present(first, 'a profile')
    const source = new ResumableSource(kind, params, law, own, { seed, id, stepMs, scripts })
    const datum = new Float64Array(sourceFields(kind, params).length)
    const until = (count: number) => {
      while (source.#given < count) source.next(datum)
    }
    for (const one of later) {
      until(one.after)
      source.switchProfile(one.law, one.params)
    }
    until(given)
    return source
  }

  /** Writes the next datum into `out`, in the order of the source's fields, and gives its moment in ms. */
  next(out: Float64Array): number {
    const atMs = this.#moments.next()
    this.#run.next(out)
    this.#given++
    return atMs
  }

  switchProfile(profile: ProfileKind, params: Params): void {
    this.#profiles.push({ kind: profile.name, params, after: this.#given })
    this.#run.switchProfile(profile, params as never)
  }

  statistics() {
    return this.#run.statistics()
  }

  snapshot(): SourceSnapshot {
    const { seed, id, stepMs } = this.#options
    return { params: this.#params, profiles: [...this.#profiles], seed, id, stepMs, given: this.#given }
  }
}

const profileOf = (kind: SourceKind, name: string): ProfileKind =>
  present(
    kind.profiles.find((profile) => profile.name === name),
    `profile ${name}`,
  )
