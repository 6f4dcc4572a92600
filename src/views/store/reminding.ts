import { Reminder } from '../keep/reminder.ts'
import { studio } from './studio.ts'

const KEY = 'scenario-studio.reminded'
const MOST_KEPT = 200

/** Says once of a scenario that is worked on for long that no file of the person's own holds it. */
export function remindOfFiles(): void {
  const told = readTold()
  const reminder = new Reminder(told, (docId) => {
    told.push(docId)
    localStorage.setItem(KEY, JSON.stringify(told.slice(-MOST_KEPT)))
    studio.setState({ unfiled: true })
  })
  const { saveState, scenarioId: shown } = studio.getState()
  if (saveState === 'saving') reminder.edited(shown)
  studio.subscribe((state, before) => {
    const { scenarioId, document, filed } = state
    if (scenarioId === before.scenarioId && document === before.document && filed === before.filed) return
    if (scenarioId !== before.scenarioId || filed === document) {
      reminder.settled()
      if (state.unfiled) studio.setState({ unfiled: false })
    } else if (document !== before.document) reminder.edited(scenarioId)
  })
}

function readTold(): string[] {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(told) ? told.filter((id): id is string => typeof id === 'string') : []
  } catch {
    return []
  }
}
