import type { Band, Likeness, LikenessFact } from '../../kinds/series-contracts.ts'
import { readable } from '../charts/axis.ts'
import styles from './detail.module.css'

const GOOD = 0.75
const FAIR = 0.45

/** How much a series looks like the real thing: each property beside the band that real ones lie in. */
export const LikenessPanel = ({ likeness }: { readonly likeness: Likeness }) => {
  const { title, score, verdict, facts } = likeness
  const tone = score === null ? 'unknown' : score >= GOOD ? 'good' : score >= FAIR ? 'fair' : 'poor'
  return (
    <section className={styles['likeness']} aria-label={title}>
      <div className={styles['likenessHead']}>
        <h2>{title}</h2>
        <span className={`${styles['score']} ${styles[tone]}`} data-testid="likeness">
          {score === null ? 'Too short to tell' : `${Math.round(score * 100)} %`}
        </span>
      </div>
      <p className={styles['verdict']}>{verdict}</p>
      {facts.length > 0 && <Facts facts={facts} />}
    </section>
  )
}

/** Every property with its bands, and what the colours mean. */
const Facts = ({ facts }: Pick<Likeness, 'facts'>) => (
  <>
    <table className={styles['likenessTable']}>
      <thead>
        <tr>
          <th scope="col">Property</th>
          <th scope="col">Here</th>
          <th scope="col">5 % – 95 % of real ones</th>
          <th scope="col" className={styles['bandCell']}>
            <span className="visually-hidden">Drawn</span>
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.name}>
            <th scope="row" title={fact.help}>
              {fact.label}
            </th>
            <td>{fact.value === null ? '–' : short(fact.value)}</td>
            <td>{fact.real === null ? '–' : `${short(fact.real.low)} – ${short(fact.real.high)}`}</td>
            <td className={styles['bandCell']}>
              <BandBar fact={fact} />
            </td>
            <td>
              <Judgement fact={fact} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className={styles['legend']}>
      <span>
        <i className={styles['swatch']} style={{ background: 'var(--series-2)', opacity: 0.45 }} /> real
      </span>
      <span>
        <i className={styles['swatch']} style={{ background: 'var(--text-3)', opacity: 0.35 }} /> plain random
        walk
      </span>
      <span>
        <i className={styles['swatch']} style={{ width: 3, background: 'var(--series-1)' }} /> this one
      </span>
    </p>
  </>
)

const short = (value: number): string =>
  Math.abs(value) >= 100 ? readable(Math.round(value)) : readable(Math.round(value * 100) / 100)

function Judgement({ fact: { score, value, real, weight } }: { readonly fact: LikenessFact }) {
  if (weight === 0) return <span className={styles['tooShort']}>shown only</span>
  if (value === null) return <span className={styles['tooShort']}>not there</span>
  if (score === null || real === null) return <span className={styles['tooShort']}>too short</span>
  return score >= 1 ? (
    <span className={styles['inside']}>✓ inside</span>
  ) : (
    <span className={styles['outside']}>✗ outside</span>
  )
}

const WIDTH = 200

/** The bands on one axis with the value. The table says the same in numbers. */
const BandBar = ({ fact: { value, real, random } }: { readonly fact: LikenessFact }) => {
  if (real === null) return null
  const places = [real, random].flatMap((band) => (band === null ? [] : [band.low, band.high]))
  const low = Math.min(...places)
  const high = Math.max(...places)
  const room = (high - low) * 0.2 || 1
  // A value far outside stands at the edge.
  const x = (at: number) =>
    Math.min(WIDTH - 2, Math.max(2, ((at - (low - room)) / (high - low + 2 * room)) * WIDTH))
  const bar = (band: Band, y: number, height: number, fill: string, opacity: number) => (
    <rect
      x={x(band.low)}
      y={y}
      width={Math.max(2, x(band.high) - x(band.low))}
      height={height}
      rx="2"
      fill={fill}
      opacity={opacity}
    />
  )
  return (
    <svg className={styles['band']} viewBox={`0 0 ${WIDTH} 16`} preserveAspectRatio="none" aria-hidden>
      {random !== null && bar(random, 5, 6, 'var(--text-3)', 0.35)}
      {bar(real, 2, 12, 'var(--series-2)', 0.32)}
      <rect x={x(real.median) - 0.75} y="2" width="1.5" height="12" fill="var(--series-2)" />
      {value !== null && (
        <rect x={x(value) - 1.5} y="0" width="3" height="16" rx="1" fill="var(--series-1)" />
      )}
    </svg>
  )
}
