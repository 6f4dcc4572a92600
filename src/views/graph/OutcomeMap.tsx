import { MiniMap, useStore } from '@xyflow/react'
import type { StepOutcome } from '../../log/report.ts'
import { runIdOf } from '../store/inside.ts'
import { shownSteps } from '../store/moment.ts'
import { stepsById } from '../store/outcomes.ts'
import { useStudio } from '../store/studio.ts'

const COLOURS: Partial<Record<StepOutcome, string>> = {
  passed: 'var(--ok)',
  failed: 'var(--bad)',
  running: 'var(--accent)',
}

/** The minimap, coloured by what the run says of each step. Only where there is room for it. */
export const OutcomeMap = () => {
  const steps = useStudio(shownSteps)
  const document = useStudio((state) => state.document)
  const inside = useStudio((state) => state.inside)
  const place = { document, inside }
  const roomy = useStore(({ width, height }) => width > 560 && height > 300)
  if (!roomy) return null
  const inRun = (id: string) => runIdOf(place, id) ?? ''
  const colourOf = (id: string) =>
    COLOURS[steps === null ? 'waiting' : (stepsById(steps).get(inRun(id))?.outcome ?? 'waiting')] ??
    'var(--border-strong)'
  return (
    <MiniMap
      pannable
      zoomable
      ariaLabel="Overview of the graph"
      nodeColor={({ id, type }) => (type === 'step' ? colourOf(id) : 'var(--surface-3)')}
      nodeBorderRadius={12}
      maskColor="color-mix(in srgb, var(--surface-0) 70%, transparent)"
      bgColor="var(--surface-1)"
      style={{ width: 150, height: 92 }}
    />
  )
}
