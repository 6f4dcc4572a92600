import { printMillis } from '../../base/time.ts'
import type { PartList } from '../../document/edit.ts'
import { outcomeOf } from '../../log/report.ts'
import { printCounted } from '../log/format.ts'
import { shownAssertions, shownReport, shownSteps } from '../store/moment.ts'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import { runIdOf } from '../store/inside.ts'
import { useStudio } from '../store/studio.ts'
import styles from './inspector.module.css'

/** What the last run says of the selected part, in a line or two. */
export const PartRunNote = ({ list, id }: { readonly list: PartList; readonly id: string }) => {
  const progress = useStudio(({ run }) => run.progress)
  const report = useStudio(shownReport)
  const steps = useStudio(shownSteps)
  const assertions = useStudio(shownAssertions)
  const moment = useStudio((state) => state.moment)
  const ran = useStudio(({ run }) => run.document)
  const runId = useStudio((state) => (list === 'steps' ? runIdOf(state, id) : id))
  if (progress === null || steps === null || assertions === null) return null
  if (list === 'steps') {
    const step = steps.find((candidate) => candidate.id === runId)
    if (step === undefined) return null
    const spent =
      step.enteredMs === null || step.leftMs === null
        ? ''
        : ` ${printMillis(step.enteredMs)} to ${printMillis(step.leftMs)}`
    return (
      <div className={styles['runNote']}>
        <VerdictBadge state={step.outcome} />
        <span>{step.message || spent}</span>
      </div>
    )
  }
  if (list === 'assertions') {
    const assertion = (report?.assertions ?? assertions).find((candidate) => candidate.id === id)
    if (assertion === undefined) return null
    return (
      <div className={styles['runNote']}>
        <VerdictBadge state={outcomeOf(assertion)} />
        <span>{assertion.message}</span>
      </div>
    )
  }
  if (list === 'faults' && moment !== null) {
    const touched = moment.touched[ran?.faults.findIndex((spec) => spec.id === id) ?? -1]
    if (touched === undefined) return null
    return (
      <div className={styles['runNote']}>
        <span>
          {touched === 0 ? 'Had touched nothing yet.' : `Had touched ${printCounted(touched, 'record')}.`}
        </span>
      </div>
    )
  }
  if (list === 'faults') {
    const fault = progress.chaos.find((candidate) => candidate.id === id)
    if (fault === undefined) return null
    const hits =
      fault.hits === 0 ? 'Did not act' : fault.hits === 1 ? 'Acted once' : `Acted ${fault.hits} times`
    const matched = `${fault.matched} matching ${fault.matched === 1 ? 'event' : 'events'}`
    return (
      <div className={styles['runNote']}>
        <span>
          {hits} on {matched}
          {fault.firstHitMs === null ? '' : `, first at ${printMillis(fault.firstHitMs)}`}.
        </span>
      </div>
    )
  }
  return null
}
