import { ArrowRight, Trash2 } from 'lucide-react'
import { findKind, stepKinds } from '../../catalog.ts'
import { edgeKey, removeParts, connect } from '../../document/edit.ts'
import type { EdgeSpec } from '../../document/types.ts'
import { Button } from '../ui/Button.tsx'
import { editSeen, removeSelected, select } from '../store/editing.ts'
import { useSeen } from '../store/inside.ts'
import { FormRow } from '../form/FormRow.tsx'
import form from '../form/form.module.css'
import styles from './inspector.module.css'

/** Makes the connection another: the old one goes, the new one comes, in one command. */
function replaceEdge(edge: EdgeSpec, change: Partial<EdgeSpec>): void {
  const next = { ...edge, ...change }
  editSeen('Change connection', (document) => {
    const connected = connect(removeParts(document, [], [edge]), next)
    return 'code' in connected ? document : connected
  })
  select({ edges: [edgeKey(next)] })
}

export const EdgeInspector = ({ edge }: { readonly edge: EdgeSpec }) => {
  const steps = useSeen((document) => document.steps)
  const nameOf = (id: string) => steps.find((step) => step.id === id)?.name || id
  const kind = findKind(stepKinds, steps.find(({ id }) => id === edge.from)?.kind ?? '')
  const targets = steps.filter((step) => step.id !== edge.from && findKind(stepKinds, step.kind)?.ports.in)
  return (
    <>
      <header className={styles['head']}>
        <span className={styles['icon']}>
          <ArrowRight aria-hidden size={17} />
        </span>
        <div className={styles['heading']}>
          <h2 className={styles['title']}>
            <bdi>{nameOf(edge.from)}</bdi> → <bdi>{nameOf(edge.to)}</bdi>
          </h2>
          <p className={styles['kind']}>Connection</p>
        </div>
      </header>
      <div className={styles['body']}>
        <FormRow
          label="Way out"
          help="A step that fails is left by its “fails” connection; without one the failure counts."
        >
          {({ id, describedBy }) => (
            <select
              id={id}
              className={form['input']}
              aria-describedby={describedBy}
              value={edge.on}
              onChange={(event) => replaceEdge(edge, { on: event.target.value })}
            >
              {kind?.ports.out.map(({ name, when }) => (
                <option key={name} value={name}>
                  {when}
                </option>
              ))}
            </select>
          )}
        </FormRow>
        <FormRow label="Leads to">
          {({ id }) => (
            <select
              id={id}
              className={form['input']}
              value={edge.to}
              onChange={(event) => replaceEdge(edge, { to: event.target.value })}
            >
              {targets.map((step) => (
                <option key={step.id} value={step.id}>
                  {step.name || step.id}
                </option>
              ))}
            </select>
          )}
        </FormRow>
        <Button icon={Trash2} variant="danger" onClick={removeSelected}>
          Delete connection
        </Button>
      </div>
    </>
  )
}
