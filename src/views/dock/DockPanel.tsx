import type { KeyboardEvent } from 'react'
import { printShortCount } from '../ui/counts.ts'
import { useDocumentProblems } from '../store/problems.ts'
import { clearRange } from '../store/range.ts'
import { studio, useStudio } from '../store/studio.ts'
import { Guard } from '../ui/Guard.tsx'
import { lazily } from '../ui/lazily.tsx'
import { TabBar } from '../ui/TabBar.tsx'
import { RunStatusBar } from './RunStatusBar.tsx'
import { TimeBar } from './TimeBar.tsx'
import styles from './dock.module.css'

const TimelinePanel = lazily(() =>
  import('../timeline/TimelinePanel.tsx').then((module) => module.TimelinePanel),
)
const EventsPanel = lazily(() => import('../events/EventsPanel.tsx').then((module) => module.EventsPanel))
const CurvesPanel = lazily(() => import('../curves/CurvesPanel.tsx').then((module) => module.CurvesPanel))
const AssertionsPanel = lazily(() =>
  import('../assertions/AssertionsPanel.tsx').then((module) => module.AssertionsPanel),
)
const ProblemsPanel = lazily(() =>
  import('../problems/ProblemsPanel.tsx').then((module) => module.ProblemsPanel),
)
const ReportPanel = lazily(() => import('../report/ReportPanel.tsx').then((module) => module.ReportPanel))
const SystemPanel = lazily(() => import('../system/SystemPanel.tsx').then((module) => module.SystemPanel))
const ComparePanel = lazily(() => import('../compare/ComparePanel.tsx').then((module) => module.ComparePanel))
const BreakpointsPanel = lazily(() =>
  import('../breakpoints/BreakpointsPanel.tsx').then((module) => module.BreakpointsPanel),
)

/** Below: what happens and what happened. Each panel reads the log; none of them knows another. */
export const DockPanel = () => {
  const tab = useStudio(({ dockTab }) => dockTab)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape in any of its controls
    <section aria-label="Dock" className={styles['panel']} onKeyDown={hearEscape}>
      <TimeBar />
      <TabBar
        label="Dock"
        value={tab}
        onChange={(dockTab) => studio.setState({ dockTab })}
        aside={<RunStatusBar />}
        tabs={[
          {
            id: 'timeline',
            title: 'Timeline',
            content: (
              <Guard name="Timeline">
                <TimelinePanel />
              </Guard>
            ),
          },
          {
            id: 'events',
            title: 'Events',
            badge: <EventCount />,
            content: (
              <Guard name="Events">
                <EventsPanel />
              </Guard>
            ),
          },
          {
            id: 'prices',
            title: 'Curves',
            content: (
              <Guard name="Curves">
                <CurvesPanel />
              </Guard>
            ),
          },
          {
            id: 'system',
            title: 'System',
            content: (
              <Guard name="System">
                <SystemPanel />
              </Guard>
            ),
          },
          {
            id: 'assertions',
            title: 'Assertions',
            badge: <Violations />,
            content: (
              <Guard name="Assertions">
                <AssertionsPanel />
              </Guard>
            ),
          },
          {
            id: 'problems',
            title: 'Problems',
            badge: <ProblemCount />,
            content: (
              <Guard name="Problems">
                <ProblemsPanel />
              </Guard>
            ),
          },
          {
            id: 'report',
            title: 'Report',
            content: (
              <Guard name="Report">
                <ReportPanel />
              </Guard>
            ),
          },
          {
            id: 'compare',
            title: 'Compare',
            content: (
              <Guard name="Compare">
                <ComparePanel />
              </Guard>
            ),
          },
          {
            id: 'breakpoints',
            title: 'Breakpoints',
            badge: <BreakpointCount />,
            content: (
              <Guard name="Breakpoints">
                <BreakpointsPanel />
              </Guard>
            ),
          },
        ]}
      />
    </section>
  )
}

/** What a panel has no use for itself: shows all of the run again, where only a stretch is shown. */
function hearEscape(event: KeyboardEvent): void {
  const { range } = studio.getState()
  const inText = event.target instanceof HTMLInputElement && event.target.type !== 'range'
  if (event.key !== 'Escape' || event.defaultPrevented || inText || range === null) return
  event.stopPropagation()
  clearRange()
}

const EventCount = () => {
  const count = useStudio(({ run }) => (run.revision < 0 ? 0 : run.log.count))
  return count === 0 ? null : <span className={styles['count']}>{printShortCount(count)}</span>
}

/** How many assertions failed. Where more events could have satisfied all of them, it says so. */
const Violations = () => {
  const outcomes = useStudio(
    ({ run }) =>
      run.report?.assertions
        .filter(({ verdict }) => verdict === 'violated')
        .map(({ outcome }) => outcome)
        .join(' ') ?? '',
  )
  if (outcomes === '') return null
  const failed = outcomes.split(' ')
  const word = failed.every((outcome) => outcome === 'pending') ? 'pending' : 'violated'
  return (
    <span className={`${styles['count']} ${styles['bad']}`}>
      {failed.length} {word}
    </span>
  )
}

const BreakpointCount = () => {
  const count = useStudio(({ breakpoints }) => breakpoints.filter(({ enabled }) => enabled).length)
  return count === 0 ? null : <span className={styles['count']}>{count}</span>
}

const ProblemCount = () => {
  const problems = useDocumentProblems()
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (problems.length === 0) return null
  return (
    <span className={`${styles['count']} ${errors > 0 ? styles['bad'] : styles['warn']}`}>
      {problems.length}
    </span>
  )
}
