import { compareWith, evidenceOf } from '../../interchange/evidence.ts'
import { decodeLink, encodeLink, isLink } from '../../interchange/link.ts'
import { runOrResume } from './running.ts'
import { openNew } from './scenarios.ts'
import { DOCK_TABS, notify, studio } from './studio.ts'

/** Opens the link that the page's address holds, now and whenever another one is entered. */
export async function followAddress(): Promise<void> {
  addEventListener('hashchange', () => void openAddress())
  studio.subscribe(({ run }, before) => {
    if (run.status === 'finished' && before.run.status !== 'finished') judgeReplay()
  })
  await openAddress()
}

/** All or nothing: a link that cannot be read is explained, and the work at hand stays. */
async function openAddress(): Promise<void> {
  const { hash } = location
  if (!isLink(hash)) return
  const opened = await decodeLink(hash)
  // The scenario is kept here from now on: reloading the page must not make another copy.
  history.replaceState(null, '', location.pathname + location.search)
  if (!opened.ok) {
    studio.setState({ importProblems: { source: 'the link', problems: opened.problems } })
    return
  }
  const { document, view, run: evidence } = opened.value
  openNew(document)
  const dockTab = DOCK_TABS.find((tab) => tab === view.tab)
  if (dockTab !== undefined) studio.setState({ dockTab })
  notify(`Opened a copy of “${document.name}” from the link`)
  if (evidence === null) return
  studio.setState({ replay: { document, evidence, seq: view.seq ?? null, comparison: null } })
  runOrResume()
}

/** The link's run was run again: is it the same, and where did it matter? */
function judgeReplay(): void {
  const { replay, run } = studio.getState()
  if (replay === null || run.report === null || run.document !== replay.document) return
  const comparison = compareWith(replay.evidence, run.log, run.report)
  studio.setState({ replay: { ...replay, comparison } })
  const seq = comparison.same ? replay.seq : comparison.from
  if (seq !== null && seq < run.log.count) studio.setState({ focusedSeq: seq })
}

/** True when there is a finished run of the scenario as it is now. */
export const hasRun = (): boolean => {
  const { run, document } = studio.getState()
  return run.report !== null && run.report.verdict !== 'stopped' && run.document === document
}

/** The address that opens this scenario, and with `withRun` its run and what is shown of it. */
export async function addressOf(withRun: boolean): Promise<string> {
  const { document, run, dockTab, focusedSeq } = studio.getState()
  const evidence = withRun && hasRun() && run.report !== null ? evidenceOf(run.log, run.report) : null
  const view = evidence === null ? {} : { tab: dockTab, ...(focusedSeq !== null && { seq: focusedSeq }) }
  const fragment = await encodeLink({ document, view, run: evidence })
  return `${location.origin}${location.pathname}#${fragment}`
}
