import { Maximize2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import styles from '../code/code.module.css'
import { useCodeProblem } from '../store/code-problems.ts'
import { endMerge } from '../store/editing.ts'
import { studio, useStudio } from '../store/studio.ts'
import { codeLeft, codeTyped, foreignCode } from '../store/trust.ts'
import { Button } from '../ui/Button.tsx'
import { Modal } from '../ui/Modal.tsx'
import { FormRow } from './FormRow.tsx'
import type { ControlProps } from './control-props.ts'

const CodeEditor = lazy(() =>
  import('../code/CodeEditor.tsx').then((module) => ({ default: module.CodeEditor })),
)

/** A person's JavaScript, with its problem at its line. */
export const CodeControl = (props: ControlProps) => {
  const [large, setLarge] = useState(false)
  return (
    <>
      {large ? null : <CodeRow {...props} onEnlarge={() => setLarge(true)} />}
      <Modal open={large} onClose={() => setLarge(false)} wide title={props.field.label}>
        <CodeRow {...props} />
      </Modal>
    </>
  )
}

const CodeRow = ({ field, value, check, onChange, onEnlarge }: ControlProps & { onEnlarge?: () => void }) => {
  const code = typeof value === 'string' ? value : ''
  const problem = useCodeProblem(code)
  const refused = check(code)
  return (
    <FormRow label={field.label} help={field.help} error={refused ?? problem?.message ?? null}>
      {({ id, describedBy, invalid }) => (
        <>
          <Foreign code={code} />
          <Suspense fallback={<pre className={styles['read']}>{code}</pre>}>
            <CodeEditor
              id={id}
              code={code}
              describedBy={describedBy}
              invalid={invalid}
              errorLine={problem?.codeLine ?? null}
              tall={onEnlarge === undefined}
              onChange={(next) => {
                codeTyped(code, next)
                onChange(next)
              }}
              onLeave={() => {
                codeLeft()
                endMerge()
              }}
            />
          </Suspense>
          {onEnlarge !== undefined && (
            <div className={styles['tools']}>
              <Button icon={Maximize2} variant="quiet" onClick={onEnlarge}>
                Larger
              </Button>
            </div>
          )}
        </>
      )}
    </FormRow>
  )
}

/** Says beside code from elsewhere that it is off, and how it comes on. */
const Foreign = ({ code }: { readonly code: string }) => {
  const off = useStudio(({ document, allowedCode }) =>
    foreignCode(document, allowedCode).some((piece) => piece.code === code),
  )
  if (!off) return null
  return (
    <p className={styles['off']}>
      This code came with the scenario and is off.
      <Button onClick={() => studio.setState({ dialog: 'code' })}>Look at the code…</Button>
    </p>
  )
}
