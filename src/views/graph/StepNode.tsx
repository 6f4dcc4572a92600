import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { Zap } from 'lucide-react'
import { Fragment, memo } from 'react'
import { present } from '../../base/assert.ts'
import { printMillis } from '../../base/time.ts'
import { findKind, stepKinds } from '../../catalog.ts'
import type { StepSpec } from '../../document/types.ts'
import { portOf, type Ports } from '../../kinds/ports.ts'
import { printCounted, printShortCount } from '../ui/counts.ts'
import { useBreakpointOn } from '../store/breakpoints.ts'
import { useDimmed } from '../store/canvas.ts'
import { useProblemsOf } from '../store/problems.ts'
import { useOutcome, useStepTimes, useVisits } from '../store/outcomes.ts'
import { wordsOf } from '../store/words.ts'
import { partIcon } from '../ui/part-icons.ts'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import styles from './graph.module.css'

export type StepNodeType = Node<{ readonly step: StepSpec }, 'step'>

/** Any step, drawn from its kind. Reads its own outcome, so that a run redraws only what changed. */
export const StepNode = memo(({ data, selected }: NodeProps<StepNodeType>) => {
  const { step } = data
  const outcome = useOutcome(step.id)
  const dimmed = useDimmed(step.id)
  const breakpoint = useBreakpointOn('step', step.id)
  const visits = useVisits(step.id)
  const problems = useProblemsOf(step.id)
  const kind = present(findKind(stepKinds, step.kind), `step kind ${step.kind}`)
  const Icon = partIcon('steps', step.kind)
  const text = wordsOf('steps', step)
  const state = outcome === null ? '' : (styles[outcome] ?? '')
  const worst = problems.some(({ severity }) => severity === 'error')
    ? 'error'
    : problems.length > 0
      ? 'warning'
      : null
  return (
    <div
      className={`${styles['node']} ${state} ${selected ? styles['selected'] : ''} ${dimmed ? styles['dimmed'] : ''}`}
    >
      {kind.ports.in && (
        <Handle
          type="target"
          position={Position.Left}
          className={styles['handle'] ?? ''}
          title="Drop a connection here"
        />
      )}
      <div className={styles['nodeHead']}>
        {breakpoint !== undefined && (
          <span
            className={styles['breakpoint']}
            role="img"
            aria-label={breakpoint.enabled ? 'Breakpoint' : 'Breakpoint, switched off'}
            title="A run pauses where this step begins"
            data-on={breakpoint.enabled}
          />
        )}
        <span className={styles['nodeIcon']}>
          <Icon aria-hidden size={15} />
        </span>
        <span className={styles['nodeName']} title={step.name || step.id}>
          {step.name || step.id}
        </span>
        {worst !== null && (
          <span className={styles[worst]} title={problems.map(({ message }) => message).join(' ')}>
            {worst === 'error' ? 'error' : 'check'}
          </span>
        )}
      </div>
      <div className={styles['nodeFoot']}>
        <span className={styles['nodeText']} title={text}>
          <Breakable text={text || kind.title} />
        </span>
        {visits > 1 && (
          <span className={styles['visits']} title={`Entered ${visits} times`}>
            × {visits}
          </span>
        )}
        {outcome !== null && <VerdictBadge state={outcome} />}
      </div>
      <Times id={step.id} />
      <WaysOut ports={kind.ports} />
    </div>
  )
})
StepNode.displayName = 'StepNode'

/** A topic's name may go on in the next line after each of its dots. */
const Breakable = ({ text }: { readonly text: string }) =>
  text.split(/(?<=\.)/).map((part, nth) => (
    // oxlint-disable-next-line react/no-array-index-key -- the parts have no other name
    <Fragment key={nth}>
      {nth > 0 && <wbr />}
      {part}
    </Fragment>
  ))

/** When the step was entered and left, and what faults did meanwhile: over the box, as long as there is a run. */
const Times = ({ id }: { readonly id: string }) => {
  const times = useStepTimes(id)
  if (times === null) return null
  const { enteredMs, leftMs, touched } = times
  const entered = printMillis(enteredMs)
  return (
    <div className={styles['times']}>
      <span title="Virtual time at which it was entered and left last">
        {leftMs === null
          ? `${entered} –`
          : leftMs === enteredMs
            ? entered
            : `${entered} – ${printMillis(leftMs)}`}
      </span>
      {touched > 0 && (
        <span
          className={styles['touched']}
          title={`While it went on, faults acted on ${printCounted(touched, 'record')}`}
        >
          <Zap role="img" aria-label="touched by faults" size={10} strokeWidth={2.4} />
          {printShortCount(touched)}
        </span>
      )}
    </div>
  )
}

/** A handle for each way out: failure below, all others on the right, with their names where there are several. */
const WaysOut = ({ ports }: { readonly ports: Ports }) => {
  const onwards = ports.out.filter(({ name }) => name !== 'fail')
  const failure = portOf(ports, 'fail')
  const several = onwards.length > 1
  return (
    <>
      {onwards.map((port, index) => {
        const top = `${((index + 1) / (onwards.length + 1)) * 100}%`
        return (
          <Fragment key={port.name}>
            <Handle
              type="source"
              id={port.name}
              position={Position.Right}
              style={{ top }}
              className={styles['handle'] ?? ''}
              title={`${port.when}: drag, or click and then click a step, to connect`}
            />
            {several && (
              <span className={styles['portLabel']} style={{ top }}>
                {port.label}
              </span>
            )}
          </Fragment>
        )
      })}
      {failure !== undefined && (
        <Handle
          type="source"
          id={failure.name}
          position={Position.Bottom}
          className={`${styles['handle']} ${styles['failHandle']}`}
          title={`${failure.when}: drag, or click and then click a step, to connect`}
        />
      )}
    </>
  )
}
