import { useState } from 'react'
import { present } from '../../base/assert.ts'
import { logRange, valueRange, type Range } from '../charts/chart.ts'
import { notify } from '../store/studio.ts'
import { ComposeHandles } from './ComposeHandles.tsx'
import { changeEntry, useGallery } from './gallery-store.ts'
import { changeAt, phasesOf, resize } from './model/compose.ts'
import type { Values } from './model/entries.ts'
import { drawLine, primaryOf } from './model/stage.ts'
import { PhaseBlocks } from './PhaseBlocks.tsx'
import { Stage } from './Stage.tsx'
import type { Detail } from './use-detail.ts'

interface ComposerProps {
  readonly detail: Detail
  readonly chosen: number
  readonly onChoose: (phase: number) => void
}

/**
 * The stage of a profile whose phases people compose: its edges and ends can be dragged on the curve, its
 * phases stand as blocks under it, and the form beside it says the same in numbers.
 */
export const Composer = ({ detail, chosen, onChoose }: ComposerProps) => {
  const { setting, made } = detail
  const { entry, profileParams } = setting
  const composition = present(entry.profile.composition, 'composition')
  const logScale = useGallery(({ look }) => look.logScale)
  const [frozen, setFrozen] = useState<{ domain: readonly [number, number]; range: Range } | null>(null)
  const phases = phasesOf(composition, profileParams)

  /** What the schema refuses is said, and nothing changes. */
  const commit = (changed: readonly Values[]): boolean => {
    const parsed = entry.profile.params.safeParse({ ...profileParams, [composition.field]: changed })
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      notify(issue === undefined ? 'That cannot be.' : `That cannot be: ${issue.message}.`, 'bad')
      return false
    }
    changeEntry(entry.id, { profileParams: parsed.data })
    return true
  }

  const freeze = () => {
    if (made === null) return
    const { lines } = drawLine(made.data, Infinity)
    const [, values] = primaryOf(made.data)
    setFrozen({
      domain: [0, Math.max(1, values.length - 1)],
      range: logScale ? logRange(lines) : valueRange(lines, []),
    })
  }

  return (
    <Stage
      detail={detail}
      frozen={frozen}
      overlay={
        made !== null && (
          <ComposeHandles
            composition={composition}
            phases={phases}
            values={primaryOf(made.data)[1]}
            chosen={chosen}
            onChoose={onChoose}
            onHold={freeze}
            onRelease={() => setFrozen(null)}
            onResize={(at, steps) => commit(resize(composition, phases, at, steps))}
            onRetarget={(at, change) => commit(changeAt(phases, at, { [composition.change]: change }))}
          />
        )
      }
    >
      <PhaseBlocks
        composition={composition}
        spans={entry.profile.phases(profileParams)}
        phases={phases}
        count={made?.data.metadata.count ?? 0}
        chosen={Math.min(chosen, phases.length - 1)}
        onChoose={onChoose}
        onChange={commit}
      />
    </Stage>
  )
}
