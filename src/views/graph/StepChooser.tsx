import { DropdownMenu } from 'radix-ui'
import { stepKinds } from '../../catalog.ts'
import type { Place } from '../../document/insert.ts'
import type { Position } from '../../document/types.ts'
import { addStepAfter } from '../store/editing.ts'
import { MenuItem, MenuLabel } from '../ui/MenuBody.tsx'
import { partIcon } from '../ui/part-icons.ts'
import overlay from '../ui/overlay.module.css'
import styles from './graph.module.css'

/** A connection that was let go over the empty canvas: where, and what it comes from. */
export interface LooseEnd {
  readonly from: Place
  readonly screen: Position
  readonly position: Position
}

const FOLLOWERS = stepKinds.filter(({ ports }) => ports.in)

/** Offers the steps that the connection could lead to. */
export const StepChooser = ({ end, onClose }: { readonly end: LooseEnd; readonly onClose: () => void }) => (
  <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
    <DropdownMenu.Trigger asChild>
      <button
        type="button"
        tabIndex={-1}
        aria-label="What follows?"
        className={styles['looseEnd']}
        style={{ left: end.screen.x, top: end.screen.y }}
      />
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={overlay['menu']}
        // So long a list scrolls: the keyboard must be able to reach it before any of its entries.
        tabIndex={0}
        aria-label="What follows"
        align="start"
        collisionPadding={8}
      >
        <MenuLabel>What follows?</MenuLabel>
        {FOLLOWERS.map((kind) => (
          <MenuItem
            key={kind.name}
            icon={partIcon('steps', kind.name)}
            onSelect={() => addStepAfter(kind.name, end.from, end.position)}
          >
            {kind.title}
          </MenuItem>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)
