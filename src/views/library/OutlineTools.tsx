import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { findKind, stepKinds } from '../../catalog.ts'
import { wayOn } from '../../document/edit.ts'
import type { FlowRow } from '../../document/flow-order.ts'
import type { StepSpec } from '../../document/types.ts'
import { addStepNamed, connectSteps, removeSelected, shiftStep } from '../store/editing.ts'
import { notify } from '../store/studio.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { partIcon } from '../ui/part-icons.ts'
import outline from './outline.module.css'

const FOLLOWERS = stepKinds.filter(({ ports }) => ports.in)

interface OutlineToolsProps {
  readonly step: StepSpec
  readonly rows: readonly FlowRow[]
  readonly onRename: () => void
}

/** What can be done with the step that is chosen in the outline. */
export const OutlineTools = ({ step, rows, onRename }: OutlineToolsProps) => {
  const name = step.name || step.id
  const ways = findKind(stepKinds, step.kind)?.ports.out ?? []
  return (
    <div role="group" aria-label={`What to do with ${name}`} className={outline['tools']}>
      <div className={outline['buttons']}>
        {ways.length > 0 && (
          <Menu
            label="Add after"
            trigger={<IconButton icon={Plus} label="Add a step after it" />}
            items={FOLLOWERS.map((kind) => ({
              icon: partIcon('steps', kind.name),
              title: kind.title,
              onSelect: () => addStepNamed(kind.name),
            }))}
          />
        )}
        <IconButton icon={Pencil} label="Rename it" shortcut="F2" onClick={onRename} />
        <IconButton
          icon={ArrowUp}
          label="Move it up the flow"
          shortcut="Alt ↑"
          onClick={() => shiftStep(step.id, -1)}
        />
        <IconButton
          icon={ArrowDown}
          label="Move it down the flow"
          shortcut="Alt ↓"
          onClick={() => shiftStep(step.id, 1)}
        />
        <IconButton icon={Trash2} label="Delete it" shortcut="Del" onClick={removeSelected} />
      </div>
      {ways.length > 0 && <Connect key={step.id} step={step} rows={rows} />}
    </div>
  )
}

const Connect = ({ step, rows }: Omit<OutlineToolsProps, 'onRename'>) => {
  const ports = findKind(stepKinds, step.kind)?.ports ?? { in: true, out: [] }
  const targets = rows.filter((row) => row.step.id !== step.id && canFollow(row.step))
  const [on, setOn] = useState(wayOn(ports))
  const [to, setTo] = useState(targets[0]?.step.id ?? '')
  const target = targets.find((row) => row.step.id === to)?.step
  return (
    <div className={outline['connect']}>
      {ports.out.length > 1 && (
        <select aria-label="By which way" value={on} onChange={(event) => setOn(event.target.value)}>
          {ports.out.map((port) => (
            <option key={port.name} value={port.name}>
              {port.when}
            </option>
          ))}
        </select>
      )}
      <select aria-label="Connect to" value={to} onChange={(event) => setTo(event.target.value)}>
        {targets.map((row) => (
          <option key={row.step.id} value={row.step.id}>
            {row.step.name || row.step.id}
          </option>
        ))}
      </select>
      <Button
        disabled={target === undefined}
        onClick={() => {
          if (connectSteps({ from: step.id, to, on }) === null) notify(`Connected to ${target?.name || to}`)
        }}
      >
        Connect
      </Button>
    </div>
  )
}

const canFollow = ({ kind }: StepSpec): boolean => findKind(stepKinds, kind)?.ports.in === true
