import { useStudio } from '../store/studio.ts'
import { lazily } from '../ui/lazily.tsx'

const SubscenarioList = lazily(() => import('./SubscenarioList.tsx').then((module) => module.SubscenarioList))

/** The list of sub-scenarios, for a scenario that has some. */
export const Subscenarios = () => {
  const some = useStudio(({ document }) => document.subscenarios.length > 0)
  return some ? <SubscenarioList /> : null
}
