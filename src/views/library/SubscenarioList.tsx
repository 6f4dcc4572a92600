import { Component, Plus, Trash2 } from 'lucide-react'
import { callsOf } from '../../document/inside.ts'
import type { Subscenario } from '../../document/types.ts'
import { insideOf, openSubscenario } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import { addCall, deleteSubscenario, nameOf } from '../store/subscenarios.ts'
import { IconButton } from '../ui/Button.tsx'
import { SUBSCENARIO_DRAG, DRAG_TYPE } from '../ui/drag.ts'
import styles from './library.module.css'

/** The scenario's sub-scenarios: opened by a click, called by a button, or dragged to where a call should stand. */
export const SubscenarioList = () => {
  const subscenarios = useStudio(({ document }) => document.subscenarios)
  return (
    <section className={styles['section']} aria-label="Sub-scenarios">
      <header className={styles['sectionHead']}>
        <h2 className={styles['sectionTitle']}>Sub-scenarios</h2>
      </header>
      <ul>
        {subscenarios.map((subscenario) => (
          <Row key={subscenario.id} subscenario={subscenario} />
        ))}
      </ul>
    </section>
  )
}

const Row = ({ subscenario }: { readonly subscenario: Subscenario }) => {
  const { id, steps } = subscenario
  const open = useStudio((state) => insideOf(state) === id)
  const calls = useStudio(({ document }) => callsOf(document, id).length)
  const name = nameOf(subscenario)
  const used = calls === 0 ? 'nothing calls it' : calls === 1 ? 'called once' : `called ${calls} times`
  return (
    <li className={styles['row']}>
      <button
        type="button"
        className={styles['item']}
        aria-current={open ? 'true' : undefined}
        aria-label={`Open ${name}, ${used}`}
        draggable
        onClick={() => openSubscenario(id)}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, SUBSCENARIO_DRAG + id)
          event.dataTransfer.effectAllowed = 'copy'
        }}
      >
        <Component aria-hidden size={15} className={styles['steps']} />
        <span className={styles['itemText']}>
          <span className={styles['itemName']}>{name}</span>
          <span className={styles['itemHint']}>
            {steps.length - 2} {steps.length === 3 ? 'step' : 'steps'}, {used}
          </span>
        </span>
      </button>
      {calls === 0 && (
        <IconButton
          icon={Trash2}
          size={14}
          label={`Delete ${name}`}
          className={styles['small'] ?? ''}
          onClick={() => deleteSubscenario(id)}
        />
      )}
      <IconButton
        icon={Plus}
        size={15}
        label={`Add a call of ${name}`}
        className={styles['small'] ?? ''}
        onClick={() => addCall(id)}
      />
    </li>
  )
}
