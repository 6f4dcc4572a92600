import { niceTicks, readable } from '../../charts/axis.ts'

/** Ticks of an axis of steps: whole numbers only. */
export const wholeTicks = (from: number, to: number, wanted: number): number[] =>
  niceTicks(from, to, wanted).values.filter(Number.isInteger)

export const printStep = (step: number): string => (step === 0 ? 'step 0' : readable(step))
