import { RotateCcw } from 'lucide-react'
import { findKind, stepKinds } from '../../catalog.ts'
import { findSubscenario } from '../../document/inside.ts'
import type { SubscenarioParam } from '../../document/types.ts'
import { describeForm } from '../../kinds/form.ts'
import { useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { JsonControl } from './JsonControl.tsx'
import type { ControlProps } from './control-props.ts'
import type { ReactElement } from 'react'
import styles from './form.module.css'

interface ArgumentsProps extends ControlProps {
  /** The sub-scenario whose parameters they are. */
  readonly subscenario: string
  /** Draws any field. */
  readonly renderField: (props: ControlProps) => ReactElement
}

/** Values for a sub-scenario's parameters: each edited as the field that it sets. */
export const ArgumentsControl = ({ subscenario: id, renderField, ...props }: ArgumentsProps) => {
  const subscenario = useStudio(({ document }) => findSubscenario(document, id))
  const values = (props.value ?? {}) as Readonly<Record<string, unknown>>
  if (subscenario === undefined) return null
  const { params } = subscenario
  const known = new Set(params.map(({ name }) => name))
  // What no parameter takes is shown as it stands, so that it can be taken out.
  if (Object.keys(values).some((name) => !known.has(name))) return <JsonControl {...props} />
  const give = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values
    props.onChange(value === undefined ? others : { ...others, [name]: value })
  }
  return (
    <fieldset className={styles['fieldset']}>
      <legend className={styles['label']}>{props.field.label}</legend>
      {params.length === 0 && (
        <p className={styles['help']}>It has no parameters. Open it to make some of its fields parameters.</p>
      )}
      {params.map((param) => {
        const target = targetOf(subscenario.steps, param)
        if (target === null) return null
        const { field, own, check } = target
        const given = param.name in values
        return (
          <div key={param.name}>
            {renderField({
              field: { ...field, label: param.label || param.name },
              value: given ? values[param.name] : own,
              check,
              onChange: (value) => give(param.name, value),
            })}
            {given && (
              <Button icon={RotateCcw} variant="quiet" onClick={() => give(param.name, undefined)}>
                As in the sub-scenario
              </Button>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

/** The first field that a parameter sets, with what the sub-scenario itself says there. */
function targetOf(
  steps: readonly {
    readonly id: string
    readonly kind: string
    readonly params: Readonly<Record<string, unknown>>
  }[],
  { targets }: SubscenarioParam,
) {
  const [target] = targets
  const step = steps.find(({ id }) => id === target?.step)
  const kind = step === undefined ? undefined : findKind(stepKinds, step.kind)
  const field =
    kind === undefined ? undefined : describeForm(kind.params).find(({ name }) => name === target?.field)
  if (step === undefined || kind === undefined || field === undefined) return null
  const check = (value: unknown): string | null => {
    const parsed = kind.params.safeParse({ ...step.params, [field.name]: value })
    return parsed.success ? null : `${parsed.error.issues[0]?.message ?? 'Invalid'}.`
  }
  return { field, own: step.params[field.name], check }
}
