import { FormRow } from './FormRow.tsx'
import type { ControlProps } from './control-props.ts'
import { useDraft } from './useDraft.ts'
import styles from './form.module.css'

/** A number by typing, and by a slider where the kind asks for one. */
export const NumberControl = ({ field, value, check, onChange }: ControlProps) => {
  const read = (text: string): { value: number | undefined } | { error: string } => {
    const trimmed = text.trim().replaceAll('_', '').replace(',', '.')
    if (trimmed === '' && field.optional) return { value: undefined }
    const number = Number(trimmed)
    if (trimmed === '' || !Number.isFinite(number)) return { error: 'Enter a number.' }
    const error = check(number)
    return error === null ? { value: number } : { error }
  }
  const draft = useDraft(
    value as number | undefined,
    (number) => (number === undefined ? '' : String(number)),
    read,
    onChange,
  )
  const [min, max] = sliderRange(field.soft, field.min, field.max)
  const slides = field.control === 'slider' && min !== undefined && max !== undefined
  return (
    <FormRow label={field.label} unit={field.unit} help={field.help} error={draft.error}>
      {({ id, describedBy, invalid }) => (
        <div className={styles['numberRow']}>
          {slides && (
            <input
              type="range"
              className={styles['slider']}
              aria-label={`${field.label}, slider`}
              min={min}
              max={max}
              step={field.whole ? 1 : sliderStep(min, max)}
              value={typeof value === 'number' ? Math.min(max, Math.max(min, value)) : min}
              onChange={(event) => draft.type(event.target.value)}
              onPointerUp={draft.leave}
              onBlur={draft.leave}
            />
          )}
          <input
            id={id}
            type="number"
            className={`${styles['input']} ${slides ? styles['narrow'] : ''}`}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            placeholder={field.optional ? 'none' : undefined}
            step={field.whole ? 1 : 'any'}
            value={draft.text}
            onChange={(event) => draft.type(event.target.value)}
            onBlur={draft.leave}
            onKeyDown={(event) => event.key === 'Escape' && draft.revert()}
          />
        </div>
      )}
    </FormRow>
  )
}

const sliderRange = (
  soft: readonly [number, number] | undefined,
  min: number | undefined,
  max: number | undefined,
): [number | undefined, number | undefined] => [soft?.[0] ?? min, soft?.[1] ?? max]

/** About two hundred places on the slider, at round numbers. */
function sliderStep(min: number, max: number): number {
  const raw = (max - min) / 200
  const power = 10 ** Math.floor(Math.log10(raw))
  const nice = [1, 2, 5].find((factor) => factor * power >= raw) ?? 10
  return nice * power
}
