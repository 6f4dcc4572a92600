import { z } from 'zod'
import { idSchema } from './ids.ts'

/** Colours of notes and groups, by name: each theme has its own shades. */
export const COLOURS = ['amber', 'green', 'blue', 'violet', 'red', 'grey'] as const
export type Colour = (typeof COLOURS)[number]

export interface NoteSpec {
  readonly id: string
  /** Plain text with a little Markdown. */
  readonly text: string
  readonly position: { readonly x: number; readonly y: number }
  readonly size: { readonly width: number; readonly height: number }
  readonly colour: Colour
}

export interface GroupSpec {
  readonly id: string
  readonly name: string
  /** Ids of its steps; a step is in at most one group. */
  readonly steps: readonly string[]
  readonly colour: Colour
  /** Shown as one box in place of its steps. */
  readonly collapsed: boolean
}

export const NOTE_SIZE = { width: 220, height: 120 } as const
export const NOTE_BOUNDS = { min: { width: 100, height: 60 }, max: { width: 2_000, height: 2_000 } } as const

const coordinate = z.number().min(-1_000_000).max(1_000_000)
const { min, max } = NOTE_BOUNDS

/** For the reader alone: nothing of it reaches a run. */
export const noteSchema = z.strictObject({
  id: idSchema,
  text: z.string().max(10_000).default(''),
  position: z.strictObject({ x: coordinate.default(0), y: coordinate.default(0) }).prefault({}),
  size: z
    .strictObject({
      width: z.number().min(min.width).max(max.width).default(NOTE_SIZE.width),
      height: z.number().min(min.height).max(max.height).default(NOTE_SIZE.height),
    })
    .prefault({}),
  colour: z.enum(COLOURS).default('amber'),
})

export const groupSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(200).default(''),
  steps: z.array(idSchema).max(20_000).default([]),
  colour: z.enum(COLOURS).default('blue'),
  collapsed: z.boolean().default(false),
})
