import { TabBar } from '../ui/TabBar.tsx'
import { studio, useStudio } from '../store/studio.ts'
import { lazily } from '../ui/lazily.tsx'
import { ScenarioTab } from './ScenarioTab.tsx'
import styles from './library.module.css'

const AddTab = lazily(() => import('./AddTab.tsx').then((module) => module.AddTab))
const ExamplesTab = lazily(() => import('./ExamplesTab.tsx').then((module) => module.ExamplesTab))

/** The left side: what the scenario has, what can be added, what can be opened. */
export const LibraryPanel = () => {
  const tab = useStudio(({ libraryTab }) => libraryTab)
  return (
    <section aria-label="Library" className={styles['panel']}>
      <TabBar
        label="Library"
        value={tab}
        onChange={(libraryTab) => studio.setState({ libraryTab })}
        tabs={[
          { id: 'scenario', title: 'Scenario', content: <ScenarioTab /> },
          { id: 'add', title: 'Add', content: <AddTab /> },
          { id: 'examples', title: 'Examples', content: <ExamplesTab /> },
        ]}
      />
    </section>
  )
}
