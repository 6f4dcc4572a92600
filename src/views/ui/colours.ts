import type { Colour } from '../../document/decoration.ts'

interface Paint {
  readonly back: string
  readonly line: string
}

/** The shades of each colour name, as the theme has them. */
export const PAINTS: Readonly<Record<Colour, Paint>> = {
  amber: { back: 'var(--warn-soft)', line: 'var(--warn)' },
  green: { back: 'var(--ok-soft)', line: 'var(--ok)' },
  blue: { back: 'var(--info-soft)', line: 'var(--info)' },
  violet: { back: 'var(--fault-soft)', line: 'var(--fault)' },
  red: { back: 'var(--bad-soft)', line: 'var(--bad)' },
  grey: { back: 'var(--surface-3)', line: 'var(--text-2)' },
}
