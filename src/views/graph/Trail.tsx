import { ChevronRight, Workflow } from 'lucide-react'
import { useMemo } from 'react'
import { findSubscenario } from '../../document/inside.ts'
import { leaveTo, placesOf, showCall } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import { nameOf } from '../store/subscenarios.ts'
import { Button } from '../ui/Button.tsx'
import styles from './trail.module.css'

/** Above the canvas while it shows a sub-scenario: the way back, and which of its calls is looked at. */
export const Trail = () => {
  const inside = useStudio((state) => state.inside)
  const document = useStudio((state) => state.document)
  const last = inside.at(-1)
  if (last === undefined) return null
  return (
    <nav aria-label="Open sub-scenario" className={styles['trail']}>
      <ol className={styles['levels']}>
        <li>
          <Button icon={Workflow} variant="quiet" onClick={() => leaveTo(0)}>
            Scenario
          </Button>
        </li>
        {inside.map(({ subscenario: id, call }, level) => {
          const name = nameOf(findSubscenario(document, id) ?? { id, name: '' })
          return (
            <li key={`${id} ${call ?? ''}`}>
              <ChevronRight aria-hidden size={14} className={styles['sign']} />
              {level === inside.length - 1 ? (
                <strong aria-current="page" className={styles['here']}>
                  {name}
                </strong>
              ) : (
                <Button variant="quiet" onClick={() => leaveTo(level + 1)}>
                  {name}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
      <CallChoice id={last.subscenario} call={last.call} />
    </nav>
  )
}

/** A run has the steps once for each call: which of them results are shown of. */
const CallChoice = ({ id, call }: { readonly id: string; readonly call: string | null }) => {
  const document = useStudio((state) => state.document)
  const places = useMemo(() => placesOf(document, id), [document, id])
  if (places.length === 0) return <p className={styles['note']}>Nothing calls it yet.</p>
  if (places.length === 1) return null
  return (
    <label className={styles['choice']}>
      Results of
      <select value={call ?? ''} onChange={(event) => showCall(event.target.value)}>
        {call !== null && !places.includes(call) && <option value={call}>{call}</option>}
        {places.map((place) => (
          <option key={place} value={place}>
            {place.replaceAll('__', ' › ')}
          </option>
        ))}
      </select>
    </label>
  )
}
