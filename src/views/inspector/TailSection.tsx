import { z } from 'zod'
import { topicPattern } from '../../document/envelope.ts'
import type { TailSpec } from '../../document/types.ts'
import { field } from '../../kinds/form.ts'
import { ParamsForm } from '../form/ParamsForm.tsx'
import { edit } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import styles from './inspector.module.css'

const tailForm = z.object({
  on: field(z.boolean().default(false), {
    label: 'Heal everything, then demand progress',
    help: 'After the last step the run goes on without faults. It fails if the system does not get going again.',
  }),
  cycles: field(z.int().min(1).max(1_000_000).default(10), {
    label: 'For',
    unit: 'cycles',
    when: { on: [true] },
  }),
  topic: field(topicPattern.optional(), {
    label: 'Progress is an event on',
    control: 'topic-pattern',
    when: { on: [true] },
    help: 'Empty: everything that was under way has to arrive.',
  }),
})

/** What is asked of the system once the faults are over. */
export const TailSection = () => {
  const tail = useStudio(({ document }) => document.tail)
  const change = (values: Readonly<Record<string, unknown>>) => {
    const { on, cycles, topic } = tailForm.parse(values)
    const spec: TailSpec | undefined = on ? { cycles, ...(topic !== undefined && { topic }) } : undefined
    edit(
      'Change the tail',
      (document) => {
        const { tail: _, ...others } = document
        return spec === undefined ? others : { ...others, tail: spec }
      },
      'scenario tail',
    )
  }
  return (
    <section className={styles['section']} aria-label="After the faults">
      <h3 className={styles['sectionTitle']}>After the faults</h3>
      <ParamsForm
        params={tailForm}
        values={{ on: tail !== undefined, cycles: 10, ...tail }}
        onChange={(_name, values) => change(values)}
      />
    </section>
  )
}
