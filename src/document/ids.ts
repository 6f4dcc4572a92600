import { z } from 'zod'

/** Ids are what everything refers to: short, readable, and safe in a stream name. */
export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must begin with a letter and have only letters, digits, _ and - (at most 64)',
  )
