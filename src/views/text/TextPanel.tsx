import { X } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { CodeEditor } from '../code/CodeEditor.tsx'
import { canvas } from '../store/canvas.ts'
import { studio, useStudio, type Selection } from '../store/studio.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { aboutAt, offsetAt, offsetOf, placesIn } from './text-places.ts'
import { useText } from './use-text.ts'
import styles from './text.module.css'

/** Longer texts are not coloured: typing must stay light. */
const MOST_COLOURED = 60_000
const MOST_PROBLEMS = 20

/** The scenario as JSON, beside its graph: what is changed in one is changed in the other. */
export const TextPanel = () => {
  const { text, problems, parted, type, leave, overwrite, discard } = useText()
  const document = useStudio((state) => state.document)
  const selection = useStudio((state) => state.selection)
  const area = useRef<HTMLTextAreaElement>(null)
  const fromCaret = useRef<Selection | null>(null)
  const places = useMemo(() => placesIn(text, document), [text, document])

  useEffect(() => {
    if (selection === fromCaret.current || area.current === null) return
    const at = offsetOf(places, selection)
    if (at !== undefined && globalThis.document.activeElement !== area.current) moveCaret(area.current, at)
    // Only another selection moves the caret, not every keystroke.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selection])

  const onCaret = (at: number) => {
    const about = problems.length > 0 || parted ? null : aboutAt(places, at)
    if (about === null || sameSelection(about, studio.getState().selection)) return
    fromCaret.current = about
    // Typing goes on: it stays one command.
    studio.setState({ selection: about })
  }

  const goTo = (line = 1, column = 1) => {
    if (area.current === null) return
    area.current.focus()
    moveCaret(area.current, offsetAt(text, line, column))
  }

  return (
    <section aria-label="Scenario as text" className={styles['panel']}>
      <header className={styles['head']}>
        <label htmlFor="scenario-text" className={styles['title']}>
          Scenario as JSON
        </label>
        <IconButton icon={X} label="Close the text" onClick={() => canvas.setState({ textOpen: false })} />
      </header>
      <CodeEditor
        id="scenario-text"
        code={text}
        describedBy="scenario-text-state"
        invalid={problems.length > 0}
        errorLine={problems[0]?.line ?? null}
        fill
        plain={text.length > MOST_COLOURED}
        areaRef={area}
        onChange={type}
        onCaret={onCaret}
        onLeave={leave}
      />
      <div id="scenario-text-state" role="status" className={styles['state']}>
        {parted ? (
          <p className={styles['bad']}>
            The scenario was changed elsewhere while this text could not be read.
          </p>
        ) : problems.length === 0 ? (
          <p>The graph follows what you type.</p>
        ) : (
          <p className={styles['bad']}>Not taken over: the graph stays as it was until this is mended.</p>
        )}
        {problems.length > 0 && (
          <ul className={styles['problems']}>
            {problems.slice(0, MOST_PROBLEMS).map(({ line, column, message, fix }) => (
              <li key={`${line}:${column} ${message}`}>
                <button type="button" onClick={() => goTo(line, column)}>
                  <strong>
                    Line {line ?? 1}, column {column ?? 1}
                  </strong>{' '}
                  {message} {fix}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {(parted || problems.length > 0) && (
        <div className={styles['actions']}>
          {parted && problems.length === 0 && <Button onClick={overwrite}>Take this text</Button>}
          <Button onClick={discard}>Back to the scenario’s text</Button>
        </div>
      )}
    </section>
  )
}

const sameSelection = (a: Selection, b: Selection): boolean =>
  a.parts.join() === b.parts.join() && a.edges.join() === b.edges.join()

/** Puts the caret there and brings its line into view; the editor around the text area scrolls. */
function moveCaret(area: HTMLTextAreaElement, at: number): void {
  area.setSelectionRange(at, at)
  const scroller = area.parentElement?.parentElement
  if (!scroller) return
  const line = area.value.slice(0, at).split('\n').length
  const top = (line - 1) * Number.parseFloat(getComputedStyle(area).lineHeight)
  scroller.scrollTo({ top: top - scroller.clientHeight / 3, left: 0 })
}
