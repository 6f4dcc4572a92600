import { useEffect, useMemo, useState, type RefObject } from 'react'
import { watchTheme } from '../ui/watch-theme.ts'

/** Resolves colour tokens as the page shows them now; another function whenever the theme changes. */
export function useColours(ref: RefObject<HTMLElement | null>): (value: string) => string {
  const theme = useThemeChanges()
  return useMemo(() => {
    const known = new Map<string, string>()
    return (value) => {
      const found = known.get(value)
      if (found !== undefined) return found
      const colour = resolved(ref.current, value)
      known.set(value, colour)
      return colour
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- with another theme the same tokens have other colours
  }, [ref, theme])
}

/** A new element each time: one that is there already would pass from colour to colour in a transition. */
function resolved(beside: HTMLElement | null, value: string): string {
  const probe = document.createElement('span')
  probe.style.color = value
  const parent = beside?.parentElement ?? document.body
  parent.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function useThemeChanges(): number {
  const [count, setCount] = useState(0)
  useEffect(() => watchTheme(() => setCount((known) => known + 1)), [])
  return count
}
