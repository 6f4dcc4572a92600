import { useLayoutEffect, useRef } from 'react'
import type { ScenarioDocument } from '../../document/types.ts'
import { faultNames, printClock, printCounted, printPayload, sourceName } from '../log/format.ts'
import { STAGES } from '../log/stages.ts'
import { countBetween } from './density.ts'
import { layoutMarkers } from './markers.ts'
import type { Scene } from './scene.ts'
import { visitOf } from './tracks.ts'
import type { Hover } from './use-pointer.ts'
import styles from './Timeline.module.css'

interface TooltipProps {
  readonly hover: Hover
  readonly scene: Scene
  readonly document: ScenarioDocument | null
}

const OFFSET_PX = 14

/** What lies under the pointer, in short. For the eye: by keyboard the same is spoken and shown in the detail. */
export const Tooltip = ({ hover, scene, document }: TooltipProps) => {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const { width, height } = element.getBoundingClientRect()
    const left =
      hover.clientX + OFFSET_PX + width > innerWidth
        ? hover.clientX - OFFSET_PX - width
        : hover.clientX + OFFSET_PX
    const top =
      hover.clientY + OFFSET_PX + height > innerHeight
        ? hover.clientY - OFFSET_PX - height
        : hover.clientY + OFFSET_PX
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  })
  const { log } = scene
  const timeMs = log.timeAt(hover.seq)
  const when = `${printClock(timeMs)} · cycle ${Math.floor(timeMs / scene.cycleMs)}`
  return (
    <div ref={box} className={styles['tooltip']} aria-hidden>
      {hover.track.kind === 'steps' ? (
        <Visit hover={hover} track={hover.track} scene={scene} />
      ) : (
        <Event hover={hover} scene={scene} document={document} when={when} />
      )}
    </div>
  )
}

const Visit = ({
  hover,
  track,
  scene,
}: {
  readonly hover: Hover
  readonly track: Extract<Hover['track'], { kind: 'steps' }>
  readonly scene: Scene
}) => {
  const visit = track.row.visit(visitOf(track.row, hover.seq))
  if (visit === undefined) return null
  const state = { open: 'Going on', passed: 'Passed', failed: 'Failed' }[visit.state]
  const until = visit.state === 'open' ? 'from' : 'to'
  return (
    <>
      <strong>{scene.nameOfStep(visit.source)}</strong>
      <span>
        {state} ·{' '}
        {visit.state === 'open'
          ? `${until} ${printClock(visit.fromMs)}`
          : `${printClock(visit.fromMs)} ${until} ${printClock(visit.toMs)}`}
      </span>
    </>
  )
}

const Event = ({ hover, scene, document, when }: TooltipProps & { readonly when: string }) => {
  const { log, scale } = scene
  const { seq } = hover
  const { topic, source, stage } = log.channelAt(seq)
  const faults = faultNames(log, document, seq)
  const crowded = layoutMarkers(log, hover.track.items, scale) === null
  const half = 4 * scale.msPerPx
  return (
    <>
      <strong>
        {topic} <small>#{seq}</small>
      </strong>
      <span>
        {STAGES[stage].word} · {when}
      </span>
      <span className={styles['tooltipSoft']}>from {sourceName(document, source)}</span>
      <code>{printPayload(log.payloadAt(seq), 110)}</code>
      {faults.length > 0 && <span className={styles['tooltipFault']}>{faults.join(', ')}</span>}
      {crowded && (
        <span className={styles['tooltipSoft']}>
          {printCounted(countBetween(log, hover.track.items, hover.atMs - half, hover.atMs + half), 'record')}{' '}
          around here
        </span>
      )}
    </>
  )
}
