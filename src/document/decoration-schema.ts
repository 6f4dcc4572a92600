import { z } from 'zod'
import { COLOURS, NOTE_BOUNDS, NOTE_SIZE } from './decoration.ts'
import { idSchema } from './ids.ts'

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
