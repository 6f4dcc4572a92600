import { z } from 'zod'
import { printPath, problemAt, type Problem, type Result } from '../base/problem.ts'
import { scanJson } from '../document/locate.ts'
import { parseDocument } from '../document/parse.ts'
import { printDocument } from '../document/print.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { Digest } from '../log/digest.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'
import { deflate, inflate } from './compress.ts'
import { evidenceSchema, type Evidence } from './evidence.ts'

/** What a link carries. Whoever opens it has a copy of their own. */
export interface Shared {
  /** With the seed that it is to be run with. */
  readonly document: ScenarioDocument
  readonly view: {
    /** Panel to show. */
    readonly tab?: string | undefined
    /** Record to show in detail, once it was run. */
    readonly seq?: number | undefined
  }
  /** What the run was like for whoever made the link; the run here is compared with it. */
  readonly run: Evidence | null
}

const VERSION = 1
const PREFIX = 's='
/** Browsers and servers cope with less; this is what is looked at all. */
const MAX_CHARACTERS = 2_000_000
const MAX_INFLATED_BYTES = 12_000_000
/** Programs that pass links on may cut longer ones. */
export const COMFORTABLE_CHARACTERS = 8_000

const headerSchema = z.strictObject({
  view: z.strictObject({
    tab: z.string().max(30).optional(),
    seq: z.int().min(0).max(1_000_000_000).optional(),
  }),
  run: evidenceSchema.nullable(),
})

/** True for the fragment of an address that is meant as a link of ours. */
export const isLink = (fragment: string): boolean => fragment.replace(/^#/, '').startsWith(PREFIX)

/**
 * The fragment of an address that holds a scenario: `s=VERSION.DATA.CHECK`. Fragments are not sent to
 * servers. DATA is a line with view and evidence, then the scenario's JSON, deflated; CHECK is over DATA.
 */
export async function encodeLink({ document, view, run }: Shared): Promise<string> {
  const compact = JSON.stringify(JSON.parse(printDocument(document)))
  const data = toBase64Url(await deflate(`${JSON.stringify({ view, run })}\n${compact}`))
  return `${PREFIX}${VERSION}.${data}.${checksum(data)}`
}

/** Reads a link of unknown origin: all of it, or why not. */
export async function decodeLink(fragment: string): Promise<Result<Shared>> {
  const refuse = (code: string, message: string, fix: string): Result<Shared> => ({
    ok: false,
    problems: [problemAt([], `link/${code}`, message, fix)],
  })
  if (fragment.length > MAX_CHARACTERS) {
    return refuse(
      'too-long',
      `The link has ${fragment.length} characters; at most ${MAX_CHARACTERS} are read.`,
      'Ask for the scenario as a file.',
    )
  }
  const parts = fragment.replace(/^#/, '').slice(PREFIX.length).split('.')
  const [version = '', data = '', check = ''] = parts
  if (/^\d{1,6}$/.test(version) && Number(version) > VERSION) {
    return refuse(
      'too-new',
      `The link has version ${version}; this studio reads version ${VERSION}.`,
      'Open it with a newer Scenario Studio.',
    )
  }
  if (version !== String(VERSION) || parts.length !== 3) {
    return refuse(
      'not-a-link',
      'This is not a whole link to a scenario: its beginning or its end is missing.',
      'Copy the whole link again.',
    )
  }
  if (check !== checksum(data)) {
    return refuse(
      'damaged',
      'The link was changed or cut on its way: its checksum is wrong.',
      'Copy the whole link again.',
    )
  }
  const bytes = fromBase64Url(data)
  const inflated = bytes === undefined ? undefined : await inflate(bytes, MAX_INFLATED_BYTES)
  if (inflated?.ok === false && inflated.why === 'too-large') {
    return refuse(
      'too-large',
      `What the link holds is larger than ${MAX_INFLATED_BYTES} bytes.`,
      'Do not trust it; ask its sender for a file.',
    )
  }
  if (inflated?.ok !== true) {
    return refuse('damaged', 'What the link holds cannot be unpacked.', 'Ask its sender for another one.')
  }
  return read(inflated.text)
}

function read(text: string): Result<Shared> {
  const end = text.indexOf('\n')
  const header = readHeader(text.slice(0, Math.max(0, end)))
  if (!header.ok) return header
  const parsed = parseDocument(text.slice(end + 1))
  if (!parsed.ok) return parsed
  return { ok: true, value: { ...header.value, document: parsed.value }, warnings: parsed.warnings }
}

function readHeader(text: string): Result<Omit<Shared, 'document'>> {
  const refused = (message: string): { ok: false; problems: Problem[] } => ({
    ok: false,
    problems: [problemAt([], 'link/damaged', message, 'Ask its sender for another one.')],
  })
  // Flat and small, and looked at before it is built, as everything from outside.
  if (text.length > 20_000 || !('places' in scanJson(text)))
    return refused('The link does not begin as it should.')
  const header = headerSchema.safeParse(JSON.parse(text))
  if (header.success) return { ok: true, value: header.data, warnings: [] }
  const [issue] = header.error.issues
  const where = printPath((issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part))))
  return refused(`The link says something unexpected at ${where}: ${issue?.message}.`)
}

/** Against accidents on the way, not against malice: what is inside is not trusted either way. */
function checksum(data: string): string {
  const digest = new Digest()
  digest.text(data)
  return digest.hex().slice(0, 12)
}
