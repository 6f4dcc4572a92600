import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './TabBar.module.css'

export interface TabSpec<Id extends string> {
  readonly id: Id
  readonly title: string
  /** A count or a mark beside the title. */
  readonly badge?: ReactNode
  readonly content: ReactNode
}

interface TabBarProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly TabSpec<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
  /** Buttons at the right end of the bar. */
  readonly aside?: ReactNode
}

/** Tabs in the manner of the ARIA pattern: arrows move, only the chosen panel is mounted. */
export const TabBar = <Id extends string>({ label, tabs, value, onChange, aside }: TabBarProps<Id>) => (
  <Tabs.Root className={styles['root']} value={value} onValueChange={(id) => onChange(id as Id)}>
    <div className={styles['bar']}>
      <Tabs.List className={styles['list']} aria-label={label}>
        {tabs.map(({ id, title, badge }) => (
          <Tabs.Trigger key={id} value={id} className={styles['tab']}>
            {title}
            {badge}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {aside}
    </div>
    {tabs.map(({ id, content }) => (
      <Tabs.Content key={id} value={id} className={styles['content']} tabIndex={-1}>
        {content}
      </Tabs.Content>
    ))}
  </Tabs.Root>
)
