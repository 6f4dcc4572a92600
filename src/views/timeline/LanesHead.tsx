import { EyeOff, Layers } from 'lucide-react'
import { groupLanesBy, GROUPING_NAMES, useTimeline, type Grouping } from '../store/timeline.ts'
import { Menu } from '../ui/Menu.tsx'
import { MenuItem } from '../ui/MenuBody.tsx'
import { show } from './arrange.ts'
import { GROUPINGS } from './grouping.ts'
import { hiddenTracks } from './tracks.ts'
import type { Lanes } from './use-timeline.ts'
import styles from './Timeline.module.css'

/** What lanes stand for, and which are hidden. */
export const LanesHead = ({ lanes }: { readonly lanes: Lanes }) => {
  const grouping = useTimeline((state) => state.grouping)
  return (
    <>
      <label className={styles['grouping']} title="What lanes stand for">
        <Layers aria-hidden size={13} />
        <select
          aria-label="Lanes by"
          value={grouping}
          onChange={({ target }) => groupLanesBy(target.value as Grouping)}
        >
          {GROUPING_NAMES.map((name) => (
            <option key={name} value={name}>
              By {GROUPINGS[name].word}
            </option>
          ))}
        </select>
      </label>
      <Hidden lanes={lanes} />
    </>
  )
}

const Hidden = ({ lanes: { index, arrangement, arrange } }: { readonly lanes: Lanes }) => {
  const hidden = hiddenTracks(index, arrangement)
  if (hidden.length === 0) return null
  return (
    <Menu
      label="Hidden lanes"
      trigger={
        <button
          type="button"
          className={styles['hidden']}
          aria-label={`${hidden.length} hidden ${hidden.length === 1 ? 'lane' : 'lanes'}`}
          title="Hidden lanes"
        >
          <EyeOff aria-hidden size={12} />
          {hidden.length}
        </button>
      }
    >
      {hidden.map(({ id, name }) => (
        <MenuItem key={id} onSelect={() => arrange(show(arrangement, id))}>
          Show {name}
        </MenuItem>
      ))}
      {hidden.length > 1 && (
        <MenuItem onSelect={() => arrange({ hidden: [] })}>Show all {hidden.length} of them</MenuItem>
      )}
    </Menu>
  )
}
