import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { findKind, stepKinds } from '../../catalog.ts'
import { removeParts } from '../../document/edit.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec } from '../../document/types.ts'
import { portOf, type Port } from '../../kinds/ports.ts'
import { changePart, connectSteps, editSeen } from '../store/editing.ts'
import { useSeen } from '../store/inside.ts'
import { IconButton } from '../ui/Button.tsx'
import { FormRow } from '../form/FormRow.tsx'
import form from '../form/form.module.css'
import styles from './inspector.module.css'

const NOWHERE = ''
const NONE: readonly string[] = []

/** Where a step leads, as lists: every connection can be made without dragging. */
export const StepSection = ({ step }: { readonly step: StepSpec }) => {
  const ports = findKind(stepKinds, step.kind)?.ports
  if (ports === undefined || ports.out.length === 0) return null
  return (
    <section className={styles['section']} aria-label="What follows">
      <h3 className={styles['sectionTitle']}>What follows</h3>
      {ports.out.map((port) =>
        port.many === true ? (
          <BranchesField key={port.name} step={step} port={port} />
        ) : (
          <FollowField key={port.name} step={step} port={port} />
        ),
      )}
      {portOf(ports, 'fail') !== undefined && <FailureField step={step} />}
    </section>
  )
}

interface WayProps {
  readonly step: StepSpec
  readonly port: Port
}

const disconnect = (edge: EdgeSpec): void =>
  editSeen('Disconnect', (document) => removeParts(document, [], [edge]))

/** The step that follows by one way out. */
const FollowField = ({ step, port }: WayProps) => {
  const edge = useSeen((document) =>
    document.edges.find(({ from, on }) => from === step.id && on === port.name),
  )
  const choose = (to: string) => {
    if (to !== NOWHERE) connectSteps({ from: step.id, to, on: port.name })
    else if (edge !== undefined) disconnect(edge)
  }
  return (
    <FormRow label={port.when}>
      {({ id }) => (
        <StepSelect
          id={id}
          step={step}
          value={edge?.to ?? NOWHERE}
          empty={port.unconnected}
          onChoose={choose}
        />
      )}
    </FormRow>
  )
}

/** The steps that follow side by side, and one more. */
const BranchesField = ({ step, port }: WayProps) => {
  const edges = useSeen((document) => document.edges)
  const steps = useSeen((document) => document.steps)
  const branches = edges.filter(({ from, on }) => from === step.id && on === port.name)
  const nameOf = (id: string) => steps.find((candidate) => candidate.id === id)?.name || id
  return (
    <FormRow label={port.when}>
      {({ id }) => (
        <>
          {branches.length > 0 && (
            <ol className={form['chips']}>
              {branches.map((edge) => (
                <li key={edge.to} className={form['chip']}>
                  {nameOf(edge.to)}
                  <IconButton
                    icon={X}
                    size={12}
                    label={`Disconnect ${nameOf(edge.to)}`}
                    className={form['chipButton'] ?? ''}
                    onClick={() => disconnect(edge)}
                  />
                </li>
              ))}
            </ol>
          )}
          <StepSelect
            id={id}
            step={step}
            value={NOWHERE}
            empty={branches.length === 0 ? port.unconnected : 'add another'}
            without={branches.map(({ to }) => to)}
            onChoose={(to) => {
              if (to !== NOWHERE) connectSteps({ from: step.id, to, on: port.name })
            }}
          />
        </>
      )}
    </FormRow>
  )
}

interface StepSelectProps {
  readonly id: string
  readonly step: StepSpec
  readonly value: string
  readonly empty: string
  readonly without?: readonly string[]
  readonly onChoose: (to: string) => void
}

const StepSelect = ({ id, step, value, empty, without = NONE, onChoose }: StepSelectProps) => {
  // While somebody types the name of this step, the others stay as they are: hundreds of choices are not made anew.
  const others = useSeen(
    useShallow((document: ScenarioDocument) => document.steps.filter((other) => other.id !== step.id)),
  )
  const choices = useMemo(
    () =>
      others
        .filter(({ kind }) => findKind(stepKinds, kind)?.ports.in === true)
        .map((other) => (
          <option key={other.id} value={other.id} hidden={without.includes(other.id)}>
            {other.name || other.id}
          </option>
        )),
    [others, without],
  )
  return (
    <select
      id={id}
      className={form['input']}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value={NOWHERE}>{empty}</option>
      {choices}
    </select>
  )
}

const FailureField = ({ step }: { readonly step: StepSpec }) => {
  const handled = useSeen((document) =>
    document.edges.some(({ from, on }) => from === step.id && on === 'fail'),
  )
  if (handled) return null
  return (
    <FormRow
      label="After a failure"
      help={
        step.onFail === 'note' ? 'The run does not fail by it. Assertions are judged again later.' : undefined
      }
    >
      {({ id, describedBy }) => (
        <select
          id={id}
          className={form['input']}
          aria-describedby={describedBy}
          value={step.onFail}
          onChange={(event) =>
            changePart(step.id, 'Change what follows a failure', { onFail: event.target.value })
          }
        >
          <option value="continue">go on with the next step</option>
          <option value="note">note it and go on</option>
          <option value="stop">end this path</option>
          <option value="halt">end the run</option>
        </select>
      )}
    </FormRow>
  )
}
