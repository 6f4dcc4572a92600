import type { SourceReport } from '../../log/report.ts'
import { StatisticsStrip } from '../charts/StatisticsStrip.tsx'
import { Block } from './Block.tsx'
import styles from './ReportPanel.module.css'

export const SourceStatistics = ({ sources }: { readonly sources: readonly SourceReport[] }) =>
  sources.length > 0 && (
    <Block title="Sources" note="as generated, before any fault">
      {sources.map(({ id, name, profile, generated, statistics }) => (
        <div key={id} className={styles['source']}>
          <p>
            <strong>{name || id}</strong> <code>{profile}</code>, {generated.toLocaleString('en')}{' '}
            {generated === 1 ? 'value' : 'values'}
          </p>
          <StatisticsStrip statistics={statistics} />
        </div>
      ))}
    </Block>
  )
