import {
  ArrowDown,
  ArrowUp,
  CirclePause,
  Copy,
  GitCompare,
  LogIn,
  Trash2,
  UnfoldHorizontal,
} from 'lucide-react'
import type { z } from 'zod'
import type { Part, PartList } from '../../document/edit.ts'
import { assertionEnvelopeSchema } from '../../document/assertion-envelope.ts'
import { envelopeSchema } from '../../document/envelope.ts'
import type { FaultSpec, SourceSpec, StepSpec } from '../../document/types.ts'
import { choosesHook, hookOf, type ChaosKind, type Kind } from '../../kinds/contracts.ts'
import { partIcon } from '../ui/part-icons.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { toggleBreakpoint, useBreakpointOn } from '../store/breakpoints.ts'
import { compareWithout } from '../store/compare.ts'
import { duplicateSelected } from '../store/clipboard.ts'
import { changePart, movePart, removeSelected } from '../store/editing.ts'
import { calledBy } from '../../document/inside.ts'
import { unfoldSelected } from '../store/subscenarios.ts'
import { openCall, useSeen } from '../store/inside.ts'
import { ParamsForm } from '../form/ParamsForm.tsx'
import { AgentSection } from './AgentSection.tsx'
import { FaultHistory } from './FaultHistory.tsx'
import { PartRunNote } from './PartRunNote.tsx'
import { PlainText } from './PlainText.tsx'
import { SourcePreview, SourceSection } from './SourceSection.tsx'
import { StepSection } from './StepSection.tsx'
import styles from './inspector.module.css'

const LIST_TEXTS: Readonly<Record<PartList, string>> = {
  sources: 'Source',
  agents: 'Agent',
  faults: 'Fault',
  assertions: 'Assertion',
  steps: 'Step',
}

interface PartInspectorProps {
  readonly list: PartList
  readonly part: Part
  readonly kind: Kind
}

/** One part of the scenario: its name, its kind's form, and what parts of its list have besides. */
export const PartInspector = ({ list, part, kind }: PartInspectorProps) => {
  const { id, name, params } = part
  const Icon = partIcon(list, part.kind)
  return (
    <>
      <header className={styles['head']}>
        <span className={`${styles['icon']} ${styles[list] ?? ''}`}>
          <Icon aria-hidden size={17} />
        </span>
        <div className={styles['heading']}>
          <h2 className={styles['title']}>{name || id}</h2>
          <p className={styles['kind']}>
            {LIST_TEXTS[list]} · {kind.title}
          </p>
        </div>
        <PartButtons list={list} id={id} />
      </header>
      <div className={styles['body']}>
        <PartRunNote list={list} id={id} />
        {list === 'faults' && (
          <Button icon={GitCompare} onClick={() => void compareWithout(id)}>
            Compare with and without it
          </Button>
        )}
        {calledBy(part) !== null && (
          <div className={styles['pair']}>
            <Button icon={LogIn} onClick={() => openCall(id)}>
              Open
            </Button>
            <Button icon={UnfoldHorizontal} onClick={unfoldSelected}>
              Unfold into its steps
            </Button>
          </div>
        )}
        {list === 'agents' && <AgentSection agent={id} />}
        {list === 'faults' && <FaultHistory fault={id} />}
        {list === 'sources' ? (
          <SourcePreview source={part as SourceSpec} />
        ) : (
          <p className={styles['summary']}>{kind.summary}</p>
        )}
        <PlainText
          label="Name"
          value={name}
          onChange={(text) => changePart(id, 'Rename', { name: text }, `name ${id}`)}
        />
        {list === 'sources' && <SourceSection source={part as SourceSpec} />}
        <ParamsForm
          params={kind.params}
          values={params}
          onChange={(field, values, label) =>
            changePart(id, `Change “${label}” of ${name || id}`, { params: values }, `param ${id} ${field}`)
          }
        />
        {list === 'faults' && <FaultSection fault={part as FaultSpec} kind={kind as ChaosKind} />}
        {list === 'assertions' && (
          <EnvelopeSection title="What its verdict is worth" part={part} shared={assertionEnvelopeSchema} />
        )}
        {list === 'steps' && <StepSection step={part as StepSpec} />}
        <p className={styles['id']}>
          Id <code>{id}</code>
        </p>
      </div>
    </>
  )
}

/** All that says which events: a fault that acts on none has only a switch. */
const NO_EVENTS = Object.keys(envelopeSchema.shape).filter((name) => name !== 'enabled')

/** Which events a fault acts on: nothing for a kind that acts on none, and no choice of place where there is none. */
const FaultSection = ({ fault, kind }: { readonly fault: FaultSpec; readonly kind: ChaosKind }) => (
  <EnvelopeSection
    title="When it acts"
    part={{ ...fault, hook: hookOf(kind, fault.hook) === 'publish' ? 'publish' : 'deliver' }}
    shared={envelopeSchema}
    without={kind.hooks?.length === 0 ? NO_EVENTS : choosesHook(kind) ? [] : ['hook']}
  />
)

interface EnvelopeProps {
  readonly title: string
  readonly part: Part
  readonly shared: z.ZodObject
  readonly without?: readonly string[]
}

/** What all parts of a list have besides their kind's parameters. */
const EnvelopeSection = ({ title, part, shared, without = [] }: EnvelopeProps) => (
  <section className={styles['section']} aria-label={title}>
    <h3 className={styles['sectionTitle']}>{title}</h3>
    <ParamsForm
      params={shared}
      without={without}
      values={part as unknown as Record<string, unknown>}
      onChange={(field, values, label) => {
        // A field that was emptied is taken out: the part must lose it, not keep the old value.
        changePart(
          part.id,
          `Change “${label}” of ${part.name || part.id}`,
          { [field]: values[field] },
          `envelope ${part.id} ${field}`,
        )
      }}
    />
  </section>
)

const PartButtons = ({ list, id }: { readonly list: PartList; readonly id: string }) => {
  const place = useSeen((document) => document[list].findIndex((part) => part.id === id))
  const count = useSeen((document) => document[list].length)
  return (
    <div className={styles['buttons']}>
      {list !== 'steps' && count > 1 && (
        <>
          <IconButton
            icon={ArrowUp}
            label="Move up"
            disabled={place === 0}
            onClick={() => movePart(id, -1)}
          />
          <IconButton
            icon={ArrowDown}
            label="Move down"
            disabled={place === count - 1}
            onClick={() => movePart(id, 1)}
          />
        </>
      )}
      {(list === 'steps' || list === 'faults') && (
        <BreakpointButton on={list === 'steps' ? 'step' : 'fault'} id={id} />
      )}
      <IconButton icon={Copy} label="Duplicate" onClick={duplicateSelected} />
      <IconButton icon={Trash2} label="Delete" variant="danger" onClick={removeSelected} />
    </div>
  )
}

const BreakpointButton = ({ on, id }: { readonly on: 'step' | 'fault'; readonly id: string }) => {
  const set = useBreakpointOn(on, id) !== undefined
  return (
    <IconButton
      icon={CirclePause}
      label={on === 'step' ? 'Pause where it begins' : 'Pause where it acts'}
      shortcut="F9"
      aria-pressed={set}
      onClick={() => toggleBreakpoint(on, id)}
    />
  )
}
