import { CirclePlus, CircleMinus, CircleDot } from 'lucide-react'
import { useMemo, useState } from 'react'
import { examples } from '../../catalog.ts'
import { diffDocuments, type Change } from '../../document/diff.ts'
import { parseDocument, parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { canvas, reveal, useCanvas } from '../store/canvas.ts'
import { openSubscenario } from '../store/inside.ts'
import { selectPart } from '../store/editing.ts'
import { notify, studio, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import styles from './diff.module.css'

const close = () => canvas.setState({ comparing: false })

/** What is different between the scenario at hand and another, in plain words. */
export const DiffDialog = () => {
  const open = useCanvas(({ comparing }) => comparing)
  return (
    <Modal
      open={open}
      wide
      onClose={close}
      title="Compare"
      description="What was added, removed and changed since, up to the scenario at hand. Places on the canvas do not count."
    >
      <Comparison />
    </Modal>
  )
}

const OPENED = 'opened'
const RUN = 'run'
const PASTED = 'pasted'

const Comparison = () => {
  const [with_, setWith] = useState(OPENED)
  const [pasted, setPasted] = useState<ScenarioDocument | null>(null)
  const document = useStudio((state) => state.document)
  const opened = useStudio(({ past, document }) => past[0]?.document ?? document)
  const ran = useStudio(({ run }) => run.document)
  const other = with_ === OPENED ? opened : with_ === RUN ? ran : with_ === PASTED ? pasted : exampleOf(with_)
  const changes = useMemo(() => (other === null ? null : diffDocuments(other, document)), [other, document])
  const paste = async () => {
    const found = await readScenario()
    if (found === null) return notify('The clipboard holds no scenario.', 'bad')
    setPasted(found)
    setWith(PASTED)
  }
  return (
    <div className={styles['body']}>
      <div className={styles['with']}>
        <label>
          Compare with
          <select data-autofocus value={with_} onChange={(event) => setWith(event.target.value)}>
            <option value={OPENED}>how it was when it was opened</option>
            {ran !== null && <option value={RUN}>what ran last</option>}
            {pasted !== null && <option value={PASTED}>what was pasted: {pasted.name}</option>}
            {examples.map(({ id, title }) => (
              <option key={id} value={id}>
                the example “{title}”
              </option>
            ))}
          </select>
        </label>
        <Button onClick={() => void paste()}>A scenario from the clipboard</Button>
      </div>
      <p role="status" className={styles['sum']}>
        {changes === null || changes.length === 0 ? 'No difference.' : sumOf(changes)}
      </p>
      <ul className={styles['changes']}>
        {changes?.map((change) => (
          <li key={`${change.of} ${change.what} ${change.id} ${change.title}`}>
            <ChangeRow change={change} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function exampleOf(id: string): ScenarioDocument | null {
  const parsed = parseValue(examples.find((example) => example.id === id)?.document)
  return parsed.ok ? parsed.value : null
}

async function readScenario(): Promise<ScenarioDocument | null> {
  try {
    const parsed = parseDocument(await navigator.clipboard.readText())
    return parsed.ok ? parsed.value : null
  } catch {
    return null
  }
}

function sumOf(changes: readonly Change[]): string {
  const count = (what: Change['what']) => changes.filter((change) => change.what === what).length
  return (['added', 'removed', 'changed'] as const)
    .map((what) => [count(what), what] as const)
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ')
}

const LOOKS = {
  added: { icon: CirclePlus, text: 'Added' },
  removed: { icon: CircleMinus, text: 'Removed' },
  changed: { icon: CircleDot, text: 'Changed' },
} as const

const LISTS: Readonly<Record<Change['of'], string>> = {
  scenario: '',
  sources: 'source',
  agents: 'agent',
  faults: 'fault',
  assertions: 'assertion',
  steps: 'step',
  connections: 'connection',
  notes: 'note',
  groups: 'group',
  subscenarios: 'sub-scenario',
}

const ChangeRow = ({ change: { what, of, id, title, details } }: { readonly change: Change }) => {
  const { icon: Icon, text } = LOOKS[what]
  const there = useStudio(
    ({ document }) => of in document && of !== 'connections' && isThere(document, of, id),
  )
  return (
    <div className={styles['change']}>
      <span className={`${styles['what']} ${styles[what]}`}>
        <Icon aria-hidden size={14} />
        {text}
      </span>
      <div className={styles['text']}>
        <p>
          {there ? (
            <button type="button" className={styles['link']} onClick={() => goTo(of, id)}>
              {title}
            </button>
          ) : (
            <strong>{title}</strong>
          )}{' '}
          <span className={styles['of']}>{LISTS[of]}</span>
        </p>
        {details.map((detail) => (
          <p key={detail} className={styles['detail']}>
            {detail}
          </p>
        ))}
      </div>
    </div>
  )
}

const isThere = (document: ScenarioDocument, of: Change['of'], id: string): boolean =>
  of !== 'scenario' && of !== 'connections' && document[of].some((item) => item.id === id)

function goTo(of: Change['of'], id: string): void {
  close()
  if (of === 'subscenarios') return openSubscenario(id)
  selectPart(id)
  if (studio.getState().document.steps.some((step) => step.id === id)) reveal([id])
}
