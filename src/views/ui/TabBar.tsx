import { useId, type KeyboardEvent, type ReactNode } from 'react'
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

/** Where a key leads from the tab at `at`, of so many; undefined for any other key. */
const leadsTo = (key: string, at: number, count: number): number | undefined =>
  ({ ArrowRight: (at + 1) % count, ArrowLeft: (at + count - 1) % count, Home: 0, End: count - 1 })[key]

/** Tabs in the manner of the ARIA pattern: arrows move, only the chosen panel is mounted. */
export const TabBar = <Id extends string>({ label, tabs, value, onChange, aside }: TabBarProps<Id>) => {
  const base = useId()
  const move = (event: KeyboardEvent<HTMLElement>, at: number) => {
    const to = leadsTo(event.key, at, tabs.length)
    const next = to === undefined ? undefined : tabs[to]
    if (to === undefined || next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onChange(next.id)
    event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }
  return (
    <div className={styles['root']}>
      <div className={styles['bar']}>
        <div role="tablist" aria-label={label} className={styles['list']}>
          {tabs.map(({ id, title, badge }, at) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${base}-${id}-tab`}
              aria-selected={id === value}
              aria-controls={`${base}-${id}`}
              data-state={id === value ? 'active' : 'inactive'}
              tabIndex={id === value ? 0 : -1}
              className={styles['tab']}
              onClick={() => onChange(id)}
              onKeyDown={(event) => move(event, at)}
            >
              {title}
              {badge}
            </button>
          ))}
        </div>
        {aside}
      </div>
      {tabs.map(({ id, content }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${base}-${id}`}
          aria-labelledby={`${base}-${id}-tab`}
          hidden={id !== value}
          tabIndex={-1}
          className={styles['content']}
        >
          {id === value && content}
        </div>
      ))}
    </div>
  )
}
