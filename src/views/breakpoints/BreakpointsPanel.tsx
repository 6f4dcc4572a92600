import { CirclePause, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { printMillis } from '../../base/time.ts'
import { conditionSchema, type Condition } from '../../kinds/condition.ts'
import type { Field } from '../../kinds/form.ts'
import type { Breakpoint } from '../../run/breakpoints.ts'
import { ConditionControl } from '../form/ConditionControl.tsx'
import { addBreakpoint, changeBreakpoint, removeBreakpoint } from '../store/breakpoints.ts'
import { useTopics } from '../store/topics.ts'
import { useStudio } from '../store/studio.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { describeBreakpoint } from './describe-breakpoint.ts'
import styles from './breakpoints.module.css'

/** Where runs pause: a list, and a form for another one. */
export const BreakpointsPanel = () => {
  const breakpoints = useStudio((state) => state.breakpoints)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <section className={styles['panel']} aria-label="Breakpoints" tabIndex={0}>
      <div className={styles['listed']}>
        {breakpoints.length === 0 ? (
          <p className={styles['none']}>
            <CirclePause aria-hidden size={16} />
            No breakpoints. A run pauses at exactly the event that a breakpoint names; what happens stays the
            same. On a step or a fault, F9 sets one too.
          </p>
        ) : (
          <ul className={styles['list']}>
            {breakpoints.map((breakpoint) => (
              <Row key={breakpoint.id} breakpoint={breakpoint} />
            ))}
          </ul>
        )}
      </div>
      <NewBreakpoint />
    </section>
  )
}

const Row = ({ breakpoint }: { readonly breakpoint: Breakpoint }) => {
  const document = useStudio((state) => state.document)
  const stop = useStudio(({ run }) => run.progress?.stop ?? null)
  const log = useStudio(({ run }) => run.log)
  const text = describeBreakpoint(breakpoint, document)
  const here = stop?.breakpoint === breakpoint.id && stop.seq < log.count
  return (
    <li className={styles['row']} data-here={here}>
      <label className={styles['enable']}>
        <input
          type="checkbox"
          checked={breakpoint.enabled}
          onChange={({ target }) => changeBreakpoint(breakpoint.id, { enabled: target.checked })}
        />
        Pause {text}
      </label>
      {here && (
        <span className={styles['here']}>
          paused here, {printMillis(log.timeAt(stop.seq))}, record #{stop.seq}
        </span>
      )}
      <IconButton
        icon={Trash2}
        label={`Remove the breakpoint ${text}`}
        size={14}
        onClick={() => removeBreakpoint(breakpoint.id)}
      />
    </li>
  )
}

const ON: readonly (readonly [Breakpoint['on'], string])[] = [
  ['topic', 'at an event'],
  ['step', 'when a step begins'],
  ['fault', 'when a fault acts'],
]

const WHEN: Field = {
  name: 'when',
  label: 'Only where',
  control: 'condition',
  optional: true,
  schema: conditionSchema,
}

const checkCondition = (value: unknown): string | null => {
  const parsed = conditionSchema.safeParse(value)
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'is not a condition')
}

const NewBreakpoint = () => {
  const [on, setOn] = useState<Breakpoint['on']>('topic')
  const [chosen, setChosen] = useState('')
  const [when, setWhen] = useState<Condition | undefined>()
  const targets = useTargets(on)
  const target = targets.some(([id]) => id === chosen) ? chosen : (targets[0]?.[0] ?? '')
  const valid = target !== '' && (when === undefined || checkCondition(when) === null)
  return (
    <form
      className={styles['form']}
      aria-label="New breakpoint"
      onSubmit={(event) => {
        event.preventDefault()
        if (!valid) return
        addBreakpoint(on, target, on === 'step' ? null : (when ?? null))
        setWhen(undefined)
      }}
    >
      <label>
        Pause
        <select value={on} onChange={(event) => setOn(event.target.value as Breakpoint['on'])}>
          {ON.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label>
        {on === 'topic' ? 'Topic' : on === 'step' ? 'Step' : 'Fault'}
        <select
          value={target}
          disabled={targets.length === 0}
          onChange={(event) => setChosen(event.target.value)}
        >
          {targets.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {targets.length === 0 && <option value="">none in this scenario</option>}
        </select>
      </label>
      {on !== 'step' && (
        <ConditionControl
          field={WHEN}
          value={when}
          check={checkCondition}
          onChange={(value) => setWhen(value as Condition | undefined)}
        />
      )}
      <Button type="submit" icon={Plus} disabled={!valid}>
        Add the breakpoint
      </Button>
    </form>
  )
}

/** What a breakpoint of that sort can be on: ids with names. */
function useTargets(on: Breakpoint['on']): readonly (readonly [id: string, name: string])[] {
  const topics = useTopics()
  const steps = useStudio(({ document }) => document.steps)
  const faults = useStudio(({ document }) => document.faults)
  if (on === 'topic') return [...topics.map(({ topic }) => [topic, topic] as const), ['**', 'any topic']]
  return (on === 'step' ? steps : faults).map(({ id, name }) => [id, name || id])
}
