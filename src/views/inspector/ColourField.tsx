import { COLOURS, type Colour } from '../../document/decoration.ts'
import { PAINTS } from '../ui/colours.ts'
import styles from './inspector.module.css'

interface ColourFieldProps {
  /** Unlike that of any other such field on the page. */
  readonly name: string
  readonly value: Colour
  readonly onChange: (colour: Colour) => void
}

export const ColourField = ({ name, value, onChange }: ColourFieldProps) => (
  <fieldset className={styles['colours']}>
    <legend>Colour</legend>
    {COLOURS.map((colour) => (
      <label key={colour} className={styles['colour']} title={colour}>
        <input
          type="radio"
          name={name}
          aria-label={colour}
          checked={colour === value}
          onChange={() => onChange(colour)}
        />
        <span style={{ background: PAINTS[colour].back, borderColor: PAINTS[colour].line }} />
      </label>
    ))}
  </fieldset>
)
