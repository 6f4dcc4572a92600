import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { findKind, stepKinds } from '../../catalog.ts'
import { edgeKey, removeParts } from '../../document/edit.ts'
import type { EdgeOn, StepSpec } from '../../document/types.ts'
import { changePart, connectSteps, edit } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import { FormRow } from '../form/FormRow.tsx'
import form from '../form/form.module.css'
import styles from './inspector.module.css'

const NOWHERE = ''

/** Where a step leads, as lists: every connection can be made without dragging. */
export const StepSection = ({ step }: { readonly step: StepSpec }) => {
  const ports = findKind(stepKinds, step.kind)?.ports
  if (ports === undefined || !(ports.next || ports.fail)) return null
  return (
    <section className={styles['section']} aria-label="What follows">
      <h3 className={styles['sectionTitle']}>What follows</h3>
      {ports.next && <FollowField step={step} on="next" label="Then" />}
      {ports.fail && <FollowField step={step} on="fail" label="If it fails" />}
      {ports.fail && <FailureField step={step} />}
    </section>
  )
}

const FollowField = ({
  step,
  on,
  label,
}: {
  readonly step: StepSpec
  readonly on: EdgeOn
  readonly label: string
}) => {
  // While somebody types the name of this step, the others stay as they are: hundreds of choices are not made anew.
  const others = useStudio(useShallow(({ document }) => document.steps.filter(({ id }) => id !== step.id)))
  const choices = useMemo(
    () =>
      others
        .filter(({ kind }) => findKind(stepKinds, kind)?.ports.in)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name || id}
          </option>
        )),
    [others],
  )
  const edge = useStudio(({ document }) =>
    document.edges.find((candidate) => candidate.from === step.id && candidate.on === on),
  )
  const choose = (to: string) => {
    if (to !== NOWHERE) connectSteps({ from: step.id, to, on })
    else if (edge !== undefined)
      edit('Disconnect', (document) =>
        removeParts(
          document,
          [],
          document.edges.filter((other) => edgeKey(other) === edgeKey(edge)),
        ),
      )
  }
  return (
    <FormRow label={label}>
      {({ id }) => (
        <select
          id={id}
          className={form['input']}
          value={edge?.to ?? NOWHERE}
          onChange={(event) => choose(event.target.value)}
        >
          <option value={NOWHERE}>{on === 'next' ? 'nothing: the path ends' : 'the failure counts'}</option>
          {choices}
        </select>
      )}
    </FormRow>
  )
}

const FailureField = ({ step }: { readonly step: StepSpec }) => {
  const handled = useStudio(({ document }) =>
    document.edges.some(({ from, on }) => from === step.id && on === 'fail'),
  )
  if (handled) return null
  return (
    <FormRow label="After a failure">
      {({ id }) => (
        <select
          id={id}
          className={form['input']}
          value={step.onFail}
          onChange={(event) =>
            changePart(step.id, 'Change what follows a failure', { onFail: event.target.value })
          }
        >
          <option value="continue">go on with the next step</option>
          <option value="stop">end this path</option>
        </select>
      )}
    </FormRow>
  )
}
