import { z } from 'zod'
import { field } from '../../../kinds/form.ts'

/** Parameters that several market profiles have. */
export const steps = (label: string, preset: number, soft: readonly [number, number] = [0, 200]) =>
  field(z.int().min(0).max(10_000_000).default(preset), { label, unit: 'steps', control: 'slider', soft })

export const share = (label: string, preset: number, help?: string, most = 0.999999) =>
  field(z.number().min(0).max(most).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0, Math.min(most, 0.95)],
    ...(help === undefined ? {} : { help }),
  })

export const stress = (label: string, preset: number) =>
  field(z.number().min(0).max(50).default(preset), {
    label,
    unit: 'x',
    control: 'slider',
    soft: [0, 10],
    help: 'Multiplies the source’s volatility during the phase.',
  })

export const percent = (ratio: number): string => `${Math.round(ratio * 1_000) / 10} %`
