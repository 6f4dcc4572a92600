import type { Conclusion } from '../contracts.ts'

interface Told {
  readonly expected: string
  readonly actual: string
  readonly message: string
  readonly witness?: readonly number[]
  readonly margin?: number | undefined
}

/** Witnesses are log records: those that exist, each once, in the order given. */
const records = (witness: readonly number[]): readonly number[] =>
  witness.length === 0 ? witness : [...new Set(witness)].filter((seq) => seq >= 0)

function conclusion(
  verdict: Conclusion['verdict'],
  vacuous: boolean,
  pending: boolean,
  { witness = [], margin, ...told }: Told,
): Conclusion {
  const base = {
    verdict,
    vacuous,
    pending,
    ...told,
    message: sentence(told.message),
    witness: records(witness),
  }
  return margin === undefined || Number.isNaN(margin) ? base : { ...base, margin }
}

export const held = (told: Told): Conclusion => conclusion('holds', false, false, told)

/** It holds, but nothing exercised it. */
export const vacuous = (told: Told): Conclusion => conclusion('holds', true, false, told)

/** Violated; pending where more events could still have satisfied it. */
export const violated = (told: Told, pending = false): Conclusion =>
  conclusion('violated', false, pending, told)

/** It could not be judged, which counts as violated. */
export const failed = (told: Told): Conclusion => ({
  ...conclusion('violated', false, false, told),
  error: true,
})

/** A message that begins with the name of an event begins with its article. */
const sentence = (text: string): string => (/^[a-z]/.test(text) ? `The ${text}` : text)

/** `1 event`, `3 events`. */
export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : nouns}`

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** A number as messages show it: at most six significant digits. */
export const shown = (value: number): string =>
  Number.isFinite(value)
    ? String(Number(value.toPrecision(6)))
    : Number.isNaN(value)
      ? 'no number'
      : String(value)
