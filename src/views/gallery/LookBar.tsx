import { Rows3 } from 'lucide-react'
import { useId, useState } from 'react'
import { sourceFields } from '../../kinds/source-fields.ts'
import { previewCount } from '../charts/preview.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { MenuCheck } from '../ui/MenuBody.tsx'
import { changeEntry, setLook, useGallery, type Setting } from './gallery-store.ts'
import { FEWEST_STEPS, MOST_STEPS, type Look } from './model/look.ts'
import { panelsOf } from './model/panels.ts'
import styles from './stage.module.css'

const MODES: readonly (readonly [Look['mode'], string])[] = [
  ['one', 'One curve'],
  ['seeds', 'Many seeds'],
  ['compare', 'Compare'],
]

interface LookBarProps {
  readonly setting: Setting
  /** False while some value is not above 0: then there is no logarithm. */
  readonly canLog: boolean
}

/** How the curve is looked at, and how much of it. */
export const LookBar = ({ setting, canLog }: LookBarProps) => {
  const look = useGallery((state) => state.look)
  return (
    <div className={styles['lookBar']} role="group" aria-label="View">
      <Segments
        label="What is shown"
        options={MODES}
        value={look.mode}
        onChange={(mode) => setLook({ mode })}
      />
      {look.mode === 'one' && (
        <Segments
          label="Drawn as"
          options={STYLES}
          value={look.style}
          onChange={(style) => setLook({ style })}
        />
      )}
      {look.mode === 'seeds' && (
        <label className={styles['labelled']}>
          Seeds
          <select
            className={styles['select']}
            value={look.seedCount}
            onChange={(event) => setLook({ seedCount: Number(event.target.value) })}
          >
            {[20, 50, 200].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
      )}
      {look.mode === 'compare' && (
        <Check
          label="As change in %"
          checked={look.normalised}
          onChange={(normalised) => setLook({ normalised })}
        />
      )}
      <div className={styles['lookBar']}>
        <Check
          label="Log axis"
          checked={look.logScale && canLog}
          disabled={!canLog}
          {...(!canLog && { title: 'Some values are not above 0' })}
          onChange={(logScale) => setLook({ logScale })}
        />
        {look.mode === 'one' && <PanelsMenu setting={setting} />}
        <StepsField setting={setting} />
      </div>
    </div>
  )
}

const STYLES: readonly (readonly [Look['style'], string])[] = [
  ['line', 'Line'],
  ['candles', 'Candles'],
]

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly options: readonly (readonly [T, string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}

const Segments = <T extends string>({ label, options, value, onChange }: SegmentsProps<T>) => {
  const name = useId()
  return (
    <fieldset className={styles['segments']}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(([option, text]) => (
        <label key={option}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface CheckProps {
  readonly label: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly title?: string
  readonly onChange: (checked: boolean) => void
}

const Check = ({ label, checked, disabled = false, title, onChange }: CheckProps) => (
  <label className={styles['check']} title={title}>
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
    {label}
  </label>
)

/** Which further fields of the source are drawn below the curve. */
const PanelsMenu = ({ setting }: { readonly setting: Setting }) => {
  const chosen = useGallery(({ look }) => look.panels)
  const fields = sourceFields(setting.entry.source, setting.sourceParams)
  const shown = panelsOf(chosen, fields)
  const others = fields.slice(1)
  if (others.length === 0) return null
  const toggle = (field: string, on: boolean) =>
    setLook({ panels: on ? [...shown, field] : shown.filter((other) => other !== field) })
  return (
    <Menu
      label="Drawn below"
      trigger={
        <Button icon={Rows3} variant="quiet">
          Below{shown.length === 0 ? '' : `: ${shown.join(', ')}`}
        </Button>
      }
    >
      {others.map((field) => (
        <MenuCheck key={field} checked={shown.includes(field)} onChange={(on) => toggle(field, on)}>
          {field}
        </MenuCheck>
      ))}
    </Menu>
  )
}

const QUICK = [250, 1_000, 10_000, 100_000, 1_000_000]

/** The length of the series: typed, or one of a few. Emptied, it is as long as its phases ask for. */
const StepsField = ({ setting }: { readonly setting: Setting }) => {
  const { entry, count, profileParams } = setting
  const [draft, setDraft] = useState<string | null>(null)
  const id = useId()
  const suited = entry.steps ?? previewCount(entry.profile.phases(profileParams))
  const wrong = draft !== null && readSteps(draft) === null
  return (
    <span className={styles['labelled']}>
      <label htmlFor={id}>Steps</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        list={`${id}-quick`}
        className={styles['steps']}
        aria-invalid={wrong}
        title={`From ${FEWEST_STEPS} to ${MOST_STEPS.toLocaleString('en')}; ${suited} shows every phase`}
        value={draft ?? String(count)}
        onChange={(event) => {
          setDraft(event.target.value)
          const steps = readSteps(event.target.value)
          if (steps !== null) changeEntry(entry.id, { steps })
        }}
        onBlur={() => {
          if (draft?.trim() === '') changeEntry(entry.id, { steps: undefined })
          setDraft(null)
        }}
      />
      <datalist id={`${id}-quick`}>
        {QUICK.map((steps) => (
          <option key={steps} value={steps} />
        ))}
      </datalist>
    </span>
  )
}

function readSteps(text: string): number | null {
  const steps = Number(text.replaceAll(/[\s,_]/g, ''))
  return text.trim() !== '' && Number.isInteger(steps) && steps >= FEWEST_STEPS && steps <= MOST_STEPS
    ? steps
    : null
}
