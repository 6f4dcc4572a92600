import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import styles from './overlay.module.css'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly labelledBy: string
  readonly className?: string
  readonly children: ReactNode
}

/**
 * The browser's own modal dialog: it keeps the focus inside, gives it back afterwards, and Escape or a
 * click beside it closes it. What is marked `data-autofocus` has the focus first.
 */
export const Dialog = ({ open, onClose, labelledBy, className = '', children }: DialogProps) => {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null || open === dialog.open) return
    if (!open) return dialog.close()
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [open])
  return (
    // The keys for this are the dialog's own: Escape.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      aria-labelledby={labelledBy}
      className={`${styles['modal']} ${className}`}
      onClose={() => {
        // By Escape; what has closed it already may have opened another in its place.
        if (open) onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      {open && children}
    </dialog>
  )
}

interface ModalProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
  readonly wide?: boolean
}

/** A dialog with a title, a way to close it, and room for anything. */
export const Modal = ({ open, onClose, title, description, children, wide = false }: ModalProps) => {
  const titleId = useId()
  return (
    <Dialog open={open} onClose={onClose} labelledBy={titleId} className={wide ? (styles['wide'] ?? '') : ''}>
      <div className={styles['modalInside']}>
        <header className={styles['modalHead']}>
          <h2 id={titleId} className={styles['modalTitle']}>
            {title}
          </h2>
          <button type="button" aria-label="Close" className={styles['close']} onClick={onClose}>
            <X aria-hidden size={16} />
          </button>
        </header>
        {description !== undefined && <p className={styles['modalText']}>{description}</p>}
        <div className={styles['modalBody']}>{children}</div>
      </div>
    </Dialog>
  )
}
