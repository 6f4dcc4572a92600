import { z } from 'zod'
import { ENGINE_VERSION } from '../base/version.ts'
import type { EventLog } from '../log/event-log.ts'
import type { RunReport } from '../log/report.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'

const MOST_PRINTS = 1_024

/**
 * What a run was like, small enough for a link: its digest, and a fingerprint of everything up to
 * each of at most 1,024 records. Where another run parts from it can be told without its log: exactly
 * for runs of up to 1,024 records, to within `stride` records for longer ones.
 */
export interface Evidence {
  /** Version of the engine that ran it. */
  readonly engine: string
  readonly digest: string
  readonly records: number
  /** Records from one fingerprint to the next. */
  readonly stride: number
  /** 16 bits for each fingerprint, base64url. */
  readonly prints: string
}

export const evidenceSchema = z.strictObject({
  engine: z.string().max(50),
  digest: z.string().regex(/^[0-9a-f]{32}$/),
  records: z.int().min(0).max(1_000_000_000),
  stride: z.int().min(1).max(1_000_000_000),
  prints: z.string().max(4 * MOST_PRINTS),
})

export function evidenceOf(log: EventLog, report: RunReport): Evidence {
  const stride = Math.max(1, Math.ceil(log.count / MOST_PRINTS))
  const prints = fingerprints(log, stride)
  const bytes = new Uint8Array(prints.buffer, 0, prints.byteLength)
  return {
    engine: ENGINE_VERSION,
    digest: report.digest,
    records: log.count,
    stride,
    prints: toBase64Url(bytes),
  }
}

export type Comparison =
  | { readonly same: true }
  /** They part at one of the records [from, to]; both are in this run's log, unless it is shorter. */
  | { readonly same: false; readonly from: number; readonly to: number }
  /** Every record is the same, what was concluded from them is not. */
  | { readonly same: false; readonly from: null }

/** Where this run parts from the one of the evidence. */
export function compareWith(evidence: Evidence, log: EventLog, report: RunReport): Comparison {
  if (report.digest === evidence.digest) return { same: true }
  const { stride, records } = evidence
  const theirs = printsIn(evidence)
  const ours = fingerprints(log, stride)
  const common = Math.min(Math.floor(records / stride), Math.floor(log.count / stride))
  const parted = Array.from({ length: common }, (_, index) => index).find(
    (index) => ours[index] !== theirs?.[index],
  )
  if (parted !== undefined) return { same: false, from: parted * stride, to: (parted + 1) * stride - 1 }
  const shorter = Math.min(records, log.count)
  if (records === log.count && ours.at(-1) === theirs?.at(-1)) return { same: false, from: null }
  return {
    same: false,
    from: common * stride,
    to: Math.max(common * stride, shorter - (records === log.count ? 1 : 0)),
  }
}

function printsIn({ prints }: Evidence): Uint16Array | undefined {
  const bytes = fromBase64Url(prints)
  return bytes === undefined || bytes.length % 2 === 1 ? undefined : new Uint16Array(bytes.buffer)
}

/** Of everything up to each stride-th record, and up to the last. Texts count by what they say, not by their number. */
function fingerprints(log: EventLog, stride: number): Uint16Array<ArrayBuffer> {
  const channels = log.channels.map(({ topic, source, stage, shape }) => ({
    print: textPrint(`${stage} ${topic} ${source} ${shape.fields.join(',')} ${shape.types.join(',')}`),
    types: shape.types,
  }))
  const texts = log.texts.map(textPrint)
  const prints = new Uint16Array(Math.ceil(log.count / stride))
  const double = new Float64Array(1)
  const words = new Int32Array(double.buffer)
  let state = 0
  const number = (value: number) => {
    double[0] = value
    state = mix(mix(state, words[0]!), words[1]!)
  }
  log.scan(0, log.count, (seq, timeMs, channelId, values, at) => {
    const { print, types } = channels[channelId]!
    state = mix(mix(state, print), log.causeAt(seq))
    number(timeMs)
    for (let index = 0; index < types.length; index++) {
      const value = values[at + index]!
      if (types[index] === 'string' || types[index] === 'json') state = mix(state, texts[value] ?? 0)
      else number(value)
    }
    if ((seq + 1) % stride === 0 || seq + 1 === log.count)
      prints[Math.floor(seq / stride)] = state ^ (state >>> 16)
  })
  return prints
}

function textPrint(text: string): number {
  let state = text.length
  for (let index = 0; index < text.length; index++) state = mix(state, text.charCodeAt(index))
  return state
}

/** One step of MurmurHash3's mixing (A. Appleby, public domain). */
function mix(state: number, word: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51)
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
  const next = state ^ mixed
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0
}
