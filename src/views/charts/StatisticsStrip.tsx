import { TrendingDown, TrendingUp } from 'lucide-react'
import type { Statistic } from '../../kinds/contracts.ts'
import { fixed, readable } from './axis.ts'
import styles from './StatisticsStrip.module.css'

/** What a series amounts to: a label and a number each, in as many columns as there is room for. */
export const StatisticsStrip = ({ statistics }: { readonly statistics: readonly Statistic[] }) => (
  <dl className={styles['strip']}>
    {statistics.map((statistic) => (
      <div key={statistic.name} className={styles['item']}>
        <dt>{statistic.label}</dt>
        <dd>
          <Value {...statistic} />
        </dd>
      </div>
    ))}
  </dl>
)

function Value(statistic: Statistic) {
  const { name, value } = statistic
  if (value === null) return <span className={styles['none']}>–</span>
  const text = printWithUnit(statistic)
  if (!isChange(name) || value === 0) return text
  const Icon = value > 0 ? TrendingUp : TrendingDown
  return (
    <span className={styles[value > 0 ? 'up' : 'down']}>
      <Icon aria-hidden size={13} strokeWidth={2.2} />
      {text}
    </span>
  )
}

/** Statistics called `change...` are differences: they carry their sign. */
const isChange = (name: string): boolean => name.startsWith('change')

/** A statistic's value without its unit: shares with two digits, values as they are worth reading. */
export function printStatistic({
  name,
  value,
}: {
  readonly name: string
  readonly value: number | null
}): string {
  if (value === null || !Number.isFinite(value)) return '–'
  if (Number.isInteger(value) && !isChange(name)) return fixed(value, 0)
  const text = isChange(name) || Math.abs(value) >= 0.1 ? fixed(value, 2) : small(value)
  return isChange(name) && value > 0 ? `+${text}` : text
}

/** As `printStatistic`, with its unit. */
export const printWithUnit = (statistic: Pick<Statistic, 'name' | 'value' | 'unit'>): string =>
  statistic.value === null || statistic.unit === undefined
    ? printStatistic(statistic)
    : `${printStatistic(statistic)} ${statistic.unit}`

/** Three digits that say something. */
const small = (value: number): string => readable(Number(value.toPrecision(3)))
