import { useMemo, useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { describeForm, type Field } from '../../kinds/form.ts'
import { findKind, sourceKinds } from '../../catalog.ts'
import { calledBy } from '../../document/inside.ts'
import { specOf } from '../../document/edit.ts'
import type { Kind, Spec } from '../../kinds/contracts.ts'
import { endMerge } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import { ArgumentsControl } from './ArgumentsControl.tsx'
import { SelectControl, SwitchControl } from './choice-controls.tsx'
import { ConditionControl } from './ConditionControl.tsx'
import type { ControlProps } from './control-props.ts'
import { CodeControl } from './CodeControl.tsx'
import { FormRow } from './FormRow.tsx'
import { DataControl } from './DataControl.tsx'
import { ItemsControl } from './ItemsControl.tsx'
import { JsonControl } from './JsonControl.tsx'
import { NumberControl } from './NumberControl.tsx'
import { ListControl, ReferenceControl, ReferencesControl } from './reference-controls.tsx'
import { TextControl } from './TextControl.tsx'
import styles from './form.module.css'

type Values = Readonly<Record<string, unknown>>

interface ParamsFormProps {
  readonly params: z.ZodObject
  readonly values: Values
  /** Called only with values that the whole schema accepts; `label` is the field's name in words. */
  readonly onChange: (name: string, values: Values, label: string) => void
  /** Fields to leave out, because they are shown elsewhere. */
  readonly without?: readonly string[]
}

/** The form of any kind, drawn from its schema. Knows no kind by name. */
export const ParamsForm = ({ params, values, onChange, without = [] }: ParamsFormProps) => {
  const fields = describeForm(params).filter(({ name }) => !without.includes(name))
  const folds = [...new Set(fields.map(({ fold }) => fold))].filter((fold) => fold !== undefined)
  const controls = (some: readonly Field[]) =>
    some
      .filter((field) => isShown(field, values))
      .map((field) => (
        <FieldControl
          key={field.name}
          field={field}
          value={values[field.name]}
          siblings={values}
          check={(value) => checkValue(params, values, field.name, value)}
          onChange={(value) => onChange(field.name, withValue(values, field.name, value), field.label)}
        />
      ))
  return (
    <div className={styles['form']}>
      {controls(fields.filter(({ fold }) => fold === undefined))}
      {folds.map((fold) => {
        const folded = fields.filter((field) => field.fold === fold)
        return (
          <Fold key={fold} title={fold} used={folded.filter((field) => isUsed(field, values)).length}>
            {controls(folded)}
          </Fold>
        )
      })}
    </div>
  )
}

interface FoldProps {
  readonly title: string
  /** How many of its fields say something else than their default. */
  readonly used: number
  readonly children: ReactNode
}

/** Fields that most people never need, folded away; open at first where they say something. */
const Fold = ({ title, used, children }: FoldProps) => {
  const [open, setOpen] = useState(used > 0)
  return (
    <details className={styles['fold']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles['foldTitle']}>
        {title}
        {used > 0 && <span className={styles['foldUsed']}>{used} set</span>}
      </summary>
      <div className={styles['form']}>{children}</div>
    </details>
  )
}

/** True where a field says something else than its default. */
const isUsed = ({ name, defaultValue }: Field, values: Values): boolean =>
  values[name] !== undefined && JSON.stringify(values[name]) !== JSON.stringify(defaultValue)

const isShown = ({ when }: Field, values: Values): boolean =>
  when === undefined ||
  Object.entries(when).every(([name, allowed]) => allowed.includes(plain(values[name]) as never))

/** What a condition compares: of a nested `{ kind, params }` its kind. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : value

/** Leaving a field empty takes the parameter out. */
function withValue(values: Values, name: string, value: unknown): Values {
  const { [name]: _, ...others } = values
  return value === undefined ? others : { ...others, [name]: value }
}

/** What the schema says of a value in its place, in words; null when it is accepted. */
function checkValue(params: z.ZodObject, values: Values, name: string, value: unknown): string | null {
  const parsed = params.safeParse(withValue(values, name, value))
  if (parsed.success) return null
  const issue = parsed.error.issues.find(({ path }) => path[0] === name) ?? parsed.error.issues[0]
  if (issue === undefined) return null
  return `${issue.message.replace(/^./, (first) => first.toUpperCase())}.`
}

/** Chooses how a parameter is edited: the one place that knows the controls. */
const FieldControl = (props: ControlProps) => {
  const { field } = props
  switch (field.control) {
    case 'number':
    case 'slider':
      return <NumberControl {...props} />
    case 'switch':
      return <SwitchControl {...props} />
    case 'select':
      return <SelectControl {...props} />
    case 'topic-list':
      return <ListControl {...props} />
    case 'source':
    case 'fault':
    case 'assertion':
    case 'step':
    case 'subscenario':
    case 'agent':
      return <ReferenceControl {...props} />
    case 'assertions':
    case 'agents':
    case 'steps':
      return <ReferencesControl {...props} />
    case 'json':
      return <JsonControl {...props} />
    case 'arguments':
      return (
        <ArgumentsControl
          {...props}
          subscenario={calledBy({ params: props.siblings ?? {} }) ?? ''}
          renderField={(inner) => <FieldControl {...inner} />}
        />
      )
    case 'condition':
      return <ConditionControl {...props} />
    case 'code':
      return <CodeControl {...props} />
    case 'list':
      return (
        <ItemsControl
          {...props}
          renderForm={(params, values, onChange) => (
            <ParamsForm params={params} values={values} onChange={(_name, changed) => onChange(changed)} />
          )}
        />
      )
    case 'data':
      return <DataControl {...props} />
    case 'kind':
    case 'profile':
      return <KindControl {...props} />
    case 'text':
    case 'multiline':
    case 'topic':
    case 'topic-pattern':
    case 'field-path':
      return <TextControl {...props} />
  }
}

/** A kind chosen from a list, and below it that kind's own form. */
const KindControl = ({ field, value, check, onChange }: ControlProps) => {
  const profiles = useProfiles()
  const kinds = field.control === 'profile' ? profiles : (field.kinds ?? [])
  const spec = value as Spec | undefined
  const kind = spec === undefined ? undefined : findKind(kinds, spec.kind)
  return (
    <>
      <FormRow
        label={field.label}
        help={kind?.summary ?? field.help}
        error={spec === undefined ? null : check(spec)}
      >
        {({ id, describedBy, invalid }) => (
          <select
            id={id}
            className={styles['input']}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            value={spec?.kind ?? ''}
            onChange={(event) => {
              const chosen = findKind(kinds, event.target.value)
              onChange(chosen === undefined ? undefined : specOf(chosen))
              endMerge()
            }}
          >
            {kind === undefined && <option value="">Choose one</option>}
            {kinds.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </FormRow>
      {kind !== undefined && spec !== undefined && (
        <div className={styles['nested']}>
          <ParamsForm
            params={kind.params}
            values={{ ...defaultsOf(kind), ...spec.params }}
            onChange={(_name, params) => onChange({ ...spec, params })}
          />
        </div>
      )}
    </>
  )
}

const defaultsOf = (kind: Kind): Record<string, unknown> => kind.params.parse({})

/** Every profile that a source of the scenario could follow. */
function useProfiles(): readonly Kind[] {
  const sources = useStudio(({ document }) => document.sources)
  return useMemo(
    () => [...new Set(sources.flatMap(({ kind }) => findKind(sourceKinds, kind)?.profiles ?? []))],
    [sources],
  )
}
