import { FileChartColumn, Info } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { ScenarioDocument } from '../../document/types.ts'
import type { RunReport } from '../../log/report.ts'
import { countsBetween } from '../../log/traffic.ts'
import { RangeChip } from '../log/RangeChip.tsx'
import { rowsIn } from '../store/range.ts'
import { useStudio } from '../store/studio.ts'
import { Empty } from '../ui/Empty.tsx'
import { AssertionsTable } from './AssertionsTable.tsx'
import { Conservation } from './Conservation.tsx'
import { EventBars } from './EventBars.tsx'
import { FaultsTable } from './FaultsTable.tsx'
import { LinksTable } from './LinksTable.tsx'
import { ReportActions } from './ReportActions.tsx'
import { ReportHead } from './ReportHead.tsx'
import { ReportProblems } from './ReportProblems.tsx'
import { SourceStatistics } from './SourceStatistics.tsx'
import { StepsTable } from './StepsTable.tsx'
import { TailBlock } from './TailBlock.tsx'
import { usePrintout } from './usePrintout.ts'
import styles from './ReportPanel.module.css'

/** The account of the finished run, for reading, printing and taking away. */
export function ReportPanel() {
  const report = useStudio(({ run }) => run.report)
  const ran = useStudio(({ run }) => run.document)
  const status = useStudio(({ run }) => run.status)
  const edited = useStudio(({ run, document }) => run.document !== document)
  if (report === null || ran === null) {
    const live = status === 'running' || status === 'paused'
    return (
      <Empty icon={FileChartColumn} title={live ? 'The report comes when the run ends' : 'No report yet'}>
        {live
          ? 'Stop the run to have the report of what happened so far.'
          : 'Run the scenario: its verdict, numbers and files for CI appear here.'}
      </Empty>
    )
  }
  return <ReportView report={report} document={ran} edited={edited} />
}

interface ReportViewProps {
  readonly report: RunReport
  /** The document that ran. */
  readonly document: ScenarioDocument
  readonly edited: boolean
}

function ReportView({ report, document, edited }: ReportViewProps) {
  const sheet = useRef<HTMLElement>(null)
  usePrintout(sheet)
  const range = useStudio((state) => state.range)
  const log = useStudio(({ run }) => run.log)
  const counts = useMemo(() => {
    const { from, to } = rowsIn(log, range)
    return range === null ? null : countsBetween(log, from, to)
  }, [log, range])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <section className={styles['panel']} aria-label="Report" tabIndex={0}>
      <ReportActions report={report} document={document} />
      <article ref={sheet} className={styles['sheet']}>
        {edited && (
          <p className={styles['edited']}>
            <Info aria-hidden size={14} />
            The scenario was edited since this run.
          </p>
        )}
        {counts !== null && (
          <p className={styles['narrowed']}>
            <RangeChip />
            Hits of faults and numbers of events are those of this stretch; all else is of the whole run.
          </p>
        )}
        <ReportHead report={report} />
        <ReportProblems problems={report.problems} />
        <AssertionsTable assertions={report.assertions} steps={report.steps} />
        <StepsTable steps={report.steps} />
        <FaultsTable faults={report.chaos} within={counts} />
        <TailBlock tail={report.tail} />
        <EventBars events={report.events} within={counts} />
        <Conservation counts={report.conservation} />
        <LinksTable links={report.links} />
        <SourceStatistics sources={report.sources} />
      </article>
    </section>
  )
}
