import type { ScenarioDocument } from '../../document/types.ts'
import { codeOfStudio, scriptsOf, type ScriptPiece } from '../../program/scripts.ts'
import { studio, useStudio } from './studio.ts'

const KEY = 'scenario-studio.allowed-code'
const MOST_KEPT = 2_000
const KEEP_AFTER_MS = 400

const pieces = new WeakMap<ScenarioDocument, readonly ScriptPiece[]>()

const NO_CODE: readonly ScriptPiece[] = []

/** The code of a document; found once for each version of it. */
export function codeOf(document: ScenarioDocument): readonly ScriptPiece[] {
  if (!studio.getState().complete) return NO_CODE
  let found = pieces.get(document)
  if (found === undefined) {
    found = scriptsOf(document)
    pieces.set(document, found)
  }
  return found
}

/** The code that came from elsewhere and that nobody has allowed in this browser. */
export const foreignCode = (
  document: ScenarioDocument,
  allowed: ReadonlySet<string>,
): readonly ScriptPiece[] => {
  const found = codeOf(document)
  return found.length === 0 ? found : found.filter(({ code }) => !allowed.has(code) && !isOurs(code))
}

/** The first of some texts that came from elsewhere and that nobody has allowed in this browser; null when all may run. */
export function useForeign(codes: readonly string[]): string | null {
  const allowed = useStudio((state) => state.allowedCode)
  return codes.find((code) => !allowed.has(code) && !isOurs(code)) ?? null
}

export const mayRunCode = (): boolean => {
  const { document, allowedCode } = studio.getState()
  return foreignCode(document, allowedCode).length === 0
}

let ours: ReadonlySet<string> | null = null

function isOurs(code: string): boolean {
  ours ??= codeOfStudio()
  return ours.has(code)
}

/** Lets these texts run in this browser from now on. */
export function allowCode(codes: readonly string[]): void {
  studio.setState({ allowedCode: new Set([...studio.getState().allowedCode, ...codes]) })
  for (const code of codes) void keep(code)
}

let typed: string | null = null
let keepTimer: ReturnType<typeof setTimeout> | undefined

/**
 * What a person writes in the studio is their own, as long as what it grew from may run. The texts between
 * two keystrokes are not remembered.
 */
export function codeTyped(before: string, after: string): void {
  const { allowedCode } = studio.getState()
  if (!allowedCode.has(before) && !isOurs(before)) return
  const next = new Set(allowedCode)
  if (before === typed) next.delete(before)
  next.add(after)
  typed = after
  studio.setState({ allowedCode: next })
  clearTimeout(keepTimer)
  keepTimer = setTimeout(() => void keep(after), KEEP_AFTER_MS)
}

/** The text at hand stays allowed, whatever is typed next. */
export const codeLeft = (): void => {
  typed = null
}

// -------------------------------------------------------------------------------- across visits

/** From now on, code that was allowed on an earlier visit may run again. */
export function rememberTrust(): void {
  const look = () => {
    const { document, allowedCode } = studio.getState()
    for (const { code } of foreignCode(document, allowedCode)) void recall(code)
  }
  look()
  studio.subscribe((state, before) => {
    if (state.document !== before.document) look()
  })
}

async function recall(code: string): Promise<void> {
  const kept = readKept()
  if (kept.length === 0 || !kept.includes(await fingerprint(code))) return
  studio.setState({ allowedCode: new Set([...studio.getState().allowedCode, code]) })
}

async function keep(code: string): Promise<void> {
  const print = await fingerprint(code)
  if (print === '') return
  const others = readKept().filter((known) => known !== print)
  localStorage.setItem(KEY, JSON.stringify([...others, print].slice(-MOST_KEPT)))
}

function readKept(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((print): print is string => typeof print === 'string') : []
  } catch {
    return []
  }
}

/** SHA-256, so that no other text passes for an allowed one. Empty where the page may not compute it. */
async function fingerprint(code: string): Promise<string> {
  // A page that is not served securely has none: then code is asked about on each visit.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined
  if (subtle === undefined) return ''
  const hash = await subtle.digest('SHA-256', new TextEncoder().encode(code))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
