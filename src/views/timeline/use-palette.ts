import { useEffect, useState } from 'react'
import { watchTheme } from '../ui/watch-theme.ts'

const TOKENS = {
  surface: '--surface-1',
  band: '--surface-2',
  raised: '--surface-3',
  text: '--text-1',
  textSoft: '--text-2',
  textFaint: '--text-3',
  line: '--border',
  lineStrong: '--border-strong',
  accent: '--accent',
  accentSoft: '--accent-soft',
  ok: '--ok',
  okSoft: '--ok-soft',
  bad: '--bad',
  badSoft: '--bad-soft',
  warn: '--warn',
  info: '--info',
  infoSoft: '--info-soft',
  fault: '--fault',
} as const

const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((nth) => `--series-${nth}`)

/** The theme's colours as a canvas takes them, and its font. */
export type Palette = Readonly<Record<keyof typeof TOKENS, string>> & {
  readonly series: readonly string[]
  readonly font: string
}

/** A canvas knows no custom properties: an element of the page resolves them for it. */
function resolvePalette(): Palette {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  const colour = (token: string) => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, colour(token)]))
  const palette = {
    ...(colours as Record<keyof typeof TOKENS, string>),
    series: SERIES.map(colour),
    font: getComputedStyle(document.body).fontFamily,
  }
  probe.remove()
  return palette
}

/** Resolves the colours, and again when the theme of the page or of the system changes. */
export function usePalette(): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null)
  useEffect(() => {
    const refresh = () => setPalette(resolvePalette())
    refresh()
    return watchTheme(refresh)
  }, [])
  return palette
}
