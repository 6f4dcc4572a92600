import { Dialog } from 'radix-ui'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './overlay.module.css'

interface ModalProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
  readonly wide?: boolean
}

export const Modal = ({ open, onClose, title, description, children, wide = false }: ModalProps) => (
  <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
    <Dialog.Portal>
      <Dialog.Overlay className={styles['overlay']} />
      <Dialog.Content
        className={`${styles['modal']} ${wide ? styles['wide'] : ''}`}
        {...(description === undefined && { 'aria-describedby': undefined })}
      >
        <header className={styles['modalHead']}>
          <Dialog.Title className={styles['modalTitle']}>{title}</Dialog.Title>
          <Dialog.Close asChild>
            {/* No tooltip: it would take the first Escape for itself. */}
            <button type="button" aria-label="Close" className={styles['close']}>
              <X aria-hidden size={16} />
            </button>
          </Dialog.Close>
        </header>
        {description !== undefined && (
          <Dialog.Description className={styles['modalText']}>{description}</Dialog.Description>
        )}
        <div className={styles['modalBody']}>{children}</div>
      </Dialog.Content>
    </Dialog.Portal>
  </Dialog.Root>
)
