import { Plus, Trash2, X } from 'lucide-react'
import { useMemo } from 'react'
import { findKind, stepKinds } from '../../catalog.ts'
import { freshId } from '../../document/edit.ts'
import { callsOf, findSubscenario } from '../../document/inside.ts'
import type { Subscenario, SubscenarioParam } from '../../document/types.ts'
import { describeForm, type Control } from '../../kinds/form.ts'
import { openSubscenario } from '../store/inside.ts'
import { selectPart } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import { changeSubscenario, deleteSubscenario, nameOf } from '../store/subscenarios.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { FormRow } from '../form/FormRow.tsx'
import form from '../form/form.module.css'
import { PlainText } from './PlainText.tsx'
import styles from './inspector.module.css'

/** What belongs to a sub-scenario as a whole; shown inside of it while nothing is selected. */
export const SubscenarioInspector = ({ id }: { readonly id: string }) => {
  const subscenario = useStudio(({ document }) => findSubscenario(document, id))
  if (subscenario === undefined) return null
  return (
    <>
      <header className={styles['head']}>
        <div className={styles['heading']}>
          <h2 className={styles['title']}>{nameOf(subscenario)}</h2>
          <p className={styles['kind']}>Sub-scenario · select a step to change it</p>
        </div>
      </header>
      <div className={styles['body']}>
        <PlainText
          label="Name of the sub-scenario"
          value={subscenario.name}
          onChange={(name) =>
            changeSubscenario(id, 'Rename sub-scenario', { name }, `name of subscenario ${id}`)
          }
        />
        <Params subscenario={subscenario} />
        <Calls subscenario={subscenario} />
        <p className={styles['id']}>
          Id <code>{id}</code>
        </p>
      </div>
    </>
  )
}

const Calls = ({ subscenario: { id } }: { readonly subscenario: Subscenario }) => {
  const document = useStudio((state) => state.document)
  const calls = useMemo(() => callsOf(document, id), [document, id])
  const nameOfCall = (inside: string | null, step: string) => {
    const body = inside === null ? document : findSubscenario(document, inside)
    return body?.steps.find((candidate) => candidate.id === step)?.name || step
  }
  return (
    <section className={styles['section']} aria-label="Steps that call it">
      <h3 className={styles['sectionTitle']}>Called by</h3>
      {calls.length === 0 && (
        <p className={styles['summary']}>Nothing calls it: no run comes to its steps.</p>
      )}
      <ul>
        {calls.map(({ inside, step }) => (
          <li key={`${inside ?? ''} ${step}`}>
            <button
              type="button"
              className={styles['member']}
              onClick={() => {
                if (inside !== null) openSubscenario(inside)
                selectPart(step)
              }}
            >
              {nameOfCall(inside, step)}
            </button>
          </li>
        ))}
      </ul>
      {calls.length === 0 && (
        <Button icon={Trash2} variant="danger" onClick={() => deleteSubscenario(id)}>
          Delete sub-scenario
        </Button>
      )}
    </section>
  )
}

interface Target {
  readonly step: string
  readonly field: string
  readonly text: string
}

/** Fields whose values a call could give; references and code are the sub-scenario's own. */
const OWN: ReadonlySet<Control> = new Set(['subscenario', 'arguments', 'step', 'code', 'kind', 'data'])

const targetsOf = ({ steps }: Subscenario): readonly Target[] =>
  steps.flatMap((step) => {
    const kind = findKind(stepKinds, step.kind)
    return (kind === undefined ? [] : describeForm(kind.params))
      .filter(({ control }) => !OWN.has(control))
      .map(({ name, label }) => ({ step: step.id, field: name, text: `${step.name || step.id}: ${label}` }))
  })

const keyOf = ({ step, field }: { readonly step: string; readonly field: string }) => `${step} ${field}`

/** What calls can give other values: each a name for a field of one of its steps. */
const Params = ({ subscenario }: { readonly subscenario: Subscenario }) => {
  const { id, params } = subscenario
  const targets = useMemo(() => targetsOf(subscenario), [subscenario])
  const taken = new Set(params.flatMap((param) => param.targets.map(keyOf)))
  const free = targets.filter((target) => !taken.has(keyOf(target)))
  const change = (name: string, next: readonly SubscenarioParam[], mergeKey: string | null = null) =>
    changeSubscenario(id, name, { params: next }, mergeKey)
  const add = (key: string) => {
    const target = targets.find((candidate) => keyOf(candidate) === key)
    if (target === undefined) return
    const { step, field, text } = target
    const name = freshId(new Set(params.map((param) => param.name)), field)
    change('Add parameter', [...params, { name, label: text.slice(0, 200), targets: [{ step, field }] }])
  }
  return (
    <section className={styles['section']} aria-label="Parameters of the sub-scenario">
      <h3 className={styles['sectionTitle']}>Parameters</h3>
      <p className={styles['summary']}>Fields of its steps that each call can give a value of its own.</p>
      {params.map((param) => (
        <ParamRow
          key={param.name}
          param={param}
          says={param.targets
            .map((target) => targets.find((known) => keyOf(known) === keyOf(target))?.text ?? keyOf(target))
            .join(', ')}
          onLabel={(label) =>
            change(
              'Rename parameter',
              params.map((one) => (one === param ? { ...one, label } : one)),
              `parameter ${id} ${param.name}`,
            )
          }
          onRemove={() =>
            change(
              'Remove parameter',
              params.filter((one) => one !== param),
            )
          }
        />
      ))}
      {free.length > 0 && (
        <FormRow label="Add a parameter">
          {({ id: field }) => (
            <div className={form['numberRow']}>
              <select
                id={field}
                className={form['input']}
                value=""
                onChange={(event) => add(event.target.value)}
              >
                <option value="">Choose a field</option>
                {free.map((target) => (
                  <option key={keyOf(target)} value={keyOf(target)}>
                    {target.text}
                  </option>
                ))}
              </select>
              <Plus aria-hidden size={15} />
            </div>
          )}
        </FormRow>
      )}
    </section>
  )
}

interface ParamRowProps {
  readonly param: SubscenarioParam
  readonly says: string
  readonly onLabel: (label: string) => void
  readonly onRemove: () => void
}

const ParamRow = ({ param, says, onLabel, onRemove }: ParamRowProps) => (
  <FormRow label={`Parameter ${param.name}`} help={`Sets ${says}.`}>
    {({ id, describedBy }) => (
      <div className={form['numberRow']}>
        <input
          id={id}
          type="text"
          className={form['input']}
          aria-describedby={describedBy}
          maxLength={200}
          value={param.label}
          onChange={(event) => onLabel(event.target.value)}
        />
        <IconButton icon={X} label={`Remove the parameter ${param.name}`} onClick={onRemove} />
      </div>
    )}
  </FormRow>
)
