import { ArrowLeft, ArrowRight, CopyPlus, Plus, Trash2 } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import type { PhaseSpan } from '../../kinds/contracts.ts'
import type { Composition } from '../../kinds/series-contracts.ts'
import { readable } from '../charts/axis.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { endsOf, insertAfter, move, removeAt, stepsOf } from './model/compose.ts'
import type { Values } from './model/entries.ts'
import styles from './composer.module.css'

interface PhaseBlocksProps {
  readonly composition: Composition
  /** What the profile makes of the phases: their names and colours. */
  readonly spans: readonly PhaseSpan[]
  readonly phases: readonly Values[]
  /** Steps of the whole curve: what follows the phases is left empty, so that they stand under it. */
  readonly count: number
  readonly chosen: number
  readonly onChoose: (phase: number) => void
  /** False when the schema refuses the change. */
  readonly onChange: (phases: readonly Values[]) => boolean
}

/** The phases as blocks, as wide as they are long. Arrow keys go from one to the next, with Alt they move it. */
export const PhaseBlocks = (props: PhaseBlocksProps) => {
  const { composition, spans, phases, count, chosen, onChoose, onChange } = props
  const list = useRef<HTMLOListElement>(null)
  const choose = (at: number) => {
    onChoose(at)
    list.current?.querySelectorAll<HTMLElement>('button')[at]?.focus()
  }
  const shift = (by: -1 | 1) => {
    if (phases[chosen + by] !== undefined && onChange(move(phases, chosen, by))) onChoose(chosen + by)
  }
  const remove = () => {
    if (phases.length > 1 && onChange(removeAt(phases, chosen))) onChoose(Math.max(0, chosen - 1))
  }
  const add = (phase: Values) => {
    if (onChange(insertAfter(phases, chosen, phase))) onChoose(chosen + 1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined
    if (by !== undefined) {
      event.preventDefault()
      if (event.altKey) shift(by)
      else if (phases[chosen + by] !== undefined) choose(chosen + by)
    } else if (event.key === 'Delete') remove()
  }
  const name = spans[chosen]?.name ?? `phase ${chosen + 1}`
  const copied = phases[chosen] ?? {}
  const after = count - (endsOf(composition, phases).at(-1) ?? 0)
  return (
    <section className={styles['composer']} aria-label="Phases">
      <ol ref={list} className={styles['blocks']}>
        {phases.map((phase, at) => (
          <li
            // A phase is told apart by its place alone.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            style={{
              flexGrow: stepsOf(composition, phase),
              background: `var(--phase-${spans[at]?.phase ?? 'normal'})`,
            }}
          >
            <button
              type="button"
              className={styles['block']}
              aria-pressed={at === chosen}
              tabIndex={at === chosen ? 0 : -1}
              onClick={() => onChoose(at)}
              onKeyDown={onKeyDown}
            >
              <strong>{spans[at]?.name}</strong>
              <small>
                {readable(stepsOf(composition, phase))} steps, {changeText(composition, phase)}
              </small>
            </button>
          </li>
        ))}
        {after > 0 && <li aria-hidden className={styles['after']} style={{ flexGrow: after }} />}
      </ol>
      <div className={styles['blockButtons']}>
        <Button icon={Plus} onClick={() => add({ ...copied, ...FRESH, [composition.change]: 0 })}>
          Add phase
        </Button>
        <IconButton icon={CopyPlus} label={`Duplicate ${name}`} onClick={() => add(copied)} />
        <IconButton
          icon={ArrowLeft}
          label={`Move ${name} earlier`}
          shortcut="Alt ←"
          disabled={chosen === 0}
          onClick={() => shift(-1)}
        />
        <IconButton
          icon={ArrowRight}
          label={`Move ${name} later`}
          shortcut="Alt →"
          disabled={chosen >= phases.length - 1}
          onClick={() => shift(1)}
        />
        <IconButton
          icon={Trash2}
          label={`Remove ${name}`}
          shortcut="Delete"
          variant="danger"
          disabled={phases.length === 1}
          onClick={remove}
        />
        <p className={styles['hint']}>Drag an edge for length, a dot for where it ends; or use arrow keys.</p>
      </div>
    </section>
  )
}

/** What a new phase does not take from the one before it. */
const FRESH = { name: 'New phase', phase: 'normal' }

function changeText(composition: Composition, phase: Values): string {
  const change = Number(phase[composition.change])
  const text = composition.scale === 'relative' ? `${readable(change * 100)} %` : readable(change)
  return `${composition.isFree(phase) ? 'about ' : ''}${change > 0 ? '+' : ''}${text}`
}
