/** Percentages by the ids of the panels, as a group of panels keeps them. */
export type PanelSizes = Readonly<Record<string, number>>

const keyOf = (group: string): string => `scenario-studio.layout.${group}`

/** The sizes the panels of a group were given last, or null. */
export function readSizes(group: string): PanelSizes | null {
  const text = localStorage.getItem(keyOf(group))
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    const valid =
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((size) => typeof size === 'number')
    return valid ? (value as PanelSizes) : null
  } catch {
    return null
  }
}

export const keepSizes = (group: string, sizes: PanelSizes): void =>
  localStorage.setItem(keyOf(group), JSON.stringify(sizes))

/** What the panels begin with. On a small window the graph keeps its place. */
export const firstSizes = () => {
  const narrow = innerWidth < 1200
  return { libraryPx: narrow ? 216 : 256, inspectorPx: narrow ? 272 : 318, dockPercent: 40 }
}
