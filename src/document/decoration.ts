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
