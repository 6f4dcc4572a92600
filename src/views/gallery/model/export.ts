import type { GeneratedData } from '../../../domains/generate.ts'

const ROWS_A_PART = 10_000

/** The series as CSV, in parts: one row a step, its time, its phase and every field. */
export function csvParts({ timeSeries, timesMs, phases, metadata }: GeneratedData): string[] {
  const columns = Object.values(timeSeries)
  const parts = [`step,timeMs,phase,${Object.keys(timeSeries).join(',')}\n`]
  let rows: string[] = []
  let phase = 0
  for (let step = 0; step < metadata.count; step++) {
    while (phase < phases.length - 1 && step >= (phases[phase]?.to ?? Infinity)) phase++
    const values = columns.map((column) => String(column[step]))
    rows.push(`${step},${timesMs[step]},${quoted(phases[phase]?.name ?? '')},${values.join(',')}\n`)
    if (rows.length === ROWS_A_PART) {
      parts.push(rows.join(''))
      rows = []
    }
  }
  parts.push(rows.join(''))
  return parts
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export interface ExportedSettings {
  readonly title: string
  readonly source: { readonly kind: string; readonly params: unknown }
  readonly profile: { readonly kind: string; readonly params: unknown }
  readonly seed: string
  readonly stepMs: number
}

/** The series as JSON with the settings that made it, statistics and phases: enough to make it again. */
export function jsonText(data: GeneratedData, settings: ExportedSettings): string {
  const { timeSeries, timesMs, phases, statistics, metadata } = data
  const series = Object.fromEntries(Object.entries(timeSeries).map(([name, column]) => [name, [...column]]))
  return `${JSON.stringify({ ...settings, count: metadata.count, phases, statistics, timesMs: [...timesMs], series })}\n`
}
