import { Plus, X } from 'lucide-react'
import { printWithUnit } from '../charts/StatisticsStrip.tsx'
import { galleryAddress } from '../store/route.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { MenuItem, MenuLabel } from '../ui/MenuBody.tsx'
import { MOST_COMPARED, toggleCompared, useGallery } from './gallery-store.ts'
import { groups } from './model/entries.ts'
import { colourOf } from './model/stage.ts'
import type { Detail } from './use-detail.ts'
import styles from './detail.module.css'

/** The compared curves with their statistics side by side; more can be added, and taken out again. */
export const ComparePanel = ({ detail: { setting, compared } }: { readonly detail: Detail }) => {
  const columns = compared[0]?.made?.data.statistics ?? []
  const own = setting.entry.id
  return (
    <section className={styles['facts']} aria-label="Comparison">
      <div className={styles['tableHead']}>
        <h2>
          {compared.length === 1
            ? 'Add another profile to compare with'
            : `${compared.length} profiles, same seed`}
        </h2>
        <AddMenu own={own} full={compared.length >= MOST_COMPARED} />
      </div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Profile</th>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Take out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {compared.map(({ setting: { entry }, made }, nth) => (
            <tr key={entry.id}>
              <th scope="row">
                <i className={styles['line']} style={{ background: colourOf(nth) }} />
                {entry.id === own ? entry.title : <a href={galleryAddress(entry.id)}>{entry.title}</a>}
              </th>
              {columns.map(({ name }) => {
                const statistic = made?.data.statistics.find((one) => one.name === name)
                return <td key={name}>{statistic === undefined ? '–' : printWithUnit(statistic)}</td>
              })}
              <td>
                {entry.id !== own && (
                  <IconButton
                    icon={X}
                    size={13}
                    label={`Take ${entry.title} out`}
                    onClick={() => toggleCompared(entry.id)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const AddMenu = ({ own, full }: { readonly own: string; readonly full: boolean }) => {
  const chosen = useGallery((state) => state.compared)
  return (
    <Menu
      label="Profiles to add"
      align="end"
      trigger={
        <Button icon={Plus} disabled={full}>
          Add to comparison
        </Button>
      }
    >
      {groups.map(({ title, entries }) => {
        const others = entries.filter(({ id }) => id !== own && !chosen.includes(id))
        return others.length === 0 ? null : (
          <div key={title}>
            <MenuLabel>{title}</MenuLabel>
            {others.map((entry) => (
              <MenuItem key={entry.id} onSelect={() => toggleCompared(entry.id)}>
                {entry.title}
              </MenuItem>
            ))}
          </div>
        )
      })}
    </Menu>
  )
}
