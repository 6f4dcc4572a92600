import { z } from 'zod'
import { documentSchema } from '../../document/schema.ts'
import type { Limits, ScenarioDocument } from '../../document/types.ts'
import { field } from '../../kinds/form.ts'
import { edit } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import { SeedField } from '../ui/SeedField.tsx'
import { ParamsForm } from '../form/ParamsForm.tsx'
import { PlainText } from './PlainText.tsx'
import { TailSection } from './TailSection.tsx'
import styles from './inspector.module.css'

const clockForm = z.object({
  cycleMs: field(z.int().min(1).max(86_400_000).default(1_000), {
    label: 'Cycle length',
    unit: 'ms',
    help: 'At the start of each cycle every source publishes one datum.',
  }),
})

const bounds = documentSchema.shape.limits.def.innerType.shape
const limitsForm = z.object({
  maxCycles: field(bounds.maxCycles, { label: 'Cycles', unit: 'cycles' }),
  maxEvents: field(bounds.maxEvents, { label: 'Records in the log', unit: 'events' }),
  maxQueued: field(bounds.maxQueued, { label: 'Events waiting at once', unit: 'events' }),
  maxPerInstant: field(bounds.maxPerInstant, {
    label: 'Events at one instant',
    unit: 'events',
    help: 'Where a limit is hit the run ends with an error and the log so far.',
  }),
})

const change = (name: string, part: Partial<ScenarioDocument>) =>
  edit(`Change ${name}`, (document) => ({ ...document, ...part }), `scenario ${name}`)

/** What belongs to the scenario as a whole; shown while nothing is selected. */
export const ScenarioInspector = () => {
  const document = useStudio((state) => state.document)
  return (
    <>
      <header className={styles['head']}>
        <div className={styles['heading']}>
          <h2 className={styles['title']}>Scenario</h2>
          <p className={styles['kind']}>Select a step or a part to change it</p>
        </div>
      </header>
      <div className={styles['body']}>
        <PlainText
          label="Scenario name"
          value={document.name}
          onChange={(name) => change('name', { name: name === '' ? 'Untitled scenario' : name })}
        />
        <PlainText
          label="Description"
          value={document.description}
          multiline
          most={10_000}
          onChange={(description) => change('description', { description })}
        />
        <SeedField />
        <ParamsForm
          params={clockForm}
          values={document.clock}
          onChange={(_name, clock) => change('clock', { clock: clock as ScenarioDocument['clock'] })}
        />
        <TailSection />
        <details className={styles['section']}>
          <summary className={styles['sectionTitle']}>Limits</summary>
          <ParamsForm
            params={limitsForm}
            values={document.limits as unknown as Record<string, unknown>}
            onChange={(name, limits) => change(`limit ${name}`, { limits: limits as unknown as Limits })}
          />
        </details>
      </div>
    </>
  )
}
