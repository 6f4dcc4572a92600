import { Tooltip } from 'radix-ui'
import type { ReactElement } from 'react'
import styles from './overlay.module.css'

interface TipProps {
  readonly text: string
  readonly shortcut?: string | undefined
  readonly children: ReactElement
}

/** A short label that appears on hover and on focus. The child keeps its own accessible name. */
export const Tip = ({ text, shortcut, children }: TipProps) => (
  <Tooltip.Root>
    <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
    <Tooltip.Portal>
      <Tooltip.Content className={styles['tip']} sideOffset={6} collisionPadding={8}>
        {text}
        {shortcut !== undefined && <kbd className={styles['key']}>{shortcut}</kbd>}
      </Tooltip.Content>
    </Tooltip.Portal>
  </Tooltip.Root>
)
