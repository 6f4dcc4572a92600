import { z } from 'zod'
import { field } from '../../kinds/form.ts'

const TICKS = ['0.0001', '0.001', '0.01', '0.05', '0.1', '0.25', '0.5', '1', '5'] as const

/** Parameters that several sources of prices have. */
export const basePrice = (preset: number) =>
  field(z.number().min(0.01).max(1e9).default(preset), {
    label: 'Base price',
    unit: 'price',
    control: 'slider',
    soft: [1, 1_000],
  })

export const volatility = (preset: number) =>
  field(z.number().min(0).max(0.5).default(preset), {
    label: 'Volatility',
    unit: 'σ/step',
    control: 'slider',
    soft: [0, 0.05],
    help: 'Standard deviation of one step’s relative change in a calm phase.',
  })

export const spreadBps = (preset: number) =>
  field(z.number().min(0).max(5_000).default(preset), {
    label: 'Spread',
    unit: 'bps',
    control: 'slider',
    soft: [1, 200],
    help: 'Ask minus bid in a calm market, in hundredths of a percent; widens with stress.',
  })

export const tick = (preset: (typeof TICKS)[number]) =>
  field(z.enum(TICKS).default(preset), {
    label: 'Tick size',
    unit: 'price',
    help: 'Prices are whole multiples of it.',
  })
